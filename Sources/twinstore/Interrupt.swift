import ArgumentParser
import Glibc

/// Ctrl-C as a flag that long work looks at, so that it ends where nothing is half done.
enum Interrupt {
    // Written by the handler only, one word, read elsewhere: what C calls volatile sig_atomic_t.
    nonisolated(unsafe) private static var flag: sig_atomic_t = 0

    static var wasAsked: Bool { flag != 0 }

    /// Says what was done and how to go on, if that is why the work ended.
    static func tell(_ error: any Error, _ done: String, advice: String) {
        guard let code = error as? ExitCode, code == ExitStatus.interrupted else { return }
        Console.warn("interrupted by SIGINT: \(done); \(advice)")
    }

    /// From now on the first Ctrl-C sets the flag, and a second ends the program at once.
    static func watch() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in Interrupt.flag = 1 }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        sigaction(SIGINT, &action, nil)
        // Who starts this may have blocked it, as thread pools do.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigprocmask(SIG_UNBLOCK, &signals, nil)
    }
}
