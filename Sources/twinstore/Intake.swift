import Evidence
import Ingestion
import NodeModel
import Storage

/// Bundles → store, each all or nothing. What cannot be read is reported, quarantined, and costs only itself.
enum Intake {
    /// Bundles of one transaction: a commit costs more than many rows.
    private static let batch = 64

    /// - Returns: whether every bundle could be read.
    static func fill(_ store: SnapshotStore, from arguments: BundleArguments) throws -> Bool {
        try fill(store, from: arguments.paths, quiet: arguments.quiet)
    }

    static func fill(_ store: SnapshotStore, from paths: [String], quiet: Bool) throws -> Bool {
        var (bundles, allRead) = BundleArguments.expanded(paths)
        var progress = Progress(total: bundles.count, quiet: quiet)
        defer { progress.finish() }
        var done = 0
        for start in stride(from: 0, to: bundles.count, by: batch) {
            try store.transaction {
                for path in bundles[start..<min(start + batch, bundles.count)] {
                    allRead = try take(path, into: store) && allRead
                    done += 1
                    progress.update(done: done)
                }
            }
        }
        return allRead
    }

    private static func take(_ path: String, into store: SnapshotStore) throws -> Bool {
        let snapshot: Snapshot
        do {
            snapshot = try Ingest.snapshot(of: path)
        } catch {
            Console.warn(error.description)
            try store.quarantine(name: path, sha256: "", reason: error.description)
            return false
        }
        switch try store.save(snapshot) {
        case .stored(let id): try judge(snapshot, id: id, in: store)
        case .known: break
        case .conflict:
            Console.warn(
                "\(path): \(snapshot.node) at \(snapshot.collectedAt) is stored already with different content; kept the "
                    + "stored one")
            return false
        }
        return true
    }

    /// Judges a new snapshot after the one before it by the node's clock, and the one after it, which came earlier, anew.
    private static func judge(_ snapshot: Snapshot, id: Int64, in store: SnapshotStore) throws {
        let before = try store.predecessor(of: id).map(store.snapshot(id:))
        try store.saveJudgement(Judge.judge(snapshot, after: before), for: id)
        guard let next = try store.successor(of: id) else { return }
        try store.saveJudgement(Judge.judge(store.snapshot(id: next), after: snapshot), for: next)
    }
}

/// There is no such node.
struct UnknownNode: Error, CustomStringConvertible {
    var name: String
    var description: String { "no node `\(name)`; `twinstore report` without --node lists the nodes" }
}
