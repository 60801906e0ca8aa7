/// Inserts rows of one table, sixteen a `VALUES`: one prepared statement for full batches, one for the rest.
final class RowInserter {
    static let batch = 16

    private let connection: Connection
    private let table: String
    private let columns: [String]
    private var one: Statement?
    private var many: Statement?

    init(_ connection: Connection, table: String, columns: [String]) {
        self.connection = connection
        self.table = table
        self.columns = columns
    }

    /// `bind` is called with a row's number, the statement, and the number of the row's first parameter.
    func insert(count: Int, bind: (Int, Statement, Int) throws -> Void) throws {
        var row = 0
        while row < count {
            let rows = count - row >= Self.batch ? Self.batch : 1
            let statement = try rows == 1 ? single() : full()
            for n in 0..<rows { try bind(row + n, statement, n * columns.count + 1) }
            try statement.run()
            row += rows
        }
    }

    private func single() throws -> Statement {
        if let one { return one }
        let statement = try connection.prepare(sql(rows: 1))
        one = statement
        return statement
    }

    private func full() throws -> Statement {
        if let many { return many }
        let statement = try connection.prepare(sql(rows: Self.batch))
        many = statement
        return statement
    }

    private func sql(rows: Int) -> String {
        let row = "(" + [String](repeating: "?", count: columns.count).joined(separator: ", ") + ")"
        let values = [String](repeating: row, count: rows).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(values)"
    }
}
