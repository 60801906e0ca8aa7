import Glibc

/// One line on standard error that says how far a long run is; nothing where it is no terminal.
struct Progress {
    private let total: Int
    private let things: String
    private let started = Progress.now()
    private var shown: Double = 0
    private let isShown: Bool

    /// - Parameter things: what is counted, in the plural.
    init(total: Int, of things: String, quiet: Bool) {
        self.total = total
        self.things = things
        isShown = !quiet && total > 1 && Console.errorIsTerminal
    }

    /// Shows the count, the rate and the time left, at most ten times a second.
    mutating func update(done: Int) {
        guard isShown else { return }
        let time = Self.now()
        guard time - shown >= 0.1 || done == total else { return }
        shown = time
        let text = Pace.text(done, of: total, things, seconds: time - started)
        Console.write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
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
