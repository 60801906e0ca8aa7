import Foundation
import TestSupport
import Testing

@Suite("Bundles go into a database")
struct IngestTests {
    private static let samples = [
        "docker-containerd-store", "k3s-docker", "kubeadm-shared-containerd", "leftover-containerd", "leftover-docker",
        "two-live",
    ].map { sample($0) }

    private static func sample(_ name: String) -> String {
        Recordings.packageRoot.appendingPathComponent("Samples/\(name).tar.gz").path
    }

    /// What `sqlite3 FILE .dump` prints: every row of every table with its number.
    private func dump(_ database: URL) throws -> String {
        let sqlite = try #require(Shell.find("sqlite3"))
        let run = try Shell.run(sqlite, [database.path, ".dump"])
        try #require(run.status == 0, "\(run.errors)")
        return run.output
    }

    private func count(_ table: String, in database: URL) throws -> Int? {
        let sqlite = try #require(Shell.find("sqlite3"))
        let run = try Shell.run(sqlite, [database.path, "SELECT count(*) FROM \(table)"])
        return Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func ingest(_ database: URL, _ arguments: [String], input: String? = nil) throws -> Shell.Result {
        try Shell.run(
            Shell.twinstore, ["ingest", "--database", database.path] + arguments, input: input.map { Data($0.utf8) })
    }

    @Test(
        "a file that is not there is named, also where it is the only one", arguments: ["analyze", "facts", "ingest"])
    func nothing(_ command: String) throws {
        let database = try Shell.temporaryFolder().appendingPathComponent("fleet.db").path
        let option = command == "ingest" ? ["--database", database] : []
        let run = try Shell.run(Shell.twinstore, [command] + option + ["no-such-file.tar.gz"])
        #expect(run.status == 2)
        #expect(run.errors.contains("no-such-file.tar.gz"), "\(run.errors)")
    }

    @Test("the database does not depend on how many threads read", arguments: [2, 8])
    func jobs(_ jobs: Int) throws {
        let folder = try Shell.temporaryFolder()
        let databases = ["one.db", "many.db"].map { folder.appendingPathComponent($0) }
        for (database, jobs) in zip(databases, [1, jobs]) {
            let run = try ingest(database, ["--jobs", "\(jobs)"] + Self.samples)
            try #require(run.status == 0, "\(run.errors)")
        }
        let dumps = try databases.map(dump)
        #expect(dumps[0] == dumps[1])
        #expect(dumps[0].contains("two-live"))
    }

    @Test("lists on standard input end paths in newlines or in NULs", arguments: ["\n", "\r\n", "\0"])
    func lists(_ end: String) throws {
        let database = try Shell.temporaryFolder().appendingPathComponent("f.db")
        let list = Self.samples.map { $0 + end }.joined()
        let run = try ingest(database, ["--files-from", "-"], input: list)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try count("snapshot", in: database) == Self.samples.count)
        // The last path may lack its end.
        let again = try ingest(database, ["--files-from", "-"], input: String(list.dropLast()))
        #expect(again.errors.contains(" stored=0 known=\(Self.samples.count) "), "\(again.errors)")
    }

    @Test("a path of a list that leads nowhere is told and does not cost the others")
    func missing() throws {
        let database = try Shell.temporaryFolder().appendingPathComponent("f.db")
        let run = try ingest(database, ["--files-from", "-"], input: "/nonexistent/\"b\n\(Self.samples[0])\n")
        #expect(run.status == 2)
        #expect(run.errors.contains("level=warn event=missing bundle=\"/nonexistent/\\\"b\" reason="), "\(run.errors)")
        #expect(run.errors.contains(" stored=1 known=0 quarantined=0 conflicts=0 missing=1 "), "\(run.errors)")
    }

    @Test("a pattern in quotes stands for the files that match it")
    func patterns() throws {
        let database = try Shell.temporaryFolder().appendingPathComponent("f.db")
        let run = try ingest(database, [Self.sample("leftover-*")])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try count("snapshot", in: database) == 2)
    }

    @Test("an archive of bundles gives what its bundles give, and a damaged one costs only itself")
    func archiveOfBundles() throws {
        let folder = try Shell.temporaryFolder()
        let inner = folder.appendingPathComponent("in")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        for path in Self.samples {
            let name = URL(fileURLWithPath: path).lastPathComponent
            try FileManager.default.copyItem(atPath: path, toPath: inner.appendingPathComponent(name).path)
        }
        let cut = try Data(contentsOf: URL(fileURLWithPath: Self.samples[0])).prefix(300)
        try cut.write(to: inner.appendingPathComponent("cut.tar.gz"))
        try Data("hello\n".utf8).write(to: inner.appendingPathComponent("README"))
        for name in ["nodes.tar", "outer.tar.gz"] {
            let contents = name == "nodes.tar" ? "in" : "nodes.tar"
            _ = try Shell.run("/bin/tar", ["-caf", name, contents], in: folder)
        }
        let database = folder.appendingPathComponent("f.db")
        let run = try ingest(database, [folder.appendingPathComponent("nodes.tar").path, Self.samples[1]])
        #expect(run.status == 2)
        #expect(try count("snapshot", in: database) == Self.samples.count)
        #expect(try count("quarantined_bundle", in: database) == 1)
        #expect(run.errors.contains("nodes.tar!in/cut.tar.gz"), "\(run.errors)")
        #expect(run.errors.contains(" stored=\(Self.samples.count) known=1 quarantined=1 "), "\(run.errors)")
        let outer = try ingest(database, [folder.appendingPathComponent("outer.tar.gz").path])
        #expect(outer.status == 2)
        #expect(outer.errors.contains("it is an archive of bundles inside an archive"), "\(outer.errors)")
    }

    @Test("a bundle that was cut in transfer is no problem any more once it is there whole")
    func mended() throws {
        let folder = try Shell.temporaryFolder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.samples[0]))
        let database = folder.appendingPathComponent("f.db")
        let bundle = folder.appendingPathComponent("node.tar.gz")
        for again in [whole.prefix(300), whole] {
            try whole.prefix(300).write(to: bundle)
            #expect(try ingest(database, [bundle.path]).status == 2)
            #expect(try count("bundle_problem", in: database) == 1)
            try again.write(to: bundle)
            #expect(try ingest(database, [bundle.path]).status == (again == whole ? 0 : 2))
            #expect(try count("bundle_problem", in: database) == (again == whole ? 0 : 1))
        }
        // Also where the database had it already under another name.
        try whole.prefix(300).write(to: bundle)
        #expect(try ingest(database, [bundle.path]).status == 2)
        try whole.write(to: bundle)
        #expect(try ingest(database, [bundle.path]).status == 0)
        #expect(try count("bundle_problem", in: database) == 0)
        #expect(try count("snapshot", in: database) == 1)
    }

    @Test("the whole bundle takes the place of its cut copy, whichever comes first, and is no conflict")
    func completed() throws {
        let folder = try Shell.temporaryFolder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.samples[0]))
        let cut = folder.appendingPathComponent("cut.tar.gz")
        try whole.prefix(whole.count * 9 / 10).write(to: cut)
        let expected = folder.appendingPathComponent("expected.db")
        #expect(try ingest(expected, [Self.samples[0]]).status == 0)
        let (copy, original) = (cut.path, Self.samples[0])
        for (n, order) in [[copy, original], [original, copy], [copy, original, copy]].enumerated() {
            let database = folder.appendingPathComponent("\(n).db")
            for bundle in order {
                let run = try ingest(database, [bundle])
                #expect(run.status == 0, "\(run.errors)")
            }
            #expect(try JudgeCommandTests.views(database.path) == JudgeCommandTests.views(expected.path))
            let both = folder.appendingPathComponent("both\(n).db")
            #expect(try ingest(both, order).status == 0)
            #expect(try JudgeCommandTests.views(both.path) == JudgeCommandTests.views(expected.path))
            #expect(try count("snapshot", in: both) == 1)
        }
        // Databases of regions: one has the copy, the other the bundle.
        let part = folder.appendingPathComponent("part.db")
        let told = try ingest(part, [cut.path])
        #expect(told.status == 0 && told.errors.contains("level=warn event=cut bundle="), "\(told.errors)")
        for sources in [[part, expected], [expected, part]] {
            let merged = folder.appendingPathComponent("merged.db")
            try? FileManager.default.removeItem(at: merged)
            let run = try Shell.run(Shell.twinstore, ["merge"] + sources.map(\.path) + ["-o", merged.path])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try JudgeCommandTests.views(merged.path) == JudgeCommandTests.views(expected.path))
        }
    }

    @Test("a bundle of a newer collector is listed with its content's SHA-256, which a newer twinstore stores it by")
    func newerFormat() throws {
        let folder = try Shell.temporaryFolder()
        let database = folder.appendingPathComponent("f.db")
        let bundle = folder.appendingPathComponent("n1")
        try FileManager.default.createDirectory(at: bundle, withIntermediateDirectories: false)
        try Data("format\t99\nnode\tn1\n".utf8).write(to: bundle.appendingPathComponent("node.tsv"))
        try Data("name\tstatus\nps\tok\n".utf8).write(to: bundle.appendingPathComponent("manifest.tsv"))
        #expect(try ingest(database, [bundle.path]).status == 2)
        let sqlite = try #require(Shell.find("sqlite3"))
        let listed = try Shell.run(sqlite, [database.path, "SELECT sha256 FROM bundle_problem"]).output
        // Of each member, by path: the path, NUL, its SHA-256, newline.
        let script = """
            for f in manifest.tsv node.tsv; do
                printf '%s\\0%s\\n' $f "$(sha256sum <$f | cut -c -64)"
            done | sha256sum
            """
        let sums = try Shell.run("/bin/sh", ["-c", script], in: bundle)
        #expect(listed.dropLast() == sums.output.prefix(64))
    }

    @Test("what is known already is told apart, and changes nothing")
    func again() throws {
        let database = try Shell.temporaryFolder().appendingPathComponent("f.db")
        try #require(try ingest(database, Self.samples).status == 0)
        let before = try dump(database)
        let run = try ingest(database, ["--verbose"] + Self.samples)
        #expect(run.status == 0)
        #expect(run.errors.contains("event=known bundle=\"\(Self.samples[0])\""), "\(run.errors)")
        #expect(run.errors.contains(" bundles=6 stored=0 known=6 "), "\(run.errors)")
        #expect(try dump(database) == before)
    }

    @Test("standard error is lines for programs, a summary on a terminal, and nothing with --quiet")
    func standardError() throws {
        let folder = try Shell.temporaryFolder()
        let lines = try ingest(folder.appendingPathComponent("a.db"), Self.samples).errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix("level=info event=") }, "\(lines)")
        #expect(try ingest(folder.appendingPathComponent("b.db"), ["--quiet"] + Self.samples).errors.isEmpty)
        let script = try #require(Shell.find("script"))
        let command = "'\(Shell.twinstore)' ingest --verbose --database c.db '\(Self.samples[0])' '\(Self.samples[1])'"
        let shown = try Shell.run(script, ["-qec", command, "/dev/null"], in: folder).output
        #expect(shown.contains("stored \(Self.samples[0]) ("), "\(shown)")
        #expect(shown.contains("2 bundles: 2 stored, in "), "\(shown)")
        #expect(!shown.contains("level="))
    }
}
