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
    private var readLists: [Int64: [String]] = [:]
    private var readDigests: [Int64: String] = [:]
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
        readLists.removeAll()
        readDigests.removeAll()
    }

    // To numbers

    func id(capture: CaptureID) throws -> Int64 {
        var name = capture.name
        return try name.withUTF8 { try id(capture: UnsafeRawBufferPointer($0)) }
    }

    /// Binds an encoded value, which stays where it is until the statement has run.
    func bind(_ value: EncodedValue, to parameter: Int, of statement: Statement, snapshot: Int64 = 0) throws {
        switch value.tag {
        case .null: statement.bindNull(parameter)
        case .integer: statement.bind(parameter, value.number)
        case .text: statement.bind(parameter, text: value.content)
        case .blob: statement.bind(parameter, blob: value.content)
        case .word: statement.bind(parameter, try textTable.id(value.content))
        case .words: statement.bind(parameter, try textLists.id(value) { try textTable.id($0) })
        case .digest: statement.bind(parameter, try digestTable.id(value.content))
        case .digests: statement.bind(parameter, try digestLists.id(value) { try digestTable.id($0) })
        case .capture: statement.bind(parameter, try id(capture: value.content))
        case .settingKey: statement.bind(parameter, try id(settingKey: value.content))
        case .snapshot: statement.bind(parameter, snapshot)
        }
    }

    private func id(capture name: UnsafeRawBufferPointer) throws -> Int64 {
        try captureTable.id(name) {
            let capture = CaptureID(String(decoding: name, as: UTF8.self))
            return [capture.kind, capture.instance]
        }
    }

    private func id(settingKey name: UnsafeRawBufferPointer) throws -> Int64 {
        let name = String(decoding: name, as: UTF8.self)
        guard let id = SettingKey(rawValue: name).flatMap({ settingKeys[$0] }) else {
            throw damage("table setting_key lacks \(name)")
        }
        return id
    }

    // And back

    func text(_ id: Int64) throws -> String { try textTable.word(id) }
    func digest(_ id: Int64) throws -> Digest {
        guard let digest = Digest(try digestTable.word(id)) else { throw damage("digest \(id) is none") }
        return digest
    }
    func capture(_ id: Int64) throws -> CaptureID { CaptureID(try captureTable.word(id)) }
    func texts(_ id: Int64) throws -> [String] {
        if let texts = readLists[id] { return texts }
        let texts = try textLists.items(id).map { try text($0) }
        if readLists.count >= Self.cacheLimit { readLists.removeAll(keepingCapacity: true) }
        readLists[id] = texts
        return texts
    }
    /// As `description` of a digest prints it.
    func digestText(_ id: Int64) throws -> String {
        if let text = readDigests[id] { return text }
        let text = try digest(id).description
        if readDigests.count >= Self.cacheLimit { readDigests.removeAll(keepingCapacity: true) }
        readDigests[id] = text
        return text
    }
    func digests(_ id: Int64) throws -> [Digest] { try digestLists.items(id).map { try digest($0) } }
    func settingKey(_ id: Int64) throws -> SettingKey {
        guard let key = keysByID[id] else { throw damage("setting_key \(id) is not known to this program") }
        return key
    }

    func damage(_ reason: String) -> StorageError { .damaged(path: connection.path, reason: reason) }
}
