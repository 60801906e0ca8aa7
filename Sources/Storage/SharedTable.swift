import NodeModel

/// A table whose rows are found by a fingerprint of their values, so that each distinct row is kept once.
final class SharedTable {
    private let connection: Connection
    private let table: String
    private let columns: [String]
    private var ids = IDCache()
    private var find: Statement?
    private var insert: Statement?

    init(_ connection: Connection, table: String, columns: [String]) {
        self.connection = connection
        self.table = table
        self.columns = columns
    }

    func forget() { ids.removeAll() }

    /// The number of the row with these values, added where it is new.
    func id(_ values: ArraySlice<FactValue>, words: Words) throws -> Int64 {
        var print = Fingerprint()
        for value in values { print.add(value) }
        return try id(print) { insert in
            for (n, value) in values.enumerated() { try words.bind(value, to: n + 2, of: insert) }
        }.id
    }

    /// The number of the row with that fingerprint, and whether it was added just now; `bind` fills the parameters
    /// after the first.
    func id(_ print: Fingerprint, bind: (Statement) throws -> Void) throws -> (id: Int64, isNew: Bool) {
        let key = ByteKey(print.bytes)
        if let id = ids[key] { return (id, false) }
        let hash = print.hash
        let old = try stored(hash)
        let id = try old ?? added(hash, bind)
        ids[key] = id
        return (id, old == nil)
    }

    private func stored(_ hash: [UInt8]) throws -> Int64? {
        let find = try self.find ?? connection.prepare("SELECT id FROM \(table) WHERE fingerprint = ?")
        self.find = find
        find.bind(1, hash)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.integer(0)
    }

    private func added(_ hash: [UInt8], _ bind: (Statement) throws -> Void) throws -> Int64 {
        let names = (["fingerprint"] + columns).joined(separator: ", ")
        let marks = [String](repeating: "?", count: 1 + columns.count).joined(separator: ", ")
        let insert = try self.insert ?? connection.prepare("INSERT INTO \(table) (\(names)) VALUES (\(marks))")
        self.insert = insert
        try bind(insert)
        insert.bind(1, hash)
        try insert.run()
        return connection.lastInsertedID
    }
}

/// A dictionary table of lists, each kept once.
final class ListTable {
    private let connection: Connection
    private let lists: SharedTable
    private let rows: RowInserter
    private let table: String
    private let item: String
    private var itemsByID: [Int64: [Int64]] = [:]
    private var load: Statement?

    init(_ connection: Connection, table: String, item: String) {
        self.connection = connection
        self.table = table
        self.item = item
        lists = SharedTable(connection, table: table, columns: [])
        rows = RowInserter(connection, table: table + "_item", columns: ["list_id", "nth", item])
    }

    func forget() {
        lists.forget()
        itemsByID.removeAll(keepingCapacity: true)
    }

    /// The number of a list; `items` gives the numbers of its items and is asked only where the list is new.
    func id(_ list: FactValue, items: () throws -> [Int64]) throws -> Int64 {
        var print = Fingerprint()
        print.add(list)
        let (id, isNew) = try lists.id(print) { _ in }
        guard isNew else { return id }
        let items = try items()
        try rows.insert(count: items.count) { row, statement, first in
            statement.bind(first, id)
            statement.bind(first + 1, Int64(row))
            statement.bind(first + 2, items[row])
        }
        return id
    }

    func items(_ id: Int64) throws -> [Int64] {
        if let items = itemsByID[id] { return items }
        let sql = "SELECT \(item) FROM \(table)_item WHERE list_id = ? ORDER BY nth"
        let load = try self.load ?? connection.prepare(sql)
        self.load = load
        load.bind(1, id)
        var items: [Int64] = []
        while try load.step() { items.append(load.integer(0)) }
        if itemsByID.count >= Words.cacheLimit { itemsByID.removeAll(keepingCapacity: true) }
        itemsByID[id] = items
        return items
    }
}
