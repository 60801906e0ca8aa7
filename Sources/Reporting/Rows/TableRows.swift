import NodeModel

extension RowFormat {
    /// Aligned columns for a terminal, cut to its width. The widths are those of the first rows.
    public static let table = RowFormat(name: "table") { columns, options in
        aligned { first in
            let numbers = columns.indices.map { column in first.contains { $0[column].isNumber } }
            let widths = fitted(widths(columns, first), to: options.width, whole: numbers)
            // Without a width a later, longer text moves its line instead of being cut.
            let isWhole = options.width == .max
            func line(_ cells: [(text: String, isNumber: Bool)]) -> String {
                var line = ""
                for (n, cell) in cells.enumerated() {
                    let text = cell.isNumber || isWhole ? cell.text : DisplayWidth.fitted(cell.text, widths[n])
                    let fill = String(repeating: " ", count: max(0, widths[n] - DisplayWidth.of(text)))
                    line += (n == 0 ? "" : "  ") + (cell.isNumber ? fill + text : text + fill)
                }
                while line.last == " " { line.removeLast() }
                return line + "\n"
            }
            let rule = line(widths.map { (String(repeating: "-", count: $0), false) })
            return (
                line(columns.indices.map { (Text.visible(columns[$0]), numbers[$0]) }) + rule,
                { cells in line(cells.map { (shown($0), $0.isNumber) }) }
            )
        }
    }

    /// Rows that are looked at before the first is written.
    static let lookedAt = 500

    static func shown(_ cell: Cell) -> String { Text.visible(cell.plain ?? "NULL") }

    static func widths(
        _ columns: [String], _ rows: [[Cell]], of shown: (Cell) -> String = RowFormat.shown
    ) -> [Int] {
        columns.indices.map { column in
            rows.reduce(DisplayWidth.of(Text.visible(columns[column]))) {
                max($0, DisplayWidth.of(shown($1[column])))
            }
        }
    }

    /// A printer that gathers the first rows; `begin` makes the heading and the writer of a row from them.
    static func aligned(_ begin: @escaping ([[Cell]]) -> (head: String, line: ([Cell]) -> String)) -> RowPrinter {
        var first: [[Cell]] = []
        var line: (([Cell]) -> String)?
        func start(_ output: inout Output) {
            guard line == nil else { return }
            let (head, write) = begin(first)
            line = write
            output.write(head)
            for cells in first { output.write(write(cells)) }
            first = []
        }
        return RowPrinter(
            row: { cells, output in
                if let line {
                    output.write(line(cells))
                } else {
                    first.append(cells)
                    if first.count == lookedAt { start(&output) }
                }
            },
            end: { start(&$0) })
    }

    /// The widest columns give way first, down to eight characters; a number cannot be cut.
    private static func fitted(_ natural: [Int], to width: Int, whole: [Bool]) -> [Int] {
        var widths = natural
        let gaps = 2 * max(0, widths.count - 1)
        let cut = widths.indices.filter { !whole[$0] }
        while case let surplus = widths.reduce(gaps, +) - width, surplus > 0,
            let widest = cut.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
        {
            // At once down to the next widest: one step a character is slow for cells of a million.
            let next = cut.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            widths[widest] -= max(1, min(surplus, widths[widest] - max(8, next)))
        }
        return widths
    }
}
