import NodeModel

/// Writes and reads the facts of snapshots: readings, and the rows of `FactTable.all`.
final class FactStore {
    private let connection: Connection
    private let words: Words
    private let readings: SharedTable
    private let tables: [Table]
    private let links: RowInserter
    private var selects: [Statement?]

    /// A table of facts on the way in.
    private struct Table {
        let inserter: RowInserter
        let shared: SharedTable?
        /// Columns of the shared table.
        let sharedColumns: Int
        /// Values that the row itself holds.
        let ownColumns: Int

        init(_ table: FactTable, _ connection: Connection) {
            let keys = ["reading_id", "line", "nth"]
            inserter = RowInserter(connection, table: table.name, columns: keys + table.ownColumns)
            shared = table.shared.map { SharedTable(connection, table: $0, columns: table.columns) }
            sharedColumns = shared == nil ? 0 : table.columns.count
            ownColumns = table.ownColumns.count - (shared == nil ? 0 : 1)
        }
    }

    init(_ connection: Connection, _ words: Words) {
        self.connection = connection
        self.words = words
        readings = SharedTable(connection, table: "reading", columns: ["capture_id"])
        links = RowInserter(connection, table: "snapshot_reading", columns: ["snapshot_id", "part", "reading_id"])
        tables = FactTable.all.map { Table($0, connection) }
        selects = FactTable.all.map { _ in nil }
    }

    func forget() {
        readings.forget()
        for table in tables { table.shared?.forget() }
    }

    func save(_ facts: Readings, snapshot: Int64) throws {
        let parts = try facts.all.map { reading in
            let (id, isNew) = try readings.id(fingerprint: reading.fingerprint) { insert in
                insert.bind(2, try words.id(capture: reading.capture))
            }
            if isNew { for rows in reading.rows { try save(rows, reading: id) } }
            return (part: Int64(reading.part), reading: id)
        }
        // In the order of the key, which keeps the tree's pages full.
        let links = parts.sorted { ($0.part, $0.reading) < ($1.part, $1.reading) }
        var row = 0
        try self.links.insert(count: links.count) { statement, first in
            statement.bind(first, snapshot)
            statement.bind(first + 1, links[row].part)
            statement.bind(first + 2, links[row].reading)
            row += 1
        }
    }

    private func save(_ rows: Readings.Rows, reading: Int64) throws {
        let table = tables[rows.table]
        try rows.values.bytes.withUnsafeBytes { bytes in
            var values = ValueCursor(bytes)
            var row = 0
            try table.inserter.insert(count: rows.lines.count) { statement, first in
                statement.bind(first, reading)
                statement.bind(first + 1, rows.lines[row].line)
                statement.bind(first + 2, rows.lines[row].nth)
                row += 1
                var parameter = first + 3
                if let shared = table.shared {
                    let start = values.at
                    values.skip(table.sharedColumns)
                    statement.bind(parameter, try shared.id(values.slice(from: start), words: words))
                    parameter += 1
                }
                for n in 0..<table.ownColumns { try words.bind(values.next(), to: parameter + n, of: statement) }
            }
        }
    }

    func load(snapshot: Int64) throws -> Facts {
        var facts = Facts()
        for (n, table) in FactTable.all.enumerated() {
            let select = try selects[n] ?? connection.prepare(Self.select(table))
            selects[n] = select
            select.bind(1, snapshot)
            while try select.step() {
                var row = RowReader(select, words)
                let capture = try row.capture()
                try table.take(&row, capture, &facts)
            }
        }
        return facts
    }

    private static func select(_ table: FactTable) -> String {
        let quote = table.quote == .none ? [] : ["line." + table.quote.rawValue]
        let owner = table.shared == nil ? "line" : "value"
        let columns =
            ["reading.capture_id", "line.line"] + table.columns.map { "\(owner).\($0)" }
            + table.own.map { "line.\($0)" } + quote
        let join = table.shared.map { "JOIN \($0) AS value ON value.id = line.\($0)_id" } ?? ""
        // CROSS JOIN fixes the order: from the snapshot's few readings to their rows.
        return """
            SELECT \(columns.joined(separator: ", "))
            FROM snapshot_reading
            CROSS JOIN reading ON reading.id = snapshot_reading.reading_id
            CROSS JOIN capture_name ON capture_name.id = reading.capture_id
            CROSS JOIN \(table.name) AS line ON line.reading_id = reading.id
            \(join)
            WHERE snapshot_reading.snapshot_id = ?
            ORDER BY snapshot_reading.part, capture_name.name, line.line, line.nth
            """
    }
}
