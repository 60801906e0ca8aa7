import Foundation
import TestSupport
import Testing

@Suite("The fleet report from stored verdicts")
struct StoredFleetTests {
    private static let bundles =
        SampleTests.fleet
        + ["before", "after"].map { SampleTests.folder.path + "/two-live-pair/\($0).tar.gz" }

    private func run(_ arguments: [String]) throws -> String {
        let run = try Shell.run(Shell.twinstore, arguments)
        #expect(run.status == 0, "\(arguments): \(run.errors)")
        return run.output
    }

    private func withScratch(_ body: (URL) throws -> Void) throws {
        let scratch = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        try body(scratch)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("says of the fleet what the one that judges from the facts says")
    func sameFleet() throws {
        try withScratch { scratch in
            let database = scratch.appendingPathComponent("nodes.db").path
            _ = try run(["ingest", "--database", database] + Self.bundles)
            let report = ["report", "--database", database, "--format"]
            let (full, short) = try (object(run(report + ["json"])), object(run(report + ["json", "--summary"])))
            #expect(try #require(full["fleet"] as? NSDictionary) == #require(short["fleet"] as? NSDictionary))
            let (all, summaries) = try (
                #require(full["nodes"] as? [[String: Any]]), #require(short["nodes"] as? [[String: Any]])
            )
            #expect(all.count == summaries.count && all.count >= 6)
            for (node, summary) in zip(all, summaries) {
                #expect(summary["detail"] as? String == "summary")
                for key in ["node", "collectedAt", "source", "verdict", "confidence", "relation", "headline"] {
                    #expect(node[key] as? NSObject == summary[key] as? NSObject, "\(key)")
                }
            }
            #expect(try run(report + ["csv"]) == run(report + ["csv", "--summary"]))
            let suites = try [[], ["--summary"]].map { more in
                try run(report + ["junit"] + more).split(separator: "\n").prefix(3)
            }
            #expect(suites[0] == suites[1] && suites[0].count == 3)
            let images = try run(report + ["csv-images"])
            #expect(images.count { $0 == "\r\n" } > 6)
            #expect(try images == run(report + ["csv-images", "--summary"]))
            // Up to "Node by node", which a small fleet has.
            for format in ["text", "markdown"] {
                let full = try run(report + [format, "--width", "100"])
                let short = try run(report + [format, "--width", "100", "--summary"])
                let head = try #require(full.components(separatedBy: "Node by node").first)
                #expect(head.count > 1000 && short.hasPrefix(head.prefix(head.count - 8)), "\(format)")
            }
        }
    }

    @Test("of a migrated database is that of a new one, byte for byte", arguments: ["json", "text", "markdown"])
    func migrated(format: String) throws {
        try withScratch { scratch in
            let old = scratch.appendingPathComponent("old.db").path
            let new = scratch.appendingPathComponent("new.db").path
            let fixture = Recordings.packageRoot.appendingPathComponent("Tests/StorageTests/Fixtures/schema-1.db")
            try FileManager.default.copyItem(atPath: fixture.path, toPath: old)
            let samples = ["two-live", "leftover-docker", "two-live-pair/before", "two-live-pair/after"].map {
                SampleTests.folder.path + "/\($0).tar.gz"
            }
            // The same bundle again changes nothing but the schema; its verdicts are of older rules.
            _ = try run(["ingest", "--database", old, samples[0]])
            _ = try run(["judge", "--database", old])
            _ = try run(["ingest", "--database", new] + samples)
            for more in [[], ["--summary"], ["--node", "two-live-pair"]] {
                let report = ["--format", format] + more
                let migrated = try run(["report", "--database", old] + report)
                #expect(try migrated == run(["report", "--database", new] + report))
            }
        }
    }

    @Test(
        "says where verdicts are of other rules, and what renews them",
        .enabled(if: Shell.find("sqlite3") != nil, "sqlite3 is not installed"))
    func outdated() throws {
        try withScratch { scratch in
            let database = scratch.appendingPathComponent("nodes.db").path
            _ = try run(["ingest", "--database", database] + SampleTests.fleet.prefix(2))
            let fresh = try Shell.run(Shell.twinstore, ["report", "--database", database, "--summary"])
            #expect(!fresh.errors.contains("twinstore judge") && !fresh.output.contains("twinstore judge"))
            let sql = """
                INSERT INTO text (value) VALUES ('2001.1');
                UPDATE judgement_total SET rule_set_id = (SELECT id FROM text WHERE value = '2001.1')
                WHERE snapshot_id = (SELECT min(snapshot_id) FROM judgement_total);
                """
            #expect(try Shell.run(#require(Shell.find("sqlite3")), [database, sql]).status == 0)
            for arguments in [["--summary"], []] {
                let run = try Shell.run(Shell.twinstore, ["report", "--database", database] + arguments)
                #expect(run.status == 0)
                #expect(run.errors.contains("1 verdict is of rule set 2001.1"))
                #expect(run.errors.contains("twinstore judge"))
                #expect(run.output.contains("2001.1") == !arguments.isEmpty)
            }
        }
    }
}
