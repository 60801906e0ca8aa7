import NodeModel

/// A snapshot without its facts: a row of a list.
public struct SnapshotSummary: Sendable, Hashable {
    public var id: Int64
    public var node: String
    /// Hash of the machine id; empty where it is not known.
    public var machine: String
    public var collectedAt: Timestamp
    public var bundle: BundleIdentity
}

extension SnapshotStore {
    /// The snapshots, sorted by node, machine and time; of every node or of those of one name.
    public func snapshots(node: String? = nil, latestOnly: Bool = false) throws -> [SnapshotSummary] {
        var summaries: [SnapshotSummary] = []
        try forEachSummary(node: node, latestOnly: latestOnly) { summaries.append($0) }
        return summaries
    }

    /// Each node's latest snapshot in turn, sorted by node: a fleet is never in memory at once.
    public func forEachLatest(node: String? = nil, _ body: (SnapshotSummary, Snapshot) throws -> Void) throws {
        try forEachSummary(node: node, latestOnly: true) { try body($0, snapshot(id: $0.id)) }
    }

    /// The snapshot as it was saved.
    public func snapshot(id: Int64) throws -> Snapshot {
        let find = try statement(
            """
            SELECT node.name, collected_at, bundle_name, bundle_sha256, format, collector_id, machine, uid, offline,
                root_id, process_total
            FROM snapshot JOIN node ON node.id = node_id WHERE snapshot.id = ?
            """)
        find.bind(1, id)
        guard try find.step() else { throw StorageError.noSnapshot(id: id) }
        var row = RowReader(find, words)
        var snapshot = Snapshot(
            node: row.text(), collectedAt: Timestamp(seconds: row.integer()),
            bundle: BundleIdentity(name: row.text(), sha256: row.text()))
        snapshot.collector = CollectorRun(
            format: row.int(), version: try row.word(), machine: row.text(), uid: row.optionalInt(),
            offline: row.flag(), root: try row.word(), processTotal: row.optionalInt())
        find.reset()
        snapshot.collector.labels = try labels(of: id)
        snapshot.captures = try captures(of: id)
        snapshot.issues = try issues(of: id)
        snapshot.facts = try facts.load(snapshot: id)
        return snapshot
    }

    private func forEachSummary(
        node: String?, latestOnly: Bool, _ body: (SnapshotSummary) throws -> Void
    ) throws {
        let which = latestOnly ? "snapshot.id = latest_snapshot_id" : "node_id = node.id"
        let condition = node == nil ? "" : "WHERE node.name = ?"
        // Its own statement each time, because `body` may ask again.
        let list = try connection.prepare(
            """
            SELECT snapshot.id, node.name, machine, collected_at, bundle_name, bundle_sha256
            FROM node JOIN snapshot ON \(which) \(condition) ORDER BY node.name, machine, collected_at
            """)
        if let node { list.bind(1, node) }
        while try list.step() {
            var row = RowReader(list, words)
            try body(
                SnapshotSummary(
                    id: row.integer(), node: row.text(), machine: row.text(),
                    collectedAt: Timestamp(seconds: row.integer()),
                    bundle: BundleIdentity(name: row.text(), sha256: row.text())))
        }
    }

    private func labels(of id: Int64) throws -> [String: String] {
        let list = try statement("SELECT key_id, value_id FROM snapshot_label WHERE snapshot_id = ?")
        list.bind(1, id)
        var labels: [String: String] = [:]
        while try list.step() {
            var row = RowReader(list, words)
            labels[try row.word()] = try row.word()
        }
        return labels
    }

    private func captures(of id: Int64) throws -> [Capture] {
        let list = try statement(
            """
            SELECT capture_id, outcome, exit, milliseconds, bytes, redactions, command_id, message_id
            FROM (
                SELECT nth, attempt_id, milliseconds, bytes FROM capture WHERE snapshot_id = ?1
                UNION ALL
                SELECT nth, attempt_id, 0, 0 FROM snapshot JOIN attempt_list_item ON list_id = idle_id
                WHERE snapshot.id = ?1
            ) JOIN attempt ON attempt.id = attempt_id ORDER BY nth
            """)
        list.bind(1, id)
        var captures: [Capture] = []
        while try list.step() {
            var row = RowReader(list, words)
            captures.append(
                Capture(
                    id: try row.capture(), outcome: try row.vocabulary(CaptureOutcome.self), exit: row.optionalInt(),
                    milliseconds: row.int(), bytes: row.int(), redactions: row.int(), command: try row.word(),
                    message: try row.word()))
        }
        return captures
    }

    private func issues(of id: Int64) throws -> [Issue] {
        let list = try statement("SELECT capture_id, line, message FROM issue WHERE snapshot_id = ? ORDER BY nth")
        list.bind(1, id)
        var issues: [Issue] = []
        while try list.step() {
            var row = RowReader(list, words)
            issues.append(Issue(capture: try row.capture(), line: row.int(), message: row.text()))
        }
        return issues
    }
}
