import Evidence
import NodeModel
import Reporting
import Storage

/// Two moments → a comparison, a node at a time: three snapshots at most are in memory at once.
enum Comparing {
    static func compare(_ old: Moment, _ new: Moment, node: String?) throws -> Comparison {
        let pairs = pairs(try old.newest(node: node), try new.newest(node: node))
        if let node, pairs.isEmpty {
            throw UnknownNode(name: node, known: try (old.newest(node: nil) + new.newest(node: nil)).map(\.node))
        }
        let nodes = try pairs.compactMap { try compare($0, old.store, new.store) }
        return Comparison(oldName: old.name, newName: new.name, ruleSet: Rule.ruleSet, nodes: nodes)
    }

    /// A node's snapshots of both sides; nil where a side has none.
    struct Pair {
        var old: SnapshotSummary?
        var new: SnapshotSummary?
    }

    /// Nodes are one by name and machine; where a side does not know the machine, and the name is clear, by name.
    static func pairs(_ old: [SnapshotSummary], _ new: [SnapshotSummary]) -> [Pair] {
        let oldByName = Dictionary(grouping: old, by: \.node)
        let newByName = Dictionary(grouping: new, by: \.node)
        return Set(oldByName.keys).union(newByName.keys).sorted().flatMap { name -> [Pair] in
            var rest = newByName[name] ?? []
            var pairs = (oldByName[name] ?? []).map { before in
                let twin = rest.firstIndex { $0.machine == before.machine }
                return Pair(old: before, new: twin.map { rest.remove(at: $0) })
            }
            if pairs.count == 1, rest.count == 1, pairs[0].new == nil,
                pairs[0].old?.machine.isEmpty == true || rest[0].machine.isEmpty
            {
                pairs[0].new = rest.removeFirst()
            }
            return pairs + rest.map { Pair(old: nil, new: $0) }
        }
    }

    private static func compare(
        _ pair: Pair, _ oldStore: SnapshotStore, _ newStore: SnapshotStore
    ) throws -> NodeComparison? {
        let before = try pair.old.map { try oldStore.snapshot(id: $0.id) }
        let after = try pair.new.map { try newStore.snapshot(id: $0.id) }
        func alone(_ snapshot: Snapshot?, _ summary: SnapshotSummary?, _ store: SnapshotStore) throws -> Judgement? {
            guard let snapshot, let summary else { return nil }
            return Judge.judge(snapshot, after: try store.predecessor(of: summary.id).map(store.snapshot(id:)))
        }
        let old = try alone(before, pair.old, oldStore)
        guard let before, let after, before.bundle.sha256 != after.bundle.sha256 else {
            return NodeComparison(from: old, to: try alone(after, pair.new, newStore))
        }
        return NodeComparison(
            from: old, to: Judge.judge(after, after: before), lists: ListChanges(from: before, to: after).comparison)
    }
}
