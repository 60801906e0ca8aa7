import NodeModel

extension RowFormat {
    /// RFC 4180, with line ends of its own kind. NULL is an empty field, an empty text is quoted.
    public static let csv = RowFormat(name: "csv") { columns, _ in
        var isFirst = true
        func line(_ fields: [String], _ output: inout Output) {
            output.write(fields.joined(separator: ",") + "\r\n")
        }
        func head(_ output: inout Output) {
            if isFirst { line(columns.map(CSVField.text), &output) }
            isFirst = false
        }
        return RowPrinter(
            row: { cells, output in
                head(&output)
                line(cells.map(CSVField.of), &output)
            },
            end: { head(&$0) })
    }
}

/// One field of a CSV file, made safe for spreadsheets.
enum CSVField {
    static func of(_ cell: Cell) -> String {
        guard case .text(let text) = cell else { return cell.plain ?? "" }
        return text.isEmpty ? "\"\"" : self.text(text)
    }

    /// Text that a spreadsheet would take for a formula gets an apostrophe before it. Source: OWASP, CSV Injection.
    static func text(_ text: String) -> String {
        var text = Text.visible(text)
        // A blank may have been a tab, and some programs trim before they look.
        if let first = text.first(where: { $0 != " " }), "=+-@'＝＋－＠".contains(first) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
