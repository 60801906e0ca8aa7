/// A table that rows are written to, and the columns that they fill.
struct RowTable: Sendable {
    let name: String
    let columns: [String]

    init(_ name: String, _ columns: [String]) {
        self.name = name
        self.columns = columns
    }
}

/// Rows of one table that are ready to be bound, whatever number their snapshot gets.
struct EncodedRows: Sendable {
    let table: RowTable
    private(set) var count = 0
    private(set) var values = RowWriter()

    init(_ table: RowTable) { self.table = table }

    /// One row for each element, written in the order of the table's columns.
    init<Row>(_ table: RowTable, _ rows: [Row], write: (Int, Row, inout RowWriter) -> Void) {
        self.table = table
        count = rows.count
        for (nth, row) in rows.enumerated() { write(nth, row, &values) }
    }
}
