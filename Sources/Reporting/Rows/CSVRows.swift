import NodeModel

extension RowFormat {
    /// RFC 4180, with line ends of its own kind. NULL is an empty field, an empty text is quoted.
    public static let csv = RowFormat(name: "csv") { columns, _ in
        var isFirst = true
        func line(_ fields: [String], _ output: inout Output) {
            output.write(fields.joined(separator: ",") + "\r\n")
        }
        func head(_ output: inout Output) {
            if isFirst { line(columns.map(CSVWriter.escaped), &output) }
            isFirst = false
        }
        return RowPrinter(
            row: { cells, output in
                head(&output)
                line(cells.map(field), &output)
            },
            end: { head(&$0) })
    }

    private static func field(_ cell: Cell) -> String {
        guard case .text(let text) = cell else { return cell.plain ?? "" }
        return text.isEmpty ? "\"\"" : CSVWriter.escaped(text)
    }
}
