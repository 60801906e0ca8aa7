import Foundation
import TestSupport
import Testing

/// `twinstore compare` on the sample pair: bundles, folders, databases, dates.
@Suite("Compare")
struct CompareTests {
    static let folder = SampleTests.folder.appendingPathComponent("two-live-pair")
    static let before = folder.path + "/before.tar.gz"
    static let after = folder.path + "/after.tar.gz"

    private func compare(_ arguments: String...) throws -> Shell.Result {
        try Shell.run(Shell.twinstore, ["compare", "--width", "100"] + arguments)
    }

    private func json(_ arguments: [String]) throws -> [String: Any] {
        let run = try Shell.run(Shell.twinstore, ["compare", "--format", "json"] + arguments)
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
    }

    private func nodes(_ arguments: String...) throws -> [[String: Any]] {
        try #require(try json(arguments)["nodes"] as? [[String: Any]])
    }

    private func kind(_ old: String, _ new: String) throws -> String? {
        try nodes(old, new).first?["kind"] as? String
    }

    private func withDatabase(_ bundles: [String], _ body: (String) throws -> Void) throws {
        let scratch = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let database = scratch.appendingPathComponent("nodes.db").path
        let run = try Shell.run(Shell.twinstore, ["ingest", "--database", database] + bundles)
        #expect(run.status == 0, "\(run.errors)")
        try body(database)
    }

    @Test(
        "the sample pair's comparison is the one beside it",
        arguments: [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")])
    func sample(format: String, ending: String) throws {
        let run = try compare(Self.before, Self.after, "--format", format)
        #expect(run.status == 0, "\(run.errors)")
        let file = Self.folder.appendingPathComponent("compare.\(ending)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try run.output.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent): read it, then run without RECORD")
            return
        }
        #expect(try run.output == String(contentsOf: file, encoding: .utf8))
    }

    @Test("a database is compared like the bundles that are in it")
    func databases() throws {
        try withDatabase([Self.before]) { old in
            try withDatabase([Self.before, Self.after]) { new in
                let node = try #require(try nodes(old, new).first)
                #expect(node["kind"] as? String == "fixed")
                #expect((node["deletion"] as? [String: Any])?["says"] as? String == "different")
                #expect(try kind(Self.before, new) == "fixed")
                #expect(try kind(new, new) == "unchanged")
            }
        }
    }

    @Test("a date stands for the newest snapshots up to its end, a time for those up to it")
    func dates() throws {
        try withDatabase([Self.after, Self.before]) { database in
            let sides = [
                ("2026-11-23T20:00:00Z", "2026-11-23", "fixed"),
                ("2026-11-23T20:59:59Z", "2026-11-23T21:00:00Z", "fixed"), ("2026-11-22", "2026-11-23", "only-new"),
                ("2026-11-23", "2026-12-31", "unchanged"), ("2026-11-23T20:30:00Z", Self.after, "fixed"),
            ]
            for (old, new, kind) in sides {
                let found = try nodes(old, new, "--database", database).compactMap { $0["kind"] as? String }
                #expect(found == [kind], "\(old) \(new)")
            }
        }
    }

    @Test("nodes that are on one side only are told, and --node looks at one")
    func oneSide() throws {
        let other = SampleTests.folder.path + "/k3s-docker.tar.gz"
        try withDatabase([Self.after, other]) { new in
            let found = try nodes(Self.before, new)
            #expect(found.compactMap { $0["kind"] as? String } == ["only-new", "fixed"])
            #expect(try nodes(Self.before, new, "--node", "two-live-pair").count == 1)
            let text = try compare(Self.before, new)
            #expect(text.output.contains("Only in nodes.db: 1"))
            let unknown = try compare(Self.before, new, "--node", "nowhere")
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("no node `nowhere`"))
        }
    }

    @Test("sides the wrong way round show what came, and no deletion")
    func reversed() throws {
        let node = try #require(try nodes(Self.after, Self.before).first)
        #expect(node["kind"] as? String == "new")
        let deletion = try #require(node["deletion"] as? [String: Any])
        #expect(deletion["says"] as? String == "nothing")
        #expect((deletion["statement"] as? String)?.contains("is not before this one's") == true)
    }

    @Test("--fail-on ends with 3 where a node changed so, and the comparison is written")
    func failOn() throws {
        #expect(try compare(Self.before, Self.after, "--fail-on", "new,worse").status == 0)
        let run = try compare(Self.before, Self.after, "--fail-on", "fixed")
        #expect(run.status == 3)
        #expect(run.output.contains("is fixed"))
        #expect(try compare(Self.before, Self.after, "--fail-on", "bliss").status == 64)
    }

    @Test("a side that leads nowhere says what would")
    func nowhere() throws {
        let missing = try compare("nosuchfile", Self.after)
        #expect(missing.status == 1)
        #expect(missing.errors.contains("`nosuchfile` is no file, and no date such as 2026-11-23"))
        let date = try compare("2026-11-23", Self.after)
        #expect(date.status == 1)
        #expect(date.errors.contains("name the database that it is about with --database"))
    }

    @Test("the fleet report of a database tells what changed since each node's snapshot before")
    func fleetReport() throws {
        try withDatabase([Self.before, Self.after, SampleTests.folder.path + "/k3s-docker.tar.gz"]) { database in
            let run = try Shell.run(Shell.twinstore, ["report", "--database", database, "--format", "json"])
            let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
            let fleet = try #require(report["fleet"] as? [String: Any])
            #expect(fleet["nodes"] as? Int == 2)
            let changes = try #require(fleet["changes"] as? [[String: Any]])
            #expect(changes.compactMap { $0["kind"] as? String } == ["fixed"])
            #expect((report["nodes"] as? [[String: Any]])?.count == 2)
        }
    }
}
