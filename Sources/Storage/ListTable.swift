import NodeModel

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

    /// The number of an encoded list; `item` gives an item's number and is asked only where the list is new.
    func id(_ list: EncodedValue, item: (UnsafeRawBufferPointer) throws -> Int64) throws -> Int64 {
        let (id, isNew) = try lists.id(key: list.whole) { _ in }
        guard isNew else { return id }
        var cursor = ValueCursor(list.content)
        var nth: Int64 = 0
        try rows.insert(count: Int(list.number)) { statement, first in
            statement.bind(first, id)
            statement.bind(first + 1, nth)
            statement.bind(first + 2, try item(cursor.content()))
            nth += 1
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
