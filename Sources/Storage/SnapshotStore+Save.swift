import NodeModel

/// What became of a snapshot that was to be saved.
public enum SaveResult: Sendable, Equatable {
    case stored(id: Int64)
    /// The same bundle is there already; nothing was changed.
    case known(id: Int64)
    /// The node has another bundle of the same clock; that one stays, and this one is listed as conflicting.
    case conflict(with: Int64)
}

extension SnapshotStore {
    /// Stores a snapshot, all of it or nothing. Call it inside `transaction` to store many at the cost of one.
    @discardableResult
    public func save(_ snapshot: Snapshot) throws -> SaveResult { try save(EncodedSnapshot(snapshot)) }

    /// The same for a snapshot that was got ready before, perhaps by another thread.
    @discardableResult
    public func save(_ snapshot: EncodedSnapshot) throws -> SaveResult {
        try transaction {
            if let id = try snapshotID(ofBundle: snapshot.bundle.sha256) { return .known(id: id) }
            let node = try nodeID(name: snapshot.node, machine: snapshot.machine)
            if let id = try snapshotID(node: node, at: snapshot.collectedAt) {
                try record(conflict: snapshot.bundle, with: id)
                return .conflict(with: id)
            }
            let attempted = try attempts(of: snapshot)
            let id = try insertHead(of: snapshot, node: node, idle: try listID(ofIdle: attempted))
            try insertLists(of: snapshot, attempted, id: id)
            try facts.save(snapshot.facts, snapshot: id)
            return .stored(id: id)
        }
    }

    /// Whether a bundle of that content is stored already, so that its captures need not be parsed again.
    public func knows(sha256: String) throws -> Bool { try snapshotID(ofBundle: sha256) != nil }

    /// Lists a bundle that could not be read. The same bundle again only renews the reason.
    public func quarantine(name: String, sha256: String, reason: String) throws {
        try transaction {
            let insert = try statement(
                """
                INSERT INTO quarantined_bundle (name, sha256, reason) VALUES (?, ?, ?)
                ON CONFLICT (name, sha256) DO UPDATE SET reason = excluded.reason
                """)
            insert.bind(1, name)
            insert.bind(2, sha256)
            insert.bind(3, reason)
            try insert.run()
        }
    }

    /// Takes a bundle off the list of those that could not be read: whole by now, it is stored under the same name.
    public func release(name: String) throws {
        let release = try statement("DELETE FROM quarantined_bundle WHERE name = ?")
        release.bind(1, name)
        try release.run()
    }

    private func snapshotID(ofBundle sha256: String) throws -> Int64? {
        let find = try statement("SELECT id FROM snapshot WHERE bundle_sha256 = ?")
        find.bind(1, sha256)
        return try first(find)
    }

    private func snapshotID(node: Int64, at time: Timestamp) throws -> Int64? {
        let find = try statement("SELECT id FROM snapshot WHERE node_id = ? AND collected_at = ?")
        find.bind(1, node)
        find.bind(2, time.seconds)
        return try first(find)
    }

    private func nodeID(name: String, machine: String) throws -> Int64 {
        let find = try statement("SELECT id FROM node WHERE name = ? AND machine = ?")
        find.bind(1, name)
        find.bind(2, machine)
        if let id = try first(find) { return id }
        let insert = try statement("INSERT INTO node (name, machine) VALUES (?, ?)")
        insert.bind(1, name)
        insert.bind(2, machine)
        try insert.run()
        return connection.lastInsertedID
    }

    private func first(_ statement: Statement) throws -> Int64? {
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.integer(0)
    }

    private func record(conflict bundle: BundleIdentity, with id: Int64) throws {
        let insert = try statement(
            "INSERT OR IGNORE INTO conflicting_bundle (snapshot_id, name, sha256) VALUES (?, ?, ?)")
        insert.bind(1, id)
        insert.bind(2, bundle.name)
        insert.bind(3, bundle.sha256)
        try insert.run()
    }

    private func insertHead(of snapshot: EncodedSnapshot, node: Int64, idle: Int64) throws -> Int64 {
        let columns = EncodedSnapshot.headColumns
        let insert = try headInsert ?? connection.prepareInsert(into: "snapshot", columns + ["node_id", "idle_id"])
        headInsert = insert
        try snapshot.head.bytes.withUnsafeBytes { bytes in
            var values = ValueCursor(bytes)
            for n in columns.indices { try words.bind(values.next(), to: n + 1, of: insert) }
            insert.bind(columns.count + 1, node)
            insert.bind(columns.count + 2, idle)
            try insert.run()
        }
        let id = connection.lastInsertedID
        // What could not be read once can be read now, by a newer program.
        let release = try statement("DELETE FROM quarantined_bundle WHERE sha256 = ?")
        release.bind(1, snapshot.bundle.sha256)
        try release.run()
        return id
    }

    private func insertLists(of snapshot: EncodedSnapshot, _ attempted: [Attempted], id: Int64) throws {
        try insert(snapshot.labels, snapshot: id)
        let table = RowTable("capture", ["snapshot_id", "nth", "attempt_id", "milliseconds", "bytes"])
        let captures = EncodedRows(table, attempted.filter { !$0.place.isIdle }) { _, attempted, row in
            row.snapshot()
            row.integer(attempted.place.nth)
            row.integer(attempted.id)
            row.integer(attempted.place.milliseconds)
            row.integer(attempted.place.bytes)
        }
        try insert(captures, snapshot: id)
        try insert(snapshot.issues, snapshot: id)
    }

    /// A capture of a snapshot, its attempt looked up.
    private struct Attempted {
        let place: EncodedSnapshot.CapturePlace
        let id: Int64
    }

    private func attempts(of snapshot: EncodedSnapshot) throws -> [Attempted] {
        try snapshot.attempts.bytes.withUnsafeBytes { bytes in
            var values = ValueCursor(bytes)
            return try snapshot.captures.map { place in
                let start = values.at
                values.skip(EncodedSnapshot.attemptColumns.count)
                return Attempted(place: place, id: try attempts.id(values.slice(from: start), words: words))
            }
        }
    }

    private func listID(ofIdle attempted: [Attempted]) throws -> Int64 {
        let idle = attempted.filter(\.place.isIdle)
        var key = RowWriter()
        for attempted in idle {
            key.number(Int64(attempted.place.nth))
            key.number(attempted.id)
        }
        let (list, isNew) = try key.bytes.withUnsafeBytes { try attemptLists.id(key: $0) { _ in } }
        guard isNew else { return list }
        let table = RowTable("attempt_list_item", ["list_id", "nth", "attempt_id"])
        let items = EncodedRows(table, idle) { _, attempted, row in
            row.integer(list)
            row.integer(attempted.place.nth)
            row.integer(attempted.id)
        }
        try insert(items, snapshot: 0)
        return list
    }
}
