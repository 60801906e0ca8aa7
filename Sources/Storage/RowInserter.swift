/// Inserts rows of one table, many a `VALUES`: statements for 16, 4 and 1 rows, each prepared when it is first needed.
final class RowInserter {
    private static let batches = [16, 4, 1]
    /// Rows one by one before a table gets larger statements, which cost as much to prepare as they save on these.
    private static let patience = 48

    let width: Int
    private let connection: Connection
    private let table: String
    private let columns: [String]
    private var statements: [Statement?] = batches.map { _ in nil }
    private var inserted = 0

    init(_ connection: Connection, table: String, columns: [String]) {
        self.connection = connection
        self.table = table
        self.columns = columns
        width = columns.count
    }

    /// `bind` is called for each row in order, with the statement and the number of the row's first parameter. What it
    /// binds stays where it is until all rows are in.
    func insert(count: Int, bind: (Statement, Int) throws -> Void) throws {
        var left = count
        while left > 0 {
            let (statement, rows) = try statement(for: left)
            for n in 0..<rows { try bind(statement, n * width + 1) }
            try statement.run()
            left -= rows
            inserted += rows
        }
    }

    private func statement(for left: Int) throws -> (Statement, rows: Int) {
        let place = inserted < Self.patience ? 2 : left >= 16 ? 0 : left >= 4 ? 1 : 2
        let rows = Self.batches[place]
        if let statement = statements[place] { return (statement, rows) }
        let statement = try connection.prepareInsert(into: table, columns, rows: rows)
        statements[place] = statement
        return (statement, rows)
    }
}

extension Connection {
    /// OR FAIL, because whoever inserts undoes the transaction or savepoint where it fails: SQLite then need not keep
    /// each page as it was before the statement.
    func prepareInsert(into table: String, _ columns: [String], rows: Int = 1) throws -> Statement {
        let row = "(" + [String](repeating: "?", count: columns.count).joined(separator: ", ") + ")"
        let values = [String](repeating: row, count: rows).joined(separator: ", ")
        return try prepare("INSERT OR FAIL INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(values)")
    }
}
