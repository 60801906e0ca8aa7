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
            let fields = line.tabFields
            if fields.contains(columns[0]), fields.allSatisfy({ isColumnName($0) }) {
                order = columns.map { fields.firstIndex(of: $0) }
                continue
            }
            let values = order.map { place in
                if let place, place < fields.count { return TSV.unescaped(fields[place]) }
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
}
