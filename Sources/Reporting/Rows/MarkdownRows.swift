import NodeModel

extension RowFormat {
    /// A table as forges render it; nothing in a cell becomes markup or a link.
    public static let markdown = RowFormat(name: "markdown") { columns, _ in
        aligned { first in
            let titles = columns.map { MarkdownText.prose($0, inTable: true) }
            let widths = widths(titles, first, of: markdownCell).map { max($0, 3) }
            let numbers = columns.indices.map { column in first.contains { $0[column].isNumber } }
            func padded(_ text: String, _ column: Int) -> String {
                let fill = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
                return numbers[column] ? fill + text : text + fill
            }
            func line(_ cells: [String]) -> String {
                "| " + cells.enumerated().map { padded($1, $0) }.joined(separator: " | ") + " |\n"
            }
            let rule = widths.enumerated().map { column, width in
                numbers[column] ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
            }
            return (line(titles) + line(rule), { line($0.map(markdownCell)) })
        }
    }

    private static func markdownCell(_ cell: Cell) -> String { MarkdownText.prose(cell.plain ?? "NULL", inTable: true) }
}
