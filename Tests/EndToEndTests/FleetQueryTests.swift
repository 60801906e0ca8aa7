import Foundation
import TestSupport
import Testing

/// Every number of the fleet report stands beside the SQL that gives it: the SQL gives it.
@Suite("SQL behind the numbers", .enabled(if: Shell.find("sqlite3") != nil, "sqlite3 is not installed"))
struct FleetQueryTests {
    @Test("every query of the fleet report runs on the database that it describes, and gives the report's numbers")
    func queries() throws {
        let scratch = try Shell.temporaryFolder()
        let database = scratch.appendingPathComponent("fleet.db").path
        let pair = ["before", "after"].map { SampleTests.folder.path + "/two-live-pair/\($0).tar.gz" }
        let bundles = SampleTests.fleet + pair
        let ingest = try Shell.run(Shell.twinstore, ["ingest", "--database", database] + bundles)
        #expect(ingest.status == 0, "\(ingest.errors)")
        let run = try Shell.run(Shell.twinstore, ["report", "--database", database, "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        let fleet = try #require(report["fleet"] as? [String: Any])
        let queries = try #require(fleet["queries"] as? [[String: Any]])
        var rows: [String: [[String: Any]]] = [:]
        for query in queries {
            let name = try #require(query["name"] as? String)
            rows[name] = try sql(#require(query["sql"] as? String), database)
        }

        let totals = try #require(rows["totals"]?.first)
        #expect(totals["nodes"] as? Int == bundles.count - 1)
        #expect(totals["stored_twice"] as? Int == fleet["duplicatedBytes"] as? Int)
        #expect(totals["plans_free"] as? Int == fleet["planned"] as? Int)
        #expect(totals["one_side_frees"] as? Int == fleet["freeable"] as? Int)
        #expect(totals["left_over"] as? Int == fleet["leftOver"] as? Int)

        let byVerdict = try #require(fleet["byVerdict"] as? [String: Int])
        let counted = (rows["verdicts"] ?? []).reduce(into: [String: Int]()) { counts, row in
            if let verdict = row["verdict"] as? String, let nodes = row["nodes"] as? Int, nodes > 0 {
                counts[verdict] = nodes
            }
        }
        #expect(counted == byVerdict)

        let nodes = try #require(report["nodes"] as? [[String: Any]])
        let latest = nodes.reduce(into: [String: String]()) { latest, node in
            if let name = node["node"] as? String { latest[name] = node["confidence"] as? String }
        }
        let sure = Dictionary(grouping: latest.values) { $0 }.map { "\($0.key)|\($0.value.count)" }
        #expect(lines(rows["confidences"], ["confidence", "nodes"]).sorted() == sure.sorted())

        func ranking(_ name: String) -> [[String: Any]]? { fleet[name] as? [[String: Any]] }
        let same: [(name: String, keys: (report: [String], sql: [String]))] = [
            ("configurations", (["description", "nodes", "example"], ["set_up", "nodes", "for_one"])),
            ("images", (["configDigest", "nodes", "duplicatedBytes"], ["config_digest", "nodes", "stored_twice"])),
            ("disks", (["node", "path", "device"], ["node", "path", "device"])),
            ("notJudged", (["capture", "why", "nodes", "example"], ["capture", "why", "nodes", "for_one"])),
            (
                "changes",
                (
                    ["node", "from", "to", "before", "after"],
                    ["node", "before", "verdict", "before_at", "collected_at"]
                )
            ),
            ("labels", (["key", "value", "nodes", "wasteful"], ["key", "value", "nodes", "with_waste"])),
        ]
        for (name, keys) in same {
            let printed = lines(ranking(name), keys.report)
            let given = lines(rows[name], keys.sql)
            #expect(printed.sorted() == given.sorted(), "\(name)")
        }
        let nonempty = same.filter { ranking($0.name)?.isEmpty == false }.map(\.name)
        #expect(Set(["configurations", "images", "changes"]).isSubset(of: nonempty))
        #expect(rows["nodesByFreed"]?.count == bundles.count - 1)
    }

    private func lines(_ rows: [[String: Any]]?, _ keys: [String]) -> [String] {
        (rows ?? []).map { row in keys.map { "\(row[$0] ?? "")" }.joined(separator: "|") }
    }

    private func sql(_ text: String, _ database: String) throws -> [[String: Any]] {
        let sqlite = try #require(Shell.find("sqlite3"))
        let run = try Shell.run(sqlite, ["-readonly", "-json", database, text])
        #expect(run.status == 0, "\(text): \(run.errors)")
        guard !run.outputBytes.isEmpty else { return [] }
        return try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [[String: Any]])
    }
}
