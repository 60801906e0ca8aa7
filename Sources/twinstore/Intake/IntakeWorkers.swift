import Glibc
import Storage

/// Threads that read, parse and judge bundles, in whatever order they get done with them.
///
/// A class because threads share it. `queue` to `isStopped` are only touched under `lock`.
final class IntakeWorkers: @unchecked Sendable {
    private let limit: Int
    private let database: String?
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// Something was put into the queue, or it is over.
    private let filled: UnsafeMutablePointer<pthread_cond_t>
    /// Some ticket has its outcome.
    private let done: UnsafeMutablePointer<pthread_cond_t>
    private var queue: [IntakeTicket] = []
    private var first = 0
    private var idle = 0
    private var running = 0
    private var isStopped = false
    private var threads: [pthread_t] = []

    /// - Parameters:
    ///   - threads: how many at most; 0 to work in the thread that waits.
    ///   - database: where known bundles are looked up before they are parsed; nil for nowhere.
    init(threads: Int, database: String?) {
        limit = threads
        self.database = database
        lock = .allocate(capacity: 1)
        filled = .allocate(capacity: 1)
        done = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(filled, nil)
        var clock = pthread_condattr_t()
        pthread_condattr_init(&clock)
        pthread_condattr_setclock(&clock, CLOCK_MONOTONIC)
        pthread_cond_init(done, &clock)
        pthread_condattr_destroy(&clock)
    }

    /// Only after `stop`, which ends the threads; they keep the workers alive as long as they run.
    deinit {
        pthread_cond_destroy(done)
        pthread_cond_destroy(filled)
        pthread_mutex_destroy(lock)
        done.deallocate()
        filled.deallocate()
        lock.deallocate()
    }

    func submit(_ ticket: IntakeTicket) {
        guard limit > 0 else { return }
        pthread_mutex_lock(lock)
        queue.append(ticket)
        let isMissingThread = idle < queue.count - first && threads.count < limit
        pthread_cond_signal(filled)
        pthread_mutex_unlock(lock)
        if isMissingThread { start() }
    }

    /// What became of a ticket; nil where that is not known within so many milliseconds.
    func outcome(of ticket: IntakeTicket, waiting milliseconds: Int) -> IntakeTicket.Outcome? {
        // Without a thread, also where the system gave none, the work is done here.
        guard !threads.isEmpty else { return ticket.work(nil) }
        var end = Self.deadline(milliseconds: milliseconds)
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while ticket.outcome == nil, pthread_cond_timedwait(done, lock, &end) != ETIMEDOUT {}
        return ticket.outcome
    }

    /// Ends the threads after the bundle that each has in hand. What is still queued is dropped. A thread that still
    /// waits for a pipe after two seconds is left behind.
    func stop() {
        pthread_mutex_lock(lock)
        isStopped = true
        pthread_cond_broadcast(filled)
        var end = Self.deadline(milliseconds: 2000)
        while running > 0, pthread_cond_timedwait(done, lock, &end) != ETIMEDOUT {}
        let haveEnded = running == 0
        pthread_mutex_unlock(lock)
        for thread in threads { if haveEnded { pthread_join(thread, nil) } else { pthread_detach(thread) } }
        threads = []
    }

    private static func deadline(milliseconds: Int) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        time.tv_nsec += milliseconds % 1000 * 1_000_000
        time.tv_sec += milliseconds / 1000 + time.tv_nsec / 1_000_000_000
        time.tv_nsec %= 1_000_000_000
        return time
    }

    private func start() {
        var thread = pthread_t()
        let me = Unmanaged.passRetained(self)
        pthread_mutex_lock(lock)
        running += 1
        pthread_mutex_unlock(lock)
        // Signals go to the thread that writes.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let failure = pthread_create(
            &thread, nil,
            { workers in
                if let workers { Unmanaged<IntakeWorkers>.fromOpaque(workers).takeRetainedValue().run() }
                return nil
            }, me.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        if failure == 0 {
            threads.append(thread)
        } else {
            me.release()
            ended()
        }
    }

    private func run() {
        let reader = database.flatMap { try? SnapshotStore.open(path: $0, mode: .readOnly) }
        while let ticket = next() {
            let outcome = ticket.work(reader)
            pthread_mutex_lock(lock)
            ticket.outcome = outcome
            pthread_cond_signal(done)
            pthread_mutex_unlock(lock)
        }
        try? reader?.close()
        ended()
    }

    private func ended() {
        pthread_mutex_lock(lock)
        running -= 1
        pthread_cond_signal(done)
        pthread_mutex_unlock(lock)
    }

    private func next() -> IntakeTicket? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        idle += 1
        while first == queue.count, !isStopped { pthread_cond_wait(filled, lock) }
        idle -= 1
        guard !isStopped else { return nil }
        let ticket = queue[first]
        first += 1
        if first == queue.count {
            queue.removeAll(keepingCapacity: true)
            first = 0
        }
        return ticket
    }
}
