import ArgumentParser
import Glibc
import Synchronization

/// SIGINT and SIGTERM as a wish to stop at the next good moment. A second signal of the kind ends the program at once,
/// which SQLite's journal makes safe.
enum Interruption {
    private static let received = Atomic<Int32>(0)

    /// From now on a first signal is only remembered, except where the caller ignores it already (`nohup`, `&`).
    static func watch() {
        received.store(0, ordering: .relaxed)
        // Who started the program may have had them blocked, and then so are they here.
        var both = sigset_t()
        sigemptyset(&both)
        for signal in [SIGINT, SIGTERM] {
            sigaddset(&both, signal)
            var old = sigaction()
            guard sigaction(signal, nil, &old) == 0, !isIgnored(old) else { continue }
            var new = sigaction()
            new.__sigaction_handler.sa_handler = { Interruption.received.store($0, ordering: .relaxed) }
            new.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &new, nil)
        }
        pthread_sigmask(SIG_UNBLOCK, &both, nil)
    }

    /// The signal that came; nil where none did.
    static var signal: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : signal
    }

    /// Ends long work where nothing is half done.
    static func check() throws(ExitCode) {
        if let signal { throw ExitStatus.ended(by: signal) }
    }

    /// Says what was done and how to go on, if that is why the work ended.
    static func tell(_ error: any Error, _ done: String, advice: String) {
        guard let signal, error as? ExitCode == ExitStatus.ended(by: signal) else { return }
        Console.warn("interrupted by \(name(signal)): \(done); \(advice)")
    }

    static func name(_ signal: Int32) -> String { signal == SIGINT ? "SIGINT" : "SIGTERM" }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
