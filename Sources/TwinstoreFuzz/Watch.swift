import Glibc

/// Keeps the input that a crash or a hang was in. Signal handlers may hardly do anything, so all is prepared.
enum Watch {
    /// Seconds after which one input counts as a hang.
    static let patience: UInt32 = 30
    private static let stackBytes = 256 << 10

    nonisolated(unsafe) private static var input: UnsafePointer<UInt8>?
    nonisolated(unsafe) private static var count = 0
    nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

    /// - Parameter file: where the input goes.
    static func begin(keeping file: String) {
        path = strdup(file)
        // A stack that overflowed has no room for a handler.
        var stack = stack_t(ss_sp: malloc(stackBytes), ss_flags: 0, ss_size: stackBytes)
        sigaltstack(&stack, nil)
        for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGALRM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { Watch.keep($0) }
            action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
    }

    /// Runs one input; returns the nanoseconds of processor time that it took, which a busy machine does not lengthen.
    static func run(_ bytes: [UInt8], _ body: () -> Void) -> UInt64 {
        let start = processorTime()
        bytes.withUnsafeBufferPointer { buffer in
            input = buffer.baseAddress
            count = buffer.count
            alarm(patience)
            body()
            alarm(0)
            input = nil
        }
        return processorTime() - start
    }

    static func say(_ text: String) { _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) } }

    private static func keep(_ signal: Int32) {
        if let path, let input {
            let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            _ = write(file, input, count)
            close(file)
            _ = write(STDERR_FILENO, "crash or hang in ", 17)
            _ = write(STDERR_FILENO, path, strlen(path))
            _ = write(STDERR_FILENO, "\n", 1)
        }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = SIG_DFL
        sigaction(signal, &action, nil)
        raise(signal)
    }

    private static func processorTime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
