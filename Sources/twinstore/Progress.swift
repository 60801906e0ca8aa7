import Glibc

/// One line on standard error that says how far a long run is; nothing where it is no terminal.
struct Progress {
    private let total: Int
    private let started = Progress.now()
    private var shown: Double = 0
    private let isShown: Bool

    init(total: Int, quiet: Bool) {
        self.total = total
        isShown = !quiet && total > 1 && Console.errorIsTerminal
    }

    /// Shows the count, the rate and the time left, at most ten times a second.
    mutating func update(done: Int) {
        guard isShown else { return }
        let time = Self.now()
        guard time - shown >= 0.1 || done == total else { return }
        shown = time
        let rate = Double(done) / max(time - started, 0.001)
        let left = Int(Double(total - done) / max(rate, 0.001))
        Console.write("\r\u{1B}[K\(done) of \(total) bundles, \(Int(rate))/s, \(left) s left", to: STDERR_FILENO)
    }

    /// Takes the line away.
    func finish() {
        if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
