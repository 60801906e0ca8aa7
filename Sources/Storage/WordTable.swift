import NodeModel

/// A dictionary table of single texts.
final class WordTable {
    private let connection: Connection
    private let table: String
    private let column: String
    private let others: [String]
    /// The table that finds a word by its hash; nil where an index of the words does.
    private let keys: String?
    private var ids = IDCache()
    private var words: [Int64: String] = [:]
    private var find: Statement?
    private var insert: Statement?
    private var load: Statement?
    private var addKey: Statement?

    init(_ connection: Connection, table: String, column: String, others: [String] = [], keys: String? = nil) {
        self.connection = connection
        self.table = table
        self.column = column
        self.others = others
        self.keys = keys
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
        let sql =
            keys.map {
                "SELECT id FROM \($0) CROSS JOIN \(table) ON id = \(table)_id WHERE hash = ?2 AND \(column) = ?1"
            } ?? "SELECT id FROM \(table) WHERE \(column) = ?1"
        let find = try self.find ?? connection.prepare(sql)
        self.find = find
        find.bind(1, word)
        if keys != nil { find.bind(2, Self.key(word)) }
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
        let id = connection.lastInsertedID
        guard let keys else { return id }
        let addKey = try self.addKey ?? connection.prepare("INSERT INTO \(keys) VALUES (?, ?)")
        self.addKey = addKey
        addKey.bind(1, Self.key(word))
        addKey.bind(2, id)
        try addKey.run()
        return id
    }

    /// Long enough that nobody makes texts that share it; short, because each text's is kept.
    private static func key(_ word: String) -> Int64 {
        Digest.sha256Bytes(Array(word.utf8)).prefix(6).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// Adds the keys of texts that have none.
    static func addKeys(_ connection: Connection) throws {
        let texts = try connection.prepare("SELECT id, value FROM text ORDER BY id")
        let insert = try connection.prepare("INSERT INTO text_key VALUES (?, ?)")
        while try texts.step() {
            insert.bind(1, key(texts.text(1)))
            insert.bind(2, texts.integer(0))
            try insert.run()
        }
    }
}
