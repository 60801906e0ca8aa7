import NodeModel

/// A dictionary table of single texts.
final class WordTable {
    private let connection: Connection
    private let table: String
    private let column: String
    private let others: [String]
    private var ids = IDCache()
    private var words: [Int64: String] = [:]
    private var find: Statement?
    private var insert: Statement?
    private var load: Statement?

    init(_ connection: Connection, table: String, column: String, others: [String] = []) {
        self.connection = connection
        self.table = table
        self.column = column
        self.others = others
    }

    func forget() {
        ids.removeAll()
        words.removeAll(keepingCapacity: true)
    }

    /// The number of a text, which is added where it is new; `others` fill the further columns of a new row.
    func id(_ word: String, others values: [String] = []) throws -> Int64 {
        let key = ByteKey(word)
        if let id = ids[key] { return id }
        let id = try stored(word) ?? added(word, values)
        ids[key] = id
        return id
    }

    func word(_ id: Int64) throws -> String {
        if let word = words[id] { return word }
        let load = try self.load ?? connection.prepare("SELECT \(column) FROM \(table) WHERE id = ?")
        self.load = load
        load.bind(1, id)
        guard try load.step() else {
            throw StorageError.damaged(path: connection.path, reason: "table \(table) lacks row \(id)")
        }
        let word = load.text(0)
        load.reset()
        if words.count >= Words.cacheLimit { words.removeAll(keepingCapacity: true) }
        words[id] = word
        return word
    }

    private func stored(_ word: String) throws -> Int64? {
        let find = try self.find ?? connection.prepare("SELECT id FROM \(table) WHERE \(column) = ?")
        self.find = find
        find.bind(1, word)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.integer(0)
    }

    private func added(_ word: String, _ values: [String]) throws -> Int64 {
        let names = ([column] + others).joined(separator: ", ")
        let marks = [String](repeating: "?", count: 1 + others.count).joined(separator: ", ")
        let insert = try self.insert ?? connection.prepare("INSERT INTO \(table) (\(names)) VALUES (\(marks))")
        self.insert = insert
        insert.bind(1, word)
        for (n, value) in values.enumerated() { insert.bind(n + 2, value) }
        try insert.run()
        return connection.lastInsertedID
    }
}
