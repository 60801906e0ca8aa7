/// The Markdown that the README quotes: every goal of performance.md beside its figure.
struct Table {
    private var goals: [[String]] = []
    private var costs: [[String]] = []
    private var sizes: [[String]] = []
    private static let turns = 7

    mutating func contest(_ results: Contest.Results, _ subject: Subject) throws {
        let floorCPU = results.unpack.cpu + results.insert.cpu
        let floorWall = results.unpack.wall + results.insert.wall
        let one = subject.hasJobs ? "" : " (no --jobs yet)"
        goal(
            "ingest, one thread: processor time, of the floor", "≤ 1.35 ×", results.oneThread.cpu / floorCPU, 1.35, one)
        goal("ingest, all cores: wall time, of the floor", "≤ 0.75 ×", results.allCores.wall / floorWall, 0.75)
        goal(
            "faster than the Python reference, wall", "≥ 9 ×", results.python.wall / results.allCores.wall, 9,
            atLeast: true)
        goal(
            "less processor time than Python, one thread", "≥ 5 ×", results.python.cpu / results.oneThread.cpu, 5,
            atLeast: true)
        goal(
            "the same bundles again, faster by", "≥ 10 ×", results.allCores.wall / results.again.wall, 10, atLeast: true
        )
        goal(
            "database, kB a snapshot", "≤ 10", Double(results.databaseBytes) / Double(results.bundles) / 1e3, 10)
        for (name, series) in [
            ("floor: unpack (libarchive)", results.unpack), ("floor: insert (SQLite)", results.insert),
            ("Python reference", results.python), ("twinstore, one thread", results.oneThread),
            ("twinstore, all cores", results.allCores), ("twinstore, the same again", results.again),
        ] {
            let count = Double(results.bundles)
            costs.append([
                name, Self.number(series.cpu / count * 1e6), "±\(Self.number(series.cpuSpread * 100)) %",
                Self.number(series.wall / count * 1e6), "±\(Self.number(series.wallSpread * 100)) %",
                Self.number(Double(series.memory) / 1_048_576),
            ])
        }
    }

    mutating func questions(_ subject: Subject, database: String, snapshots: Int) throws {
        for format in ["text", "markdown", "json", "html", "csv", "junit"] {
            let title = "fleet report over \(snapshots) snapshots, \(format), s"
            guard subject.formats.contains(format) else {
                goals.append([title, "≤ 1", "not there", ""])
                continue
            }
            let series = try Self.series(3, [subject.program, "report", "--database", database, "--format", format])
            goal(title, "≤ 1", series.wall, 1)
        }
        var slowest: (name: String, wall: Double) = ("", 0)
        for question in subject.questions {
            let series = try Self.series(3, [subject.program, "query", "--database", database] + question)
            if series.wall > slowest.wall { slowest = (question[0], series.wall) }
        }
        if subject.questions.isEmpty {
            goals.append(["saved questions over \(snapshots) snapshots, slowest, s", "≤ 0.3", "not there", ""])
        } else {
            goal(
                "\(subject.questions.count) saved questions over \(snapshots) snapshots, slowest (\(slowest.name)), s",
                "≤ 0.3",
                slowest.wall, 0.3)
        }
    }

    mutating func single(_ subject: Subject, bundle: String) throws {
        let analyze = try Self.series(Self.turns, [subject.program, "analyze", "--quiet", bundle])
        goal("one bundle, analyze to text, ms", "≤ 20", analyze.wall * 1e3, 20)
        let help = try Self.series(Self.turns, [subject.program, "--help"])
        goal("--help, ms", "≤ 5", help.wall * 1e3, 5)
        let kind =
            Executable.isStatic(subject.program) == true
            ? "" : " (not static: swift build -c release --static-swift-stdlib)"
        goal("the binary, MB", "≤ 25, static", Double(Executable.size(subject.program) ?? 0) / 1e6, 25, kind)
    }

    mutating func growth(_ grown: [Growth]) {
        guard let first = grown.first, let last = grown.last else { return }
        for size in grown {
            let count = Double(size.snapshots)
            sizes.append([
                "\(size.snapshots)", Self.number(size.cost.wall), Self.number(size.cost.cpu / count * 1e6),
                Self.number(Double(size.bytes) / count / 1e3), Self.number(Double(size.cost.memory) / 1_048_576),
            ])
        }
        let each = { (size: Growth) in size.cost.cpu / Double(size.snapshots) }
        goal(
            "growth: processor time a bundle, \(last.snapshots) of \(first.snapshots)", "linear",
            each(last) / each(first), 1.15)
        goal("memory at \(last.snapshots) bundles, MiB", "≤ 64", Double(last.cost.memory) / 1_048_576, 64)
    }

    func text(scope: SyntheticBundle.Scope, results: Contest.Results, seed: UInt64) -> String {
        """
        \(Machine.description).

        \(results.bundles) bundles of scope `\(scope.rawValue)`, seed \(seed): median \(results.packed / 1000) kB packed, \
        \(results.unpacked / 1000) kB unpacked, \(results.rows) rows.

        \(Self.markdown(["what", "goal", "measured", ""], goals))

        \(Self.markdown(["a bundle", "CPU µs", "spread", "wall µs", "spread", "peak MiB"], costs))

        \(Self.markdown(["bundles", "wall s", "CPU µs a bundle", "kB a snapshot", "peak MiB"], sizes))
        """
    }

    private static func series(_ turns: Int, _ arguments: [String]) throws -> Series {
        var series = Series()
        for _ in 0..<turns { series.costs.append(try Child.must(arguments)) }
        return series
    }

    private mutating func goal(
        _ what: String, _ goal: String, _ value: Double, _ limit: Double, _ note: String = "", atLeast: Bool = false
    ) {
        let isMet = atLeast ? value >= limit : value <= limit
        goals.append([what, goal, Self.number(value) + note, isMet ? "met" : "**missed**"])
    }

    /// Three digits at least, none for show.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        let decimals = value < 10 ? 2 : value < 100 ? 1 : 0
        let scale = decimals == 2 ? 100.0 : decimals == 1 ? 10 : 1
        let whole = Int((value * scale).rounded())
        guard decimals > 0 else { return "\(whole)" }
        let fraction = String(whole % Int(scale))
        let zeros = String(repeating: "0", count: decimals - fraction.utf8.count)
        return "\(whole / Int(scale)).\(zeros)\(fraction)"
    }

    private static func markdown(_ header: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let lines = [header, header.map { _ in "---" }] + rows
        return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
