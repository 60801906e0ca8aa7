import NodeModel

/// A pipe table that is also aligned where it is read as text.
enum MarkdownTable {
    static let width = 100

    static func lines(_ table: Table, rows: some Sequence<Table.Row>) -> String {
        let titles = table.columns.map { Phrase($0.title) }
        let rows = [titles] + rows.map(\.cells)
        let natural = table.columns.indices.map { index in
            max(3, rows.map { DisplayWidth.of(MarkdownText.inline($0[index], inTable: true)) }.max() ?? 0)
        }
        let fit = TableFit(table, natural: natural, width: width, gap: 3, frame: 4)
        var lines = rows.map { cells in
            line(
                fit.columns.map { column in
                    let text = cell(cells[column], fit.widths[column], table.columns[column].cut)
                    let fill = String(repeating: " ", count: max(0, fit.widths[column] - DisplayWidth.of(text)))
                    return table.columns[column].alignment == .right ? fill + text : text + fill
                })
        }
        let rule = fit.columns.map { column in
            let dashes = String(repeating: "-", count: fit.widths[column] - 1)
            return table.columns[column].alignment == .right ? dashes + ":" : dashes + "-"
        }
        lines.insert(line(rule), at: 1)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// Cut before it is escaped, so that no escape is cut.
    private static func cell(_ phrase: Phrase, _ width: Int, _ cut: Table.Cut) -> String {
        var length = width
        var text = MarkdownText.inline(phrase, inTable: true)
        while DisplayWidth.of(text) > width, length > 1 {
            let spans = Wrap.fitted(phrase, length, cut: cut)
            var kept = Phrase()
            for span in spans { kept.append(span.text, span.style) }
            text = MarkdownText.inline(kept, inTable: true)
            length -= 1
        }
        return text
    }
}
