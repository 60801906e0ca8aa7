import Ingestion

/// Bundles in the order of their paths, however many threads read them: what the database holds in the end, row
/// numbers included, must not depend on which thread was faster.
struct IntakeQueue {
    /// Bundles in memory for each thread: enough that none waits while one bundle takes long.
    private static let ahead = 4
    /// How long to wait before telling the caller that nothing has happened, in milliseconds.
    private static let patience = 200

    enum Next {
        case bundle(name: String, IntakeTicket.Outcome)
        /// Nothing is ready yet; ask again.
        case wait
        case end
    }

    private let workers: IntakeWorkers
    private let room: Int
    private let isStoring: Bool
    private var paths: BundlePaths
    private var pending: [IntakeTicket] = []
    /// The archive of bundles that is being read, and its bundles, all before what is pending.
    private var archive: BundleArchive? {
        didSet { hasArchives = hasArchives || archive != nil }
    }
    private var hasArchives = false
    private var inner: [IntakeTicket] = []

    /// - Parameter isStoring: whether what is read is to be stored, so that workers make rows of it.
    init(_ paths: BundlePaths, threads: Int, database: String?, isStoring: Bool) {
        self.paths = paths
        self.isStoring = isStoring
        workers = IntakeWorkers(threads: threads, database: database)
        room = max(1, threads * Self.ahead)
    }

    /// Whether there is something to wait for that is not only the list of paths.
    var isBusy: Bool { archive != nil || !pending.isEmpty || !inner.isEmpty }

    /// Waits until there are paths to read, or until the caller should look around.
    func waitForPaths() { paths.wait(milliseconds: Self.patience) }

    mutating func next() -> Next {
        fill()
        if !inner.isEmpty { return first(of: \.inner) }
        if archive != nil {
            archive = nil
            return next()
        }
        if pending.isEmpty { return paths.isAtEnd ? .end : .wait }
        return first(of: \.pending)
    }

    /// Whether everything was handed over.
    var isAtEnd: Bool { !isBusy && paths.isAtEnd }

    /// Bundles in all, where that is known before the end: an archive tells how many it holds when it has been read.
    var total: Int? { hasArchives ? nil : paths.total }

    /// Paths that lead nowhere, since this was asked last.
    mutating func takeErrors() -> [BundleError] { paths.takeErrors() }

    /// Ends the threads; one that waits for a pipe may be left behind.
    func stop() { workers.stop() }

    private mutating func first(of list: WritableKeyPath<IntakeQueue, [IntakeTicket]>) -> Next {
        let ticket = self[keyPath: list][0]
        guard let outcome = workers.outcome(of: ticket, waiting: Self.patience) else { return .wait }
        self[keyPath: list].removeFirst()
        if case .archiveOfBundles = outcome, case .path(let path) = ticket.source {
            do {
                archive = try BundleArchive(path)
            } catch {
                return .bundle(name: path, .failed(error))
            }
            return next()
        }
        return .bundle(name: ticket.name, outcome)
    }

    private mutating func fill() {
        while inner.count < room, let source = fromArchive() { submit(source, \.inner) }
        // While an archive is read, what comes after it waits: memory is for one window.
        guard archive == nil, inner.isEmpty else { return }
        while pending.count < room, let path = paths.next() { submit(.path(path), \.pending) }
    }

    private mutating func fromArchive() -> IntakeTicket.Source? {
        do {
            return try archive?.next().map { .member($0) }
        } catch {
            return .unreadable(error)
        }
    }

    private mutating func submit(
        _ source: IntakeTicket.Source, _ list: WritableKeyPath<IntakeQueue, [IntakeTicket]>
    ) {
        let ticket = IntakeTicket(source, isToBeStored: isStoring)
        self[keyPath: list].append(ticket)
        workers.submit(ticket)
    }
}
