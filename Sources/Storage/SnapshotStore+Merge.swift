import NodeModel

/// A bundle that a database refused.
public enum RefusedBundle: Sendable, Hashable {
    /// It could not be read.
    case unreadable(name: String, sha256: String, reason: String)
    /// It says something else of a node at a clock that is stored already.
    case conflict(node: String, machine: String, collectedAt: Timestamp, bundle: BundleIdentity)
}

extension SnapshotStore {
    /// The snapshots in the order in which they were stored, after a number, at most `count`.
    public func stored(after id: Int64, count: Int) throws -> [(id: Int64, sha256: String)] {
        let list = try statement("SELECT id, bundle_sha256 FROM snapshot WHERE id > ? ORDER BY id LIMIT ?")
        list.bind(1, id)
        list.bind(2, Int64(count))
        var found: [(id: Int64, sha256: String)] = []
        while try list.step() { found.append((list.integer(0), list.text(1))) }
        return found
    }

    public func snapshotCount() throws -> Int { Int(try connection.integer("SELECT count(*) FROM snapshot") ?? 0) }

    /// Whether a bundle is stored.
    public func has(bundle sha256: String) throws -> Bool {
        let find = try statement("SELECT 1 FROM snapshot WHERE bundle_sha256 = ?")
        find.bind(1, sha256)
        defer { find.reset() }
        return try find.step()
    }

    /// Every refused bundle in turn.
    public func forEachRefused(_ body: (RefusedBundle) throws -> Void) throws {
        let unreadable = try connection.prepare("SELECT name, sha256, reason FROM quarantined_bundle ORDER BY id")
        while try unreadable.step() {
            try body(
                .unreadable(name: unreadable.text(0), sha256: unreadable.text(1), reason: unreadable.text(2)))
        }
        let conflicts = try connection.prepare(
            """
            SELECT node.name, machine, collected_at, conflicting_bundle.name, sha256
            FROM conflicting_bundle JOIN snapshot ON snapshot.id = snapshot_id JOIN node ON node.id = node_id
            ORDER BY conflicting_bundle.id
            """)
        while try conflicts.step() {
            try body(
                .conflict(
                    node: conflicts.text(0), machine: conflicts.text(1),
                    collectedAt: Timestamp(seconds: conflicts.integer(2)),
                    bundle: BundleIdentity(name: conflicts.text(3), sha256: conflicts.text(4))))
        }
    }

    /// Lists a bundle that another database refused, unless this one holds it.
    public func note(_ refused: RefusedBundle) throws {
        switch refused {
        case .unreadable(let name, let sha256, let reason):
            if !sha256.isEmpty, try has(bundle: sha256) { return }
            try quarantine(name: name, sha256: sha256, reason: reason)
        case .conflict(let node, let machine, let time, let bundle):
            let insert = try statement(
                """
                INSERT OR IGNORE INTO conflicting_bundle (snapshot_id, name, sha256)
                SELECT snapshot.id, ?4, ?5 FROM snapshot JOIN node ON node.id = node_id
                WHERE node.name = ?1 AND machine = ?2 AND collected_at = ?3 AND bundle_sha256 <> ?5
                """)
            insert.bind(1, node)
            insert.bind(2, machine)
            insert.bind(3, time.seconds)
            insert.bind(4, bundle.name)
            insert.bind(5, bundle.sha256)
            try insert.run()
        }
    }
}
