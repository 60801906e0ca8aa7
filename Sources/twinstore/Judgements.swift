import Evidence
import NodeModel
import Reporting
import Storage

/// Facts of a store → judgements, each after the snapshot before it. Three snapshots at most are in memory at once.
struct Judgements {
    private let store: SnapshotStore
    private var last: (id: Int64, snapshot: Snapshot)?

    private init(_ store: SnapshotStore) { self.store = store }

    /// Every snapshot of every node, or of one; or the newest of each.
    ///
    /// - Parameter showingSums: keep every addend of every byte figure; for a few nodes, not for a fleet.
    static func all(
        in store: SnapshotStore, node: String?, latestOnly: Bool, showingSums: Bool = false
    ) throws -> [Judgement] {
        let found = try store.snapshots(node: node, latestOnly: latestOnly)
        if let node, found.isEmpty {
            throw UnknownNode(name: node, known: try store.snapshots(latestOnly: true).map(\.node))
        }
        var judgements = Judgements(store)
        return try found.map { try judgements.judge($0.id, showingSums: showingSums) }
    }

    /// The newest snapshot of each node, and what changed since the one before it.
    static func fleet(in store: SnapshotStore) throws -> Report {
        var judgements = Judgements(store)
        var changes: [VerdictChange] = []
        let newest = try store.snapshots(latestOnly: true).map { summary in
            let before = try store.predecessor(of: summary.id).map { try judgements.judge($0) }
            let judgement = try judgements.judge(summary.id)
            if let change = before.flatMap({ VerdictChange(from: $0, to: judgement) }) { changes.append(change) }
            return judgement
        }
        return Report(judgements: newest, changes: changes)
    }

    private mutating func judge(_ id: Int64, showingSums: Bool = false) throws -> Judgement {
        let before = try store.predecessor(of: id).map(load)
        let snapshot = try load(id)
        last = (id, snapshot)
        return Judge.judge(snapshot, after: before, showingSums: showingSums)
    }

    /// The snapshot, from memory where it was the last that was judged.
    private func load(_ id: Int64) throws -> Snapshot {
        if let last, last.id == id { return last.snapshot }
        return try store.snapshot(id: id)
    }
}
