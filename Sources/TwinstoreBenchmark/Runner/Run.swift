import ArgumentParser
import Glibc

/// `twinstore-benchmark run`.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure twinstore, the Python reference and the floors on one fleet; print a table in Markdown.",
        discussion: """
            swift build -c release && swift run -c release twinstore-benchmark run
            swift run -c release twinstore-benchmark run --bundles 2000 --growth 1000,10000,100000

            Everything is a process of its own, measured by the kernel; the contenders take turns, so that a busy \
            machine slows all of them. What this twinstore cannot do yet is shown as "not there".
            """)

    @Option(help: "Bundles of the fleet that is measured in rounds.") var bundles = 1_000
    @Option(help: "How often each contender has its turn.") var rounds = 5
    @Option(help: "What the fleet is made from.") var seed: UInt64 = 1
    @Option(help: "How much the collector got round to; the goals were set with core.") var scope = SyntheticBundle
        .Scope.core
    @Option(help: "Sizes of further fleets, separated by commas, each ingested once; the last one is reported on.")
    var growth = "1000,10000"
    @Option(help: "The twinstore to measure (default: the one beside this program).") var twinstore: String?
    @Option(help: "The reference.") var reference = "Sources/TwinstoreBenchmark/reference.py"
    @Option(help: "Where fleets and databases are written; what is there already is taken.")
    var scratch = ".build/benchmark"

    func validate() throws {
        guard bundles > 0, rounds > 0 else { throw ValidationError("--bundles and --rounds: give 1 or more") }
        guard sizes != nil else { throw ValidationError("--growth: give numbers separated by commas, or none") }
    }

    private var sizes: [Int]? {
        let parts = growth.split(separator: ",").map { Int($0) }
        return parts.contains { $0.map { $0 < 1 } ?? true } ? nil : parts.compactMap { $0 }
    }

    func run() throws {
        try FleetWriter.makeFolder(scratch)
        let program = try twinstore ?? Self.beside("twinstore")
        let subject = try Subject(program: program, scratch: scratch)
        var table = Table()
        let contest = Contest(
            subject: subject, scratch: scratch, fleet: try fleet(bundles), rounds: rounds, reference: reference,
            own: try Self.ownPath())
        Self.say("\(bundles) bundles, \(rounds) rounds")
        let results = try contest.run()
        try table.contest(results, subject)
        var grown: [Growth] = []
        for size in sizes ?? [] {
            Self.say("growth: \(size) bundles")
            grown.append(try Growth.measure(subject, fleet: try fleet(size), count: size, scratch: scratch))
        }
        try table.questions(
            subject, database: grown.last?.database ?? contest.database, snapshots: grown.last?.snapshots ?? bundles)
        try table.single(subject, bundle: contest.firstBundle)
        table.growth(grown)
        print(table.text(scope: scope, results: results, seed: seed))
    }

    /// The folder of a fleet of that size, written where it is not there yet.
    private func fleet(_ count: Int) throws -> String {
        let folder = "\(scratch)/\(scope.rawValue)-\(seed)-\(count)"
        if access("\(folder)/truth.tsv", R_OK) != 0 {
            Self.say("writing \(count) bundles to \(folder)")
            // In a process of its own: the kernel counts this one's memory as its children's (man 2 getrusage).
            _ = try Child.must([
                Self.ownPath(), "generate", "--bundles", "\(count)", "--seed", "\(seed)", "--scope", scope.rawValue,
                folder,
            ])
        }
        return folder
    }

    static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = write(2, line, line.count)
    }

    static func ownPath() throws -> String {
        var path = [UInt8](repeating: 0, count: 4_096)
        let count = path.withUnsafeMutableBytes { space in
            space.baseAddress.map { readlink("/proc/self/exe", $0, space.count) } ?? -1
        }
        guard count > 0 else { throw FleetWriter.Failure(description: "/proc/self/exe cannot be read") }
        return String(decoding: path.prefix(count), as: UTF8.self)
    }

    private static func beside(_ name: String) throws -> String {
        let path = try ownPath()
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        let program = "\(folder)/\(name)"
        guard access(program, X_OK) == 0 else {
            throw ValidationError("\(program) is not there: swift build -c release")
        }
        return program
    }
}
