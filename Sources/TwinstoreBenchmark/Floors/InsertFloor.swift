import CSQLite

/// Inserts rows of the usual kind through SQLite's C API: one prepared statement, sixteen rows a VALUES, nothing copied,
/// a hundred bundles a transaction, on the disk when it ends.
enum InsertFloor {
    private static let batch = 16
    private static let columns = 5

    static func run(rows: [Int], database path: String) throws {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK else {
            throw FleetWriter.Failure(description: "\(path): cannot open")
        }
        defer { sqlite3_close(database) }
        try execute(database, "PRAGMA journal_mode = WAL")
        try execute(database, "PRAGMA synchronous = FULL")
        try execute(
            database,
            "CREATE TABLE fact (snapshot INTEGER NOT NULL, kind INTEGER NOT NULL, image BLOB, text TEXT NOT NULL, size INTEGER NOT NULL) STRICT"
        )
        let many = try prepare(database, rows: batch)
        let one = try prepare(database, rows: 1)
        defer {
            sqlite3_finalize(many)
            sqlite3_finalize(one)
        }
        // Half of the rows are of images and have their ID, all have some text, as in real bundles.
        let text = Array(
            "registry.example.com:5000/team-17/gateway-1234:3.14.1234 and what else the row says of it".utf8)
        var random = Randomness(1)
        let identifiers = (0..<4_096).map { _ in (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
            .flatMap { $0 }
        try text.withUnsafeBytes { text in
            try identifiers.withUnsafeBytes { identifiers in
                for (snapshot, count) in rows.enumerated() {
                    if snapshot % 100 == 0 { try execute(database, snapshot == 0 ? "BEGIN" : "COMMIT; BEGIN") }
                    var row = 0
                    while row < count {
                        let size = count - row >= batch ? batch : 1
                        let statement = size == batch ? many : one
                        for nth in 0..<size {
                            let at = Int32(nth * columns)
                            let place = (snapshot &* 7 &+ row &+ nth) % 4_096 * 32
                            sqlite3_bind_int64(statement, at + 1, Int64(snapshot))
                            sqlite3_bind_int64(statement, at + 2, Int64((row + nth) % 12))
                            if (row + nth) % 2 == 0 {
                                sqlite3_bind_blob(
                                    statement, at + 3, identifiers.baseAddress?.advanced(by: place), 32, nil)
                            } else {
                                sqlite3_bind_null(statement, at + 3)
                            }
                            let length = Int32(24 + (row + nth) * 13 % 64)
                            sqlite3_bind_text(
                                statement, at + 4, text.baseAddress?.assumingMemoryBound(to: CChar.self), length, nil)
                            sqlite3_bind_int64(statement, at + 5, Int64(row + nth) * 1_048_576)
                        }
                        guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(database) }
                        sqlite3_reset(statement)
                        row += size
                    }
                }
            }
        }
        try execute(database, "COMMIT")
        try execute(database, "PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private static func prepare(_ database: OpaquePointer?, rows: Int) throws -> OpaquePointer? {
        let values = [String](repeating: "(?, ?, ?, ?, ?)", count: rows).joined(separator: ", ")
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, "INSERT INTO fact VALUES \(values)", -1, &statement, nil) == SQLITE_OK else {
            throw failure(database)
        }
        return statement
    }

    private static func execute(_ database: OpaquePointer?, _ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure(database) }
    }

    private static func failure(_ database: OpaquePointer?) -> FleetWriter.Failure {
        FleetWriter.Failure(description: "SQLite: \(String(cString: sqlite3_errmsg(database)))")
    }
}
