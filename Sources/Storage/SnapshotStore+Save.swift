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
    static let attemptColumns = ["capture_id", "outcome", "exit", "redactions", "command_id", "message_id"]

    /// Stores a snapshot, all of it or nothing. Call it inside `transaction` to store many at the cost of one.
    @discardableResult
    public func save(_ snapshot: Snapshot) throws -> SaveResult {
        try transaction {
            if let id = try snapshotID(ofBundle: snapshot.bundle.sha256) { return .known(id: id) }
            let node = try nodeID(name: snapshot.node, machine: snapshot.collector.machine)
            if let id = try snapshotID(node: node, at: snapshot.collectedAt) {
                try record(conflict: snapshot.bundle, with: id)
                return .conflict(with: id)
            }
            let attempted = try attempts(of: snapshot.captures)
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

    private func insertHead(of snapshot: Snapshot, node: Int64, idle: Int64) throws -> Int64 {
        let columns = [
            "node_id", "collected_at", "bundle_name", "bundle_sha256", "format", "collector_id", "uid", "offline",
            "root_id", "process_total", "idle_id",
        ]
        try insert([snapshot], into: "snapshot", columns) { _, snapshot, row in
            row.integer(node)
            row.integer(snapshot.collectedAt.seconds)
            row.text(snapshot.bundle.name)
            row.text(snapshot.bundle.sha256)
            row.integer(snapshot.collector.format)
            row.word(snapshot.collector.version)
            row.integer(snapshot.collector.uid)
            row.flag(snapshot.collector.offline)
            row.word(snapshot.collector.root)
            row.integer(snapshot.collector.processTotal)
            row.integer(idle)
        }
        let id = connection.lastInsertedID
        // What could not be read once can be read now, by a newer program.
        let release = try statement("DELETE FROM quarantined_bundle WHERE sha256 = ?")
        release.bind(1, snapshot.bundle.sha256)
        try release.run()
        return id
    }

    private func insertLists(of snapshot: Snapshot, _ attempted: [Attempted], id: Int64) throws {
        let labels = snapshot.collector.labels.sorted { $0.key < $1.key }
        try insert(labels, into: "snapshot_label", ["snapshot_id", "key_id", "value_id"]) { _, label, row in
            row.integer(id)
            row.word(label.key)
            row.word(label.value)
        }
        let columns = ["snapshot_id", "nth", "attempt_id", "milliseconds", "bytes"]
        try insert(attempted.filter { !$0.isIdle }, into: "capture", columns) { _, attempted, row in
            row.integer(id)
            row.integer(attempted.nth)
            row.integer(attempted.id)
            row.integer(attempted.milliseconds)
            row.integer(attempted.bytes)
        }
        let issueColumns = ["snapshot_id", "nth", "capture_id", "line", "message"]
        try insert(snapshot.issues, into: "issue", issueColumns) { nth, issue, row in
            row.integer(id)
            row.integer(nth)
            row.capture(issue.capture)
            row.integer(issue.line)
            row.text(issue.message)
        }
    }

    /// A capture of a snapshot, its attempt looked up.
    private struct Attempted {
        let nth: Int
        let id: Int64
        let milliseconds: Int
        let bytes: Int

        /// Most of what is in a manifest was skipped; snapshots share one list of such captures.
        var isIdle: Bool { milliseconds == 0 && bytes == 0 }
    }

    private func attempts(of captures: [Capture]) throws -> [Attempted] {
        try captures.enumerated().map { nth, capture in
            Attempted(
                nth: nth, id: try attemptID(of: capture), milliseconds: capture.milliseconds, bytes: capture.bytes)
        }
    }

    private func listID(ofIdle attempted: [Attempted]) throws -> Int64 {
        let idle = attempted.filter(\.isIdle)
        var print = Fingerprint()
        for attempted in idle {
            print.add(Int64(attempted.nth))
            print.add(attempted.id)
        }
        let (list, isNew) = try attemptLists.id(print) { _ in }
        guard isNew else { return list }
        try insert(idle, into: "attempt_list_item", ["list_id", "nth", "attempt_id"]) { _, attempted, row in
            row.integer(list)
            row.integer(attempted.nth)
            row.integer(attempted.id)
        }
        return list
    }

    private func attemptID(of capture: Capture) throws -> Int64 {
        var row = RowWriter()
        row.capture(capture.id)
        row.text(capture.outcome.rawValue)
        row.integer(capture.exit)
        row.integer(capture.redactions)
        row.word(capture.command)
        row.word(capture.message)
        return try attempts.id(row.values[...], words: words)
    }
}
