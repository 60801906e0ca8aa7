import Glibc
import NodeModel

/// What an ingest says on standard error while it goes on: for people one line that changes, else lines that programs
/// read. Nothing is called stored before its transaction is committed.
struct IntakeLog {
    enum Style {
        /// Trouble only.
        case trouble
        /// A line with count, rate and time left, and a summary: for a terminal.
        case progress
        /// `level=info event=ingested bundles=…`, one event a line.
        case lines
    }

    /// Seconds between two lines that say how far it is.
    private static let interval = 5.0

    private let style: Style
    private let isVerbose: Bool
    private let started = IntakeLog.now()
    private var shown: Double = 0
    /// Lines about bundles whose transaction is still open.
    private var held: [String] = []

    init(_ style: Style, isVerbose: Bool = false) {
        self.style = style
        self.isVerbose = isVerbose
        shown = style == .lines ? started : 0
    }

    func start(database: String, jobs: Int) {
        guard style == .lines else { return }
        write("level=info event=started database=\(Self.quoted(database)) jobs=\(jobs)")
    }

    /// A bundle that was stored, or was known; told with the commit.
    mutating func bundle(_ event: String, _ name: String, node: String = "") {
        guard isVerbose else { return }
        let ofNode = node.isEmpty ? "" : style == .lines ? " node=\(Self.quoted(node))" : " (\(Text.visible(node)))"
        held.append(
            style == .lines
                ? "level=info event=\(event) bundle=\(Self.quoted(name))\(ofNode)"
                : "\(event) \(Text.visible(name))\(ofNode)")
    }

    /// A bundle that was not stored, and why.
    func trouble(_ event: String, _ name: String, _ reason: String) {
        if style == .lines {
            write("level=warn event=\(event) bundle=\(Self.quoted(name)) reason=\(Self.quoted(reason))")
        } else {
            clear()
            Console.warn(reason)
        }
    }

    /// After a commit.
    mutating func committed(_ tally: IntakeTally, of total: Int?) {
        if !held.isEmpty { clear() }
        for line in held { write(line) }
        held = []
        tick(tally, of: total)
    }

    /// Says how far it is, if it has not just been said.
    mutating func tick(_ tally: IntakeTally, of total: Int?) {
        let time = Self.now()
        switch style {
        case .trouble: return
        case .progress:
            guard time - shown >= 0.1, total != 1 else { return }
            let text = Pace.text(tally.bundles, of: total, "bundles", seconds: time - started)
            Console.write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
        case .lines:
            guard time - shown >= Self.interval else { return }
            write("level=info event=ingesting \(counts(tally))")
        }
        shown = time
    }

    func finish(_ tally: IntakeTally) {
        switch style {
        case .trouble: break
        case .progress:
            clear()
            write("\(people(tally)), in \(seconds()) s")
        case .lines: write("level=info event=ingested \(counts(tally))")
        }
    }

    func interrupted(_ tally: IntakeTally, by signal: Int32) {
        let name = Interruption.name(signal)
        let advice = "run the same command again to go on: stored bundles are skipped"
        clear()
        if style == .lines {
            write("level=warn event=interrupted signal=\(name) \(counts(tally)) advice=\(Self.quoted(advice))")
        } else {
            Console.warn("interrupted by \(name): \(people(tally)); \(advice)")
        }
    }

    /// Takes the line that changes away.
    func clear() {
        if style == .progress { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }

    private func write(_ line: String) { Console.write(line + "\n", to: STDERR_FILENO) }

    private func counts(_ tally: IntakeTally) -> String {
        "bundles=\(tally.bundles) stored=\(tally.stored) known=\(tally.known) quarantined=\(tally.quarantined) "
            + "conflicts=\(tally.conflicts) missing=\(tally.missing) seconds=\(seconds())"
    }

    private func people(_ tally: IntakeTally) -> String {
        let parts = [
            (tally.known, "known already"), (tally.quarantined, "unreadable"), (tally.conflicts, "in conflict"),
        ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }
        return "\(tally.bundles) bundle\(tally.bundles == 1 ? "" : "s"): \(tally.stored) stored" + parts.joined()
    }

    /// Since the start, with one decimal.
    private func seconds() -> String {
        let tenths = Int((Self.now() - started) * 10)
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// In quotes, on one line.
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in Text.visible(text).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
