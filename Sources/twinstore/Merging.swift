import Evidence
import NodeModel
import Storage

/// Databases → one. A snapshot and the one it follows are in memory at once, whatever the databases hold.
struct Merging {
    /// Snapshots of one transaction.
    static let batch = 64

    struct Counts {
        var added = 0
        var known = 0
        var conflicts = 0
    }

    let target: SnapshotStore
    private(set) var counts = Counts()
    /// Snapshots of whole bundles whose cut copies are there, until the transaction is over.
    private var whole: [(cut: Int64, snapshot: Snapshot)] = []

    init(into target: SnapshotStore) { self.target = target }

    /// Adds what another database holds, snapshots first, so that what was refused there is known if it was stored here.
    mutating func add(_ source: SnapshotStore, name: String, told: (Int) -> Void) throws {
        var last: Int64 = 0
        while true {
            try Interruption.check()
            let found = try source.stored(after: last, count: Self.batch)
            guard let end = found.last?.id else { break }
            try target.transaction {
                for snapshot in found { try add(snapshot.id, snapshot.sha256, from: source, name: name) }
            }
            try replaceCut()
            last = end
            told(counts.added + counts.known + counts.conflicts)
        }
        try target.transaction { try source.forEachRefused(target.note) }
    }

    private mutating func add(_ id: Int64, _ sha256: String, from source: SnapshotStore, name: String) throws {
        guard try !target.has(bundle: sha256) else { return counts.known += 1 }
        let snapshot = try source.snapshot(id: id)
        switch try target.save(snapshot) {
        case .known: counts.known += 1
        case .conflict(let other): try settle(snapshot, with: other, name)
        case .stored(let id):
            counts.added += 1
            try judge(snapshot, id)
        }
    }

    /// As at ingest: the whole of two is kept where one is a cut copy of it.
    private mutating func settle(_ snapshot: Snapshot, with other: Int64, _ name: String) throws {
        let stored = try target.snapshot(id: other)
        if snapshot.completes(stored) {
            counts.added += 1
            whole.append((other, snapshot))
        } else if stored.completes(snapshot) {
            counts.known += 1
            try target.dismissConflict(of: snapshot.bundle, with: other)
        } else {
            counts.conflicts += 1
            Console.warn(
                Text.visible(
                    "\(name): \(snapshot.node) at \(snapshot.collectedAt) is there already with different content; kept "
                        + "the first, and listed \(snapshot.bundle.name) as its conflict"))
        }
    }

    private mutating func replaceCut() throws {
        for (cut, snapshot) in whole {
            try target.replace(cut, with: EncodedSnapshot(snapshot)) { try judge(snapshot, $0) }
        }
        whole = []
    }

    /// As at ingest: the snapshot after the one before it, and the one that follows it anew.
    private func judge(_ snapshot: Snapshot, _ id: Int64) throws {
        let before = try target.predecessor(of: id).map(target.snapshot(id:))
        try target.saveJudgement(Judge.judge(snapshot, after: before), for: id)
        guard let next = try target.successor(of: id) else { return }
        try target.saveJudgement(Judge.judge(target.snapshot(id: next), after: snapshot), for: next)
    }
}
