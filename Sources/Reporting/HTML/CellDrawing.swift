import NodeModel

/// One cell a node by verdict, each verdict in a row of its own with its name and number.
enum CellDrawing {
    /// Cells beside one another, and their distance.
    private static let columns = 30
    private static let step = 15
    /// Beyond this many cells, names are cut short: the page has a limit.
    private static let fewNames = 300

    static func node(_ chart: CellChart) -> HTML {
        let all = chart.rows.reduce(0) { $0 + $1.cells }
        let rows = chart.rows.map { row in
            HTML.tag(
                .li,
                children: [
                    .tag(.span, .css("label"), children: PhraseNodes.of(.verdict(row.verdict), longest: 40)),
                    drawing(row, chart, isLong: all <= fewNames),
                    .tag(
                        .span, .css("value"), text: Noun("node", "nodes").counted(row.nodes)),
                ])
        }
        let each =
            chart.nodesInCell == 1
            ? "one cell is one node" : "one cell is \(Bytes.grouped(chart.nodesInCell)) nodes or, at a row's end, fewer"
        return .tag(
            .figure,
            children: [
                .tag(
                    .figcaption,
                    children: [.tag(.strong, text: "Nodes by verdict"), .tag(.span, .css("legend"), text: each)]),
                .tag(.ul, .css("bars", "cells"), children: rows),
            ])
    }

    private static func drawing(_ row: CellChart.Row, _ chart: CellChart, isLong: Bool) -> HTML {
        let cells = max(1, row.cells)
        let width = min(cells, columns) * step
        let height = (cells + columns - 1) / columns * step
        let words = "\(Noun("node", "nodes").counted(row.nodes)): \(row.verdict.title)"
        let drawn = (0..<cells).map { index -> HTML in
            let place: [Attribute] = [
                .link(to: Marks.anchor(row.verdict)), .number(.x, index % columns * step + 1),
                .number(.y, index / columns * step + 1),
            ]
            let name = index < row.names.count ? Text.excerpt(row.names[index], limit: isLong ? 80 : 24) : ""
            return .element(.use, place, name.isEmpty ? [] : [.tag(.title, text: name)])
        }
        return .tag(
            .svg, .fixed(.role, "img"), .label(words), .viewBox(width: width, height: height), .number(.width, width),
            .number(.height, height), children: drawn)
    }
}
