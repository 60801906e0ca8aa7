import NodeModel

/// A row of a tab-separated capture.
struct TabRow {
    var line: Line
    /// One value a column asked for, empty where the row has none.
    var values: [String]

    subscript(_ column: Int) -> String { values[column] }
}

/// The tab-separated captures that the collector writes: a header row names the columns.
enum TabTable {
    /// The rows, their values in the order of `columns` whatever the header's order; without a header the columns are
    /// taken as listed. A row that lacks one of the first `required` values becomes an issue.
    static func rows(
        _ text: CaptureText, columns: [String], required: Int, into facts: inout ParsedFacts
    ) -> [TabRow] {
        var order = Array(columns.indices).map(Optional.some)
        var rows: [TabRow] = []
        for line in text.wholeLines where !line.isBlank {
            let fields = split(line.text)
            if fields.contains(columns[0]), fields.allSatisfy({ isColumnName($0) }) {
                order = columns.map { fields.firstIndex(of: $0) }
                continue
            }
            let values = order.map { place in
                if let place, place < fields.count { return unescaped(fields[place]) }
                return ""
            }
            if values.prefix(required).contains("") {
                facts.misread(text, line, "not a row of \(columns.joined(separator: ", "))")
            } else {
                rows.append(TabRow(line: line, values: values))
            }
        }
        return rows
    }

    private static func isColumnName(_ field: String) -> Bool {
        !field.isEmpty && field.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
    }

    private static func split(_ text: String) -> [String] {
        text.utf8.split(separator: 9, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// Newline, tab and backslash are written as `\n`, `\t` and `\\` in values.
    private static func unescaped(_ value: String) -> String {
        guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
        var out: [UInt8] = []
        var isEscaped = false
        for byte in value.utf8 {
            switch (isEscaped, byte) {
            case (false, UInt8(ascii: "\\")): isEscaped = true
            case (false, _): out.append(byte)
            case (true, UInt8(ascii: "n")):
                out.append(10)
                isEscaped = false
            case (true, UInt8(ascii: "t")):
                out.append(9)
                isEscaped = false
            case (true, UInt8(ascii: "\\")):
                out.append(byte)
                isEscaped = false
            case (true, _):
                out += [UInt8(ascii: "\\"), byte]
                isEscaped = false
            }
        }
        if isEscaped { out.append(UInt8(ascii: "\\")) }
        return String(decoding: out, as: UTF8.self)
    }
}
