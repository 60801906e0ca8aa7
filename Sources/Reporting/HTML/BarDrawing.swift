import NodeModel

/// Bars as a page shows them: labels and values are text of the page, so that they wrap and can be read on a phone.
enum BarDrawing {
    private static let height = 18

    static func node(_ chart: BarChart, longest: Int) -> HTML {
        let full = max(1, chart.full ?? chart.bars.map(\.total).max() ?? 1)
        let rows = chart.bars.map { bar in
            HTML.tag(
                .li,
                children: [
                    .tag(.span, .css("label"), children: PhraseNodes.of(bar.label, longest: longest)),
                    drawing(bar, of: full, chart), .tag(.span, .css("value"), text: PhraseNodes.glued(bar.value)),
                ])
        }
        var caption: [HTML] = [.tag(.strong, text: chart.title)]
        let named = chart.fills.filter { chart.legend[$0] != nil }
        if !named.isEmpty { caption.append(.tag(.span, .css("legend"), children: named.map { key($0, chart) })) }
        var parts: [HTML] = [.tag(.figcaption, children: caption), .tag(.ul, .css("bars"), children: rows)]
        if !chart.note.isEmpty { parts.append(.tag(.p, .css("muted"), text: chart.note)) }
        return .tag(.figure, children: parts)
    }

    private static func drawing(_ bar: BarChart.Bar, of full: Int64, _ chart: BarChart) -> HTML {
        var at = 0
        let isShare = chart.full != nil
        var words: [String] = []
        var parts: [HTML] = []
        for part in bar.parts {
            let amount = isShare ? "\(part.amount) %" : Bytes.text(part.amount)
            words.append("\(amount) \(chart.legend[part.fill] ?? "")")
            // What is there is seen, however little it is.
            let width = max(4, min(1000 - at, tenths(part.amount, of: full)))
            parts.append(
                .tag(
                    .rect, .css(css(part.fill)), .share(.x, at), .number(.y, 1), .share(.width, width),
                    .number(.height, height - 2)))
            at = min(996, at + width)
        }
        let name = "\(PhraseNodes.words(bar.label)): \(words.joined(separator: ", "))"
        return .tag(
            .svg, .css("bar"), .fixed(.role, "img"), .label(Text.excerpt(name, limit: 300)), .number(.height, height),
            children: [.tag(.title, text: words.joined(separator: ", "))] + parts)
    }

    private static func key(_ fill: BarChart.Fill, _ chart: BarChart) -> HTML {
        .tag(
            .span,
            children: [
                .tag(
                    .svg, .hidden, .number(.width, 16), .number(.height, 12),
                    children: [
                        .tag(
                            .rect, .css(css(fill)), .number(.x, 1), .number(.y, 1), .number(.width, 14),
                            .number(.height, 10))
                    ]),
                .text(" " + (chart.legend[fill] ?? "")),
            ])
    }

    /// Thousandths, from numbers of any size.
    private static func tenths(_ amount: Int64, of full: Int64) -> Int {
        Int(min(1000, Double(max(0, amount)) / Double(full) * 1000).rounded())
    }

    private static func css(_ fill: BarChart.Fill) -> StaticString {
        switch fill {
        case .twice: "f-twice"
        case .leftOver: "f-left"
        case .rest: "f-rest"
        case .freed: "f-freed"
        case .free: "f-free"
        }
    }
}
