import Evidence
import NodeModel
import Storage

/// Facts of a database → its stored judgements, made anew by the rules of this program.
struct Rejudging {
    /// A verdict that came out otherwise than it was stored.
    struct Change {
        var old: JudgedSnapshot
        var new: Judgement
    }

    /// Snapshots of one transaction, all of them or none.
    static let batch = 64

    private let store: SnapshotStore
    private var last: (id: Int64, snapshot: Snapshot)?

    init(_ store: SnapshotStore) { self.store = store }

    /// Judges what another rule set judged, or nobody did; or everything.
    ///
    /// - Parameter told: called after each batch, when it is stored, with how many snapshots were judged so far, and the
    ///   verdicts that changed.
    mutating func run(all: Bool, told: (Int, [Change]) throws -> Void) throws {
        var place = JudgedPlace.start
        var done = 0
        while true {
            try Interruption.check()
            let found = try store.snapshots(
                notJudgedBy: all ? nil : Rule.ruleSet, after: place, count: Self.batch)
            guard let end = found.last?.place else { return }
            let changes = try store.transaction { try found.compactMap { try judge($0) } }
            place = end
            done += found.count
            try told(done, changes)
        }
    }

    private mutating func judge(_ old: JudgedSnapshot) throws -> Change? {
        let before = try store.predecessor(of: old.id).map(load)
        let snapshot = try load(old.id)
        last = (old.id, snapshot)
        let new = Judge.judge(snapshot, after: before)
        try store.saveJudgement(new, for: old.id)
        return old.verdict == new.verdict ? nil : Change(old: old, new: new)
    }

    private func load(_ id: Int64) throws -> Snapshot {
        if let last, last.id == id { return last.snapshot }
        return try store.snapshot(id: id)
    }
}

extension Rejudging {
    /// Whether a rule set's name is of a later year, or number in the year, than another's; false where one is no such
    /// name.
    static func isNewer(_ name: String, than other: String) -> Bool {
        let (a, b) = (parts(name), parts(other))
        guard a.count == 2, b.count == 2 else { return false }
        return a.lexicographicallyPrecedes(b) ? false : a != b
    }

    private static func parts(_ name: String) -> [Int] { name.split(separator: ".").compactMap { Int($0) } }
}
