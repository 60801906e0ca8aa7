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

    /// The number of the row with these encoded values, added where it is new.
    func id(_ row: UnsafeRawBufferPointer, words: Words) throws -> Int64 {
        try id(key: row) { insert in
            var cursor = ValueCursor(row)
            for n in columns.indices { try words.bind(cursor.next(), to: n + 2, of: insert) }
        }.id
    }

    /// The number of the row that is what the key's bytes say, and whether it was added just now; `bind` fills the
    /// parameters after the first.
    func id(key: UnsafeRawBufferPointer, bind: (Statement) throws -> Void) throws -> (id: Int64, isNew: Bool) {
        if let id = ids.id(key) { return (id, false) }
        let found = try find(Fingerprint.of(key), bind)
        ids.add(key, found.id)
        return found
    }

    /// The same where only the key's fingerprint is known.
    func id(fingerprint: [UInt8], bind: (Statement) throws -> Void) throws -> (id: Int64, isNew: Bool) {
        try fingerprint.withUnsafeBytes { key in
            if let id = ids.id(key) { return (id, false) }
            let found = try find(fingerprint, bind)
            ids.add(key, found.id)
            return found
        }
    }

    private func find(_ print: [UInt8], _ bind: (Statement) throws -> Void) throws -> (id: Int64, isNew: Bool) {
        if let id = try stored(print) { return (id, false) }
        return (try added(print, bind), true)
    }

    private func stored(_ print: [UInt8]) throws -> Int64? {
        let find = try self.find ?? connection.prepare("SELECT id FROM \(table) WHERE fingerprint = ?")
        self.find = find
        find.bind(1, print)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.integer(0)
    }

    private func added(_ print: [UInt8], _ bind: (Statement) throws -> Void) throws -> Int64 {
        let insert = try self.insert ?? connection.prepareInsert(into: table, ["fingerprint"] + columns)
        self.insert = insert
        try bind(insert)
        insert.bind(1, print)
        try insert.run()
        return connection.lastInsertedID
    }
}

enum Fingerprint {
    /// The first half of SHA-256.
    static func of(_ bytes: UnsafeRawBufferPointer) -> [UInt8] { of(Array(bytes)) }
    static func of(_ bytes: [UInt8]) -> [UInt8] { Array(Digest.sha256Bytes(bytes).prefix(16)) }
}
