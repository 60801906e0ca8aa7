import NodeModel

/// The dictionary tables: gives the number of a text, a list or an identifier, and back.
///
/// A class because its statements and caches belong to one connection. The caches are bounded, so that a fleet of any
/// size needs the same memory, and are dropped when a transaction is rolled back, because their numbers may be gone.
final class Words {
    /// Entries of each cache on the way back.
    static let cacheLimit = 20_000

    private let connection: Connection
    private let textTable: WordTable
    private let digestTable: WordTable
    private let captureTable: WordTable
    private let textLists: ListTable
    private let digestLists: ListTable
    private var shared: [String: SharedTable] = [:]
    private var settingKeys: [SettingKey: Int64] = [:]
    private var keysByID: [Int64: SettingKey] = [:]

    init(_ connection: Connection) throws {
        self.connection = connection
        textTable = WordTable(connection, table: "text", column: "value", keys: "text_key")
        digestTable = WordTable(connection, table: "digest", column: "hex")
        captureTable = WordTable(connection, table: "capture_name", column: "name", others: ["kind", "instance"])
        textLists = ListTable(connection, table: "text_list", item: "text_id")
        digestLists = ListTable(connection, table: "digest_list", item: "digest_id")
        let keys = try connection.prepare("SELECT id, name FROM setting_key")
        while try keys.step() {
            // A key that only a newer program knows is met, if at all, when a row with it is read.
            guard let key = SettingKey(rawValue: keys.text(1)) else { continue }
            settingKeys[key] = keys.integer(0)
            keysByID[keys.integer(0)] = key
        }
    }

    func forget() {
        for table in [textTable, digestTable, captureTable] { table.forget() }
        textLists.forget()
        digestLists.forget()
        for table in shared.values { table.forget() }
    }

    // To numbers

    func id(text: String) throws -> Int64 { try textTable.id(text) }
    func id(digest: Digest) throws -> Int64 { try digestTable.id(digest.hex) }
    func id(capture: CaptureID) throws -> Int64 {
        try captureTable.id(capture.name, others: [capture.kind, capture.instance])
    }
    func id(texts: [String]) throws -> Int64 {
        try textLists.id(.words(texts)) { try texts.map { try id(text: $0) } }
    }
    func id(digests: [Digest]) throws -> Int64 {
        try digestLists.id(.digests(digests)) { try digests.map { try id(digest: $0) } }
    }

    /// The number of a row of a table whose rows are shared, added where it is new.
    func id(of row: ArraySlice<FactValue>, in table: String, columns: [String]) throws -> Int64 {
        let found = shared[table] ?? SharedTable(connection, table: table, columns: columns)
        shared[table] = found
        return try found.id(row, words: self)
    }

    func bind(_ value: FactValue, to parameter: Int, of statement: Statement) throws {
        switch value {
        case .null: statement.bindNull(parameter)
        case .integer(let number): statement.bind(parameter, number)
        case .text(let text): statement.bind(parameter, text)
        case .blob(let bytes): statement.bind(parameter, bytes)
        case .word(let text): statement.bind(parameter, try id(text: text))
        case .words(let list): statement.bind(parameter, try id(texts: list))
        case .digest(let digest): statement.bind(parameter, try id(digest: digest))
        case .digests(let list): statement.bind(parameter, try id(digests: list))
        case .capture(let capture): statement.bind(parameter, try id(capture: capture))
        case .settingKey(let key):
            guard let id = settingKeys[key] else { throw damage("table setting_key lacks \(key.rawValue)") }
            statement.bind(parameter, id)
        }
    }

    // And back

    func text(_ id: Int64) throws -> String { try textTable.word(id) }
    func digest(_ id: Int64) throws -> Digest {
        guard let digest = Digest(try digestTable.word(id)) else { throw damage("digest \(id) is none") }
        return digest
    }
    func capture(_ id: Int64) throws -> CaptureID { CaptureID(try captureTable.word(id)) }
    func texts(_ id: Int64) throws -> [String] { try textLists.items(id).map { try text($0) } }
    func digests(_ id: Int64) throws -> [Digest] { try digestLists.items(id).map { try digest($0) } }
    func settingKey(_ id: Int64) throws -> SettingKey {
        guard let key = keysByID[id] else { throw damage("setting_key \(id) is not known to this program") }
        return key
    }

    func damage(_ reason: String) -> StorageError { .damaged(path: connection.path, reason: reason) }
}
