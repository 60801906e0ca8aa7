import Evidence
import Foundation
import TestSupport
import Testing

@testable import twinstore

@Suite("twinstore judge")
struct JudgeCommandTests {
    private let sqlite = Shell.find("sqlite3") ?? ""

    private func copy() throws -> String {
        let path = try Shell.temporaryFolder().appendingPathComponent("fleet.db").path
        try FileManager.default.copyItem(atPath: QuestionFleet.database.get(), toPath: path)
        return path
    }

    private func change(_ database: String, _ sql: String) throws {
        let run = try Shell.run(sqlite, [database, "PRAGMA foreign_keys = ON; " + sql])
        try #require(run.status == 0, "\(run.errors)")
    }

    /// Everything that the views say of all snapshots, whatever numbers stand behind it.
    static func views(_ database: String) throws -> [String] {
        let names = try Shell.run(
            #require(Shell.find("sqlite3")),
            ["-readonly", database, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1"])
        var lines: [String] = []
        for view in names.output.split(separator: "\n") {
            let run = try Shell.run(
                #require(Shell.find("sqlite3")), ["-readonly", "-json", database, "SELECT * FROM \(view)"])
            try #require(run.status == 0, "\(view): \(run.errors)")
            let rows = run.outputBytes.isEmpty ? [] : try JSONSerialization.jsonObject(with: run.outputBytes) as? [Any]
            for row in rows ?? [] {
                var fields = row as? [String: Any] ?? [:]
                fields["snapshot_id"] = nil
                let text = try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
                lines.append("\(view) \(String(decoding: text, as: UTF8.self))")
            }
        }
        return lines.sorted()
    }

    @Test("verdicts of other rules are made anew exactly, and told; the others are left alone")
    func restores() throws {
        let database = try copy()
        let before = try Self.views(database)
        #expect(before.count > 1000)
        try change(
            database,
            """
            INSERT INTO text (value) VALUES ('2025.9');
            UPDATE judgement SET rule_set_id = (SELECT id FROM text WHERE value = '2025.9'), verdict = 'unknown',
                headline = 'old', duplicated_bytes = 1, duplicated_tier = 'bound'
            WHERE snapshot_id IN (SELECT snapshot_id FROM node_verdict WHERE node IN ('two-live-trixie', 'turned'));
            DELETE FROM judgement WHERE snapshot_id = (SELECT snapshot_id FROM node_verdict WHERE node = 'silent');
            """)
        #expect(try Self.views(database) != before)
        let run = try Shell.run(Shell.twinstore, ["judge", "-d", database, "--format", "csv"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output.components(separatedBy: "\r\n").dropLast().sorted() == [
                "node,collected_at,before,verdict,duplicated_bytes_before,duplicated_bytes,rule_set_before",
                "silent,2026-11-01T08:00:00Z,,same-store,,0,",
                "turned,2026-11-23T21:30:00Z,unknown,duplicated,1,133096544,2025.9",
                "two-live-trixie,2026-11-23T23:36:13Z,unknown,duplicated,1,133096544,2025.9",
            ])
        #expect(run.errors == "twinstore: judged 3 of 15 snapshots; 3 verdicts changed\n")
        #expect(try Self.views(database) == before)
        let again = try Shell.run(Shell.twinstore, ["judge", "-d", database])
        #expect(again.errors == "twinstore: judged 0 of 15 snapshots; 0 verdicts changed\n")
    }

    @Test("--all judges everything, each snapshot after the one before it, and comes to the same")
    func all() throws {
        let database = try copy()
        let before = try Self.views(database)
        try change(database, "UPDATE judged_check SET says = 'nothing'")
        let run = try Shell.run(Shell.twinstore, ["judge", "-d", database, "--all"])
        #expect(run.errors == "twinstore: judged 15 of 15 snapshots; 0 verdicts changed\n")
        #expect(try Self.views(database) == before)
    }

    @Test("verdicts of newer rules are left to the newer program")
    func newer() throws {
        let database = try copy()
        try change(
            database,
            "INSERT INTO text (value) VALUES ('2999.1'); UPDATE judgement SET rule_set_id = last_insert_rowid() "
                + "WHERE snapshot_id = 1")
        let before = try Self.views(database)
        let run = try Shell.run(Shell.twinstore, ["judge", "-d", database])
        #expect(run.status == 1)
        #expect(run.errors.contains("judged by the newer rule set 2999.1, this twinstore has \(Rule.ruleSet)"))
        #expect(try Self.views(database) == before)
        #expect(try Shell.run(Shell.twinstore, ["judge", "-d", database, "--all"]).status == 0)
    }

    @Test("rule sets are told apart by year and number")
    func order() {
        #expect(Rejudging.isNewer("2026.10", than: "2026.9"))
        #expect(Rejudging.isNewer("2027.1", than: "2026.9"))
        #expect(!Rejudging.isNewer("2026.1", than: "2026.1"))
        #expect(!Rejudging.isNewer("2025.9", than: "2026.1"))
        #expect(!Rejudging.isNewer("mine", than: "2026.1"))
    }

    @Test("a file that is not there is not made")
    func absent() throws {
        let path = try Shell.temporaryFolder().appendingPathComponent("no.db").path
        #expect(try Shell.run(Shell.twinstore, ["judge", "-d", path]).status == 1)
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
