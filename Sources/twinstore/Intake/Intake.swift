import Evidence
import Glibc
import Ingestion
import NodeModel
import Storage

/// Bundles → store, each all or nothing. What cannot be read is reported, quarantined, and costs only itself.
struct Intake {
    /// Bundles of one transaction: a commit costs more than many rows.
    private static let batch = 64
    /// Snapshots that are kept for the one after them: a node's snapshots often come in a row.
    private static let remembered = 8

    private let store: SnapshotStore
    private var queue: IntakeQueue
    private var log: IntakeLog
    private var tally = IntakeTally()
    /// Whole bundles whose cut copies are stored, until the transaction is over.
    private var whole: [(cut: Int64, name: String, judged: Judged, rows: BundleRows)] = []
    private var recent: [(id: Int64, judged: Judged)] = []

    /// - Parameters:
    ///   - jobs: threads that read and parse; 0 for none beside this one.
    ///   - database: the store's file, where bundles are looked up before they are parsed; nil where it is none.
    init(_ store: SnapshotStore, _ paths: BundlePaths, jobs: Int, database: String? = nil, log: IntakeLog) {
        self.store = store
        self.log = log
        queue = IntakeQueue(paths, threads: jobs, database: database, isStoring: true)
    }

    /// Fills a store that nobody else sees.
    ///
    /// - Returns: whether every bundle could be read.
    static func fill(_ store: SnapshotStore, from found: BundlePaths, quiet: Bool) throws -> Bool {
        var paths = found
        paths.count()
        let jobs = paths.total == 1 ? 0 : Processors.count
        let showsProgress = !quiet && paths.total != 1 && Console.errorIsTerminal
        var intake = Intake(store, paths, jobs: jobs, log: IntakeLog(showsProgress ? .progress : .trouble))
        let tally = try intake.run()
        intake.log.clear()
        return tally.isComplete
    }

    /// Takes everything in, or as much as there is before a signal comes.
    mutating func run() throws -> IntakeTally {
        defer { queue.stop() }
        try store.fillInBulk()
        while !queue.isAtEnd, Interruption.signal == nil {
            if !queue.isBusy { queue.waitForPaths() }
            try store.transaction { try takeBatch() }
            try replaceCut()
            log.committed(tally, of: queue.total)
        }
        // Where no path meant anything there was no batch.
        noteMissing()
        return tally
    }

    private mutating func takeBatch() throws {
        let end = tally.bundles + Self.batch
        while tally.bundles < end, Interruption.signal == nil {
            let next = queue.next()
            noteMissing()
            switch next {
            case .end: return
            // What is there is committed rather than kept waiting.
            case .wait: return
            case .bundle(let name, let outcome): try take(name, outcome)
            }
        }
    }

    /// Paths that mean nothing.
    private mutating func noteMissing() {
        for error in queue.takeErrors() {
            tally.missing += 1
            log.trouble("missing", error.path, error.description)
        }
    }

    private mutating func take(_ name: String, _ outcome: IntakeTicket.Outcome) throws {
        switch outcome {
        case .read(let judged, let rows): try save(judged, rows ?? BundleRows(judged), name)
        case .known: try noteKnown(name)
        case .archiveOfBundles: break
        case .failed(let error, let sha256):
            tally.quarantined += 1
            log.trouble("quarantined", name, error.description)
            try store.quarantine(name: name, sha256: sha256, reason: error.description)
        }
    }

    private mutating func noteKnown(_ name: String) throws {
        try store.release(name: name)
        tally.known += 1
        log.bundle("known", name)
    }

    private mutating func save(_ judged: Judged, _ rows: BundleRows, _ name: String) throws {
        let snapshot = judged.snapshot
        switch try store.save(rows.snapshot) {
        case .stored(let id):
            try judge(judged, rows, id: id)
            try store.release(name: name)
            tally.stored += 1
            log.bundle("stored", name, node: snapshot.node)
            if let cut = snapshot.cut {
                log.trouble("cut", name, "\(name): \(cut); stored what came before, copy it again for the rest")
            }
        case .known: try noteKnown(name)
        case .conflict(let other): try settle(judged, rows, name, with: other)
        }
    }

    /// The node has a bundle of that moment with other content: the whole of two is kept where one is a cut copy of it.
    private mutating func settle(_ judged: Judged, _ rows: BundleRows, _ name: String, with other: Int64) throws {
        let snapshot = judged.snapshot
        let stored = try store.snapshot(id: other)
        if snapshot.completes(stored) {
            tally.stored += 1
            whole.append((other, name, judged, rows))
        } else if stored.completes(snapshot) {
            try store.dismissConflict(of: snapshot.bundle, with: other)
            try noteKnown(name)
        } else {
            tally.conflicts += 1
            log.trouble(
                "conflict", name,
                "\(name): \(snapshot.node) at \(snapshot.collectedAt) is stored already with different content; kept "
                    + "the stored one")
        }
    }

    /// Stores the whole bundles that came after their cut copies.
    private mutating func replaceCut() throws {
        for (cut, name, judged, rows) in whole {
            try store.replace(cut, with: rows.snapshot) { id in
                // A number that is free again may be given again.
                recent.removeAll { $0.id == id || $0.id == cut }
                try judge(judged, rows, id: id)
            }
            try store.release(name: name)
            log.bundle("stored", name, node: judged.snapshot.node)
        }
        whole = []
    }

    /// Judges a new snapshot after the one before it by the node's clock, and the one after it, which came earlier, anew.
    private mutating func judge(_ judged: Judged, _ rows: BundleRows, id: Int64) throws {
        let judgement = try store.predecessor(of: id).map { before in
            try known(before).map { judged.judgement(after: $0) } ?? judged.judgement(after: store.snapshot(id: before))
        }
        try store.saveJudgement(judgement.map(EncodedJudgement.init) ?? rows.judgement, for: id)
        if let next = try store.successor(of: id) {
            let later = try known(next) ?? Judged(store.snapshot(id: next))
            try store.saveJudgement(later.judgement(after: judged), for: next)
        }
        if recent.count == Self.remembered { recent.removeFirst() }
        recent.append((id, judged))
    }

    private func known(_ id: Int64) -> Judged? { recent.first { $0.id == id }?.judged }
}

/// The machine's processors.
enum Processors {
    /// Those that are online; at least 1.
    static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// There is no such node.
struct UnknownNode: Error, CustomStringConvertible {
    var name: String
    /// Those that there are, in any order.
    var known: [String]
    var description: String {
        "no node `\(Text.visible(name))`"
            + Nearest.advice(
                for: name, among: Set(known).sorted(), otherwise: "the view node_verdict has the names")
    }
}
