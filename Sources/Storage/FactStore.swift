import NodeModel

/// Writes and reads the facts of snapshots: readings, and the rows of `FactTable.all`.
final class FactStore {
    private let connection: Connection
    private let words: Words
    private let readings: SharedTable
    private let inserters: [RowInserter]
    private let links: RowInserter
    private var selects: [Statement?]

    init(_ connection: Connection, _ words: Words) {
        self.connection = connection
        self.words = words
        readings = SharedTable(connection, table: "reading", columns: ["capture_id"])
        links = RowInserter(connection, table: "snapshot_reading", columns: ["snapshot_id", "part", "reading_id"])
        inserters = FactTable.all.map {
            RowInserter(connection, table: $0.name, columns: ["reading_id", "line", "nth"] + $0.ownColumns)
        }
        selects = FactTable.all.map { _ in nil }
    }

    func forget() { readings.forget() }

    func save(_ facts: Facts, snapshot: Int64) throws {
        let parts = try Readings(facts).all.map { reading in
            let (id, isNew) = try readings.id(reading.fingerprint) { insert in
                insert.bind(2, try words.id(capture: reading.capture))
            }
            if isNew { for rows in reading.rows { try save(rows, reading: id) } }
            return (part: Int64(reading.part), reading: id)
        }
        // In the order of the key, which keeps the tree's pages full.
        let links = parts.sorted { ($0.part, $0.reading) < ($1.part, $1.reading) }
        try self.links.insert(count: links.count) { row, statement, first in
            statement.bind(first, snapshot)
            statement.bind(first + 1, links[row].part)
            statement.bind(first + 2, links[row].reading)
        }
    }

    private func save(_ rows: Readings.Rows, reading: Int64) throws {
        let table = FactTable.all[rows.table]
        let values = rows.values.values
        let width = table.columns.count + table.own.count + (table.quote == .none ? 0 : 1)
        try inserters[rows.table].insert(count: rows.lines.count) { row, statement, first in
            statement.bind(first, reading)
            statement.bind(first + 1, rows.lines[row].line)
            statement.bind(first + 2, rows.lines[row].nth)
            var parameter = first + 3
            var own = values[(row * width)..<((row + 1) * width)]
            if let shared = table.shared {
                let id = try words.id(of: own.prefix(table.columns.count), in: shared, columns: table.columns)
                statement.bind(parameter, id)
                parameter += 1
                own = own.dropFirst(table.columns.count)
            }
            for value in own {
                try words.bind(value, to: parameter, of: statement)
                parameter += 1
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
