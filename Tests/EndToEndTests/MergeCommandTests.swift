import Foundation
import TestSupport
import Testing

@Suite("twinstore merge")
struct MergeCommandTests {
    private let folder: URL

    init() throws { folder = try Shell.temporaryFolder() }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    @discardableResult
    private func ingest(_ name: String, _ bundles: [String], status: Int32 = 0) throws -> String {
        let run = try Shell.run(Shell.twinstore, ["ingest", "--database", path(name)] + bundles)
        try #require(run.status == status, "\(run.errors)")
        return path(name)
    }

    private func merge(_ sources: [String], into name: String) throws -> Shell.Result {
        try Shell.run(Shell.twinstore, ["merge"] + sources + ["-o", path(name)])
    }

    /// Bundles of two regions. The pair's snapshots are in one each, so that the later one's deletion check needs both.
    private func regions() throws -> (a: String, b: String, all: [String]) {
        let damaged = path("damaged.tar.gz")
        try Data("not an archive".utf8).write(to: URL(fileURLWithPath: damaged))
        let first = [CompareTests.after, SampleTests.path("two-live"), SampleTests.path("leftover-docker")]
        let second = [CompareTests.before, SampleTests.path("k3s-docker"), SampleTests.path("two-live"), damaged]
        return (try ingest("a.db", first), try ingest("b.db", second, status: 2), first + second)
    }

    @Test("databases of regions join into what all their bundles give, whichever comes first")
    func equal() throws {
        let (a, b, bundles) = try regions()
        let all = try JudgeCommandTests.views(ingest("all.db", bundles, status: 2))
        let sources = try [a, b].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        let run = try merge([a, b], into: "ab.db")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors == "twinstore: 5 snapshots added, 1 known already, 0 in conflict\n")
        #expect(try merge([b, a], into: "ba.db").status == 0)
        #expect(all.count > 500)
        #expect(all.contains { $0.hasPrefix("verdict_change ") })
        #expect(all.contains { $0.hasPrefix("bundle_problem ") })
        #expect(try JudgeCommandTests.views(path("ab.db")) == all)
        #expect(try JudgeCommandTests.views(path("ba.db")) == all)
        #expect(try [a, b].map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == sources)
    }

    @Test("merging again, or one after the other, changes nothing")
    func idempotent() throws {
        let (a, b, _) = try regions()
        #expect(try merge([a], into: "fleet.db").status == 0)
        #expect(try merge([b], into: "fleet.db").status == 0)
        let once = try JudgeCommandTests.views(path("fleet.db"))
        let again = try merge([a, b], into: "fleet.db")
        #expect(again.errors == "twinstore: 0 snapshots added, 6 known already, 0 in conflict\n")
        #expect(try JudgeCommandTests.views(path("fleet.db")) == once)
        #expect(try merge([a, b], into: "both.db").status == 0)
        #expect(try JudgeCommandTests.views(path("both.db")) == once)
    }

    @Test("a node that differs at one clock is told and listed, and the first is kept")
    func conflict() throws {
        let other = try EditedNode(sample: "two-live")
        try other.label("rack", "z9")
        try other.settle()
        let a = try ingest("a.db", [SampleTests.path("two-live")])
        let b = try ingest("b.db", [other.folder.path])
        for (sources, kept) in [([a, b], 0), ([b, a], 1)] {
            let name = "kept\(kept).db"
            for _ in 1...2 {
                let run = try merge(sources, into: name)
                #expect(run.status == 2)
                #expect(
                    run.errors.contains(
                        "two-live-trixie at 2026-11-23T23:36:13Z is there already with different content"))
            }
            let views = try JudgeCommandTests.views(path(name))
            #expect(views.count { $0.hasPrefix("bundle_problem ") } == 1)
            #expect(views.count { $0.hasPrefix("label_on_node ") } == kept)
        }
    }

    @Test("a conflict that a source had already is in the result")
    func oldConflict() throws {
        let other = try EditedNode(sample: "two-live")
        try other.label("rack", "z9")
        try other.settle()
        let a = try ingest("a.db", [SampleTests.path("two-live"), other.folder.path], status: 2)
        #expect(try merge([a], into: "fleet.db").status == 0)
        #expect(try JudgeCommandTests.views(path("fleet.db")) == JudgeCommandTests.views(a))
    }

    @Test("what one region could not read and another could is no problem of the whole")
    func readElsewhere() throws {
        let a = try ingest("a.db", [SampleTests.path("two-live")])
        let b = try ingest("b.db", [SampleTests.path("k3s-docker")])
        let sqlite = try #require(Shell.find("sqlite3"))
        let sha = try Shell.run(sqlite, ["-readonly", a, "SELECT bundle_sha256 FROM snapshot"]).output.dropLast()
        let mark = "INSERT INTO quarantined_bundle (name, sha256, reason) VALUES ('two-live.tar.gz', '\(sha)', 'cut')"
        #expect(try Shell.run(sqlite, [b, mark]).status == 0)
        for sources in [[a, b], [b, a]] {
            let name = sources == [a, b] ? "ab.db" : "ba.db"
            #expect(try merge(sources, into: name).status == 0)
            #expect(try JudgeCommandTests.views(path(name)).allSatisfy { !$0.hasPrefix("bundle_problem ") })
        }
    }

    @Test("what is no twinstore database is refused, as a source and as a target, and nothing is written")
    func refused() throws {
        let a = try ingest("a.db", [SampleTests.path("two-live")])
        let other = path("other.db")
        let sqlite = try #require(Shell.find("sqlite3"))
        #expect(try Shell.run(sqlite, [other, "CREATE TABLE t (x)"]).status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        let target = try merge([a], into: "other.db")
        #expect(target.status == 1)
        #expect(target.errors.contains("is not a twinstore database but another application's database"))
        #expect(try merge([a, other], into: "new.db").status == 1)
        #expect(try merge([a, path("missing.db")], into: "new.db").status == 1)
        #expect(!FileManager.default.fileExists(atPath: path("new.db")))
        #expect(!FileManager.default.fileExists(atPath: path("missing.db")))
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        let same = try merge([a], into: "a.db")
        #expect(same.status == 64)
        #expect(same.errors.contains("is both source and output"))
    }
}
