import Foundation
import TestSupport
import Testing

/// The benchmark as it is run by hand, on a fleet so small that its figures mean nothing.
@Suite("benchmark", .enabled(if: Shell.find("python3") != nil, "python3 is not installed"))
struct BenchmarkTests {
    private static let program = URL(fileURLWithPath: Shell.twinstore).deletingLastPathComponent()
        .appendingPathComponent("twinstore-benchmark").path

    @Test("a run prints every goal beside its figure, and every contender")
    func table() throws {
        let scratch = try Shell.temporaryFolder().appendingPathComponent("benchmark").path
        let run = try Shell.run(
            Self.program,
            [
                "run", "--bundles", "4", "--rounds", "1", "--growth", "2,3", "--twinstore", Shell.twinstore,
                "--scratch",
                scratch,
            ], in: Recordings.packageRoot)
        #expect(run.status == 0, "\(run.errors)")
        let rows = run.output.split(separator: "\n").map { $0.split(separator: "|").map { $0.trimmed } }
        let goals = rows.filter { $0.count == 4 }
        for goal in [
            "ingest, one thread", "ingest, all cores", "faster than the Python", "less processor time",
            "same bundles again",
            "database, kB", "over 3 snapshots, text", "over 3 snapshots, csv", "saved questions", "one bundle",
            "--help",
            "the binary", "growth", "memory at 3",
        ] {
            let row = try #require(goals.first { $0[0].contains(goal) }, "\(goal)")
            #expect(row[2] == "not there" || Double(row[2].prefix { "0123456789.".contains($0) }) != nil, "\(row)")
        }
        for contender in [
            "floor: unpack", "floor: insert", "Python reference", "one thread", "all cores", "the same again",
        ] {
            let row = try #require(rows.first { $0.count == 6 && $0[0].contains(contender) }, "\(contender)")
            #expect(Double(row[1]).map { $0 > 0 } == true, "\(row)")
        }
    }

    @Test("the Python reference keeps a row of each image, process and unit, and marks what both lists show")
    func reference() throws {
        let folder = try Shell.temporaryFolder()
        let fleet = folder.appendingPathComponent("fleet").path
        #expect(try Shell.run(Self.program, ["generate", "--bundles", "20", "--scope", "core", fleet]).status == 0)
        let script = Recordings.packageRoot.appendingPathComponent("Sources/TwinstoreBenchmark/reference.py").path
        let database = folder.appendingPathComponent("reference.db").path
        let run = try Shell.run("/usr/bin/env", ["python3", script, database, fleet])
        #expect(run.status == 0, "\(run.errors)")
        let check = """
            import sqlite3, sys
            rows = sqlite3.connect(sys.argv[1]).execute('''SELECT (SELECT count(*) FROM snapshot),
                (SELECT count(*) FROM image WHERE view = 'docker') > 400, (SELECT count(*) FROM image WHERE twice) > 100,
                (SELECT count(*) FROM process) > 800, (SELECT count(*) FROM unit), (SELECT count(*) FROM capture) > 1000''')
            print(*rows.fetchone())
            """
        #expect(try Shell.run("/usr/bin/env", ["python3", "-c", check, database]).output == "20 1 1 1 220 1\n")
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
