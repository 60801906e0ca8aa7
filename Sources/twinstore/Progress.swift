import Glibc

/// One line on standard error that says how far a long run is; nothing where it is no terminal.
struct Progress {
    private let things: String
    private let started = Progress.now()
    private var shown: Double = 0
    private let isShown: Bool

    /// - Parameters:
    ///   - things: what is counted, in the plural.
    ///   - isWanted: false for who asked for quiet, or where there is nothing to wait for.
    init(of things: String, isWanted: Bool) {
        self.things = things
        isShown = isWanted && Console.errorIsTerminal
    }

    /// Shows the count, the rate and the time left, at most ten times a second.
    ///
    /// - Parameter total: nil where it is not known.
    mutating func update(done: Int, of total: Int?) {
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
