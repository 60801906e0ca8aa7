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

    /// The number of a text, which is added where it is new; `others` gives the further columns of a new row.
    func id(_ word: UnsafeRawBufferPointer, others: () -> [String] = { [] }) throws -> Int64 {
        if let id = ids.id(word) { return id }
        let hash = keys == nil ? 0 : Self.key(Array(word))
        let id = try stored(word, hash) ?? added(word, hash, others())
        ids.add(word, id)
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

    private func stored(_ word: UnsafeRawBufferPointer, _ hash: Int64) throws -> Int64? {
        let find = try self.find ?? connection.prepare(search)
        self.find = find
        find.bind(1, text: word)
        if keys != nil { find.bind(2, hash) }
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.integer(0)
    }

    private func added(_ word: UnsafeRawBufferPointer, _ hash: Int64, _ values: [String]) throws -> Int64 {
        let insert = try self.insert ?? connection.prepareInsert(into: table, [column] + others)
        self.insert = insert
        insert.bind(1, text: word)
        for (n, value) in values.enumerated() { insert.bind(n + 2, value) }
        try insert.run()
        let id = connection.lastInsertedID
        guard let keys else { return id }
        let addKey = try self.addKey ?? connection.prepareInsert(into: keys, ["hash", "text_id"])
        self.addKey = addKey
        addKey.bind(1, hash)
        addKey.bind(2, id)
        try addKey.run()
        return id
    }

    private var search: String {
        guard let keys else { return "SELECT id FROM \(table) WHERE \(column) = ?1" }
        return "SELECT id FROM \(keys) CROSS JOIN \(table) ON id = \(table)_id WHERE hash = ?2 AND \(column) = ?1"
    }

    /// Long enough that nobody makes texts that share it; short, because each text's is kept.
    private static func key(_ word: [UInt8]) -> Int64 {
        Digest.sha256Bytes(word).prefix(6).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// Adds the keys of texts that have none.
    static func addKeys(_ connection: Connection) throws {
        let texts = try connection.prepare("SELECT id, value FROM text ORDER BY id")
        let insert = try connection.prepare("INSERT INTO text_key VALUES (?, ?)")
        while try texts.step() {
            insert.bind(1, key(Array(texts.text(1).utf8)))
            insert.bind(2, texts.integer(0))
            try insert.run()
        }
    }
}
