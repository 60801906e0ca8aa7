import Foundation
import TestSupport
import Testing

@testable import twinstore

/// What somebody reads who mistyped, forgot or misunderstood something: what was wrong, and what is right.
@Suite("Errors of the command line")
struct CommandLineErrorTests {
    private static let sample = Recordings.packageRoot.appendingPathComponent("Samples/two-live.tar.gz").path

    /// FLEET stands for a database with a node, FOLDER for an empty folder, SAMPLE for a bundle.
    static let mistakes: [(words: [String], status: Int32, said: String)] = [
        (["analyse", "SAMPLE"], 64, "Error: no command `analyse`; did you mean `analyze`?\n"),
        (["reprot"], 64, "no command `reprot`; did you mean `report`?\n"),
        (["help", "ingset"], 64, "no command `ingset`; did you mean `ingest`?\n"),
        (["frobnicate"], 64, "no command `frobnicate`; there is analyze, ingest, "),
        (["SAMPLE"], 64, "is a file and no command; to have an answer for it: twinstore analyze /"),
        (["analyze", "--fromat", "json", "SAMPLE"], 64, "Did you mean '--format'?"),
        (["analyze", "FOLDER/none.tar.gz"], 2, "none.tar.gz: No such file or directory; check the path\n"),
        (["analyze", "FOLDER/none.tar.gz", "--node", "n"], 2, "none.tar.gz: No such file or directory"),
        (["analyze", "SAMPLE", "--node", "gpu"], 1, "no node `gpu`; there is two-live-trixie\n"),
        (["compare", "SAMPLE", "FOLDER"], 2, "no bundle in this folder"),
        (["compare", "SAMPLE", "SAMPLE", "--node", "two"], 1, "no node `two`; did you mean `two-live-trixie`?\n"),
        (["explain", "-d", "FLEET", "two-live"], 1, "no node `two-live`; did you mean `two-live-trixie`?\n"),
        (["explain", "-d", "FLEET", "two-live-trixei"], 1, "did you mean `two-live-trixie`?\n"),
        (["explain", "gpu-07"], 1, "there is no bundle `gpu-07`; if it is a node, name its database with --database"),
        (["report", "-d", "FLEET", "--node", "TWO-LIVE-TRIXIE"], 1, "did you mean `two-live-trixie`?\n"),
        (["report", "-d", "FOLDER/none.db"], 1, "none.db cannot be opened (No such file or directory); "),
        (["report", "-d", "SAMPLE"], 1, "`twinstore ingest` makes one of bundles\n"),
        (["report"], 64, "The SQLite file, which `twinstore ingest` makes.\n"),
        (
            ["query", "-d", "FLEET", "@verdict"], 64,
            "no saved question `@verdict`; did you mean `@verdicts`? `twinstore query --list` has the names\n"
                + "Usage: twinstore query "
        ),
        (
            ["query", "-d", "FLEET", "which nodes waste space?"], 1,
            "a question is SQL, or @NAME of `twinstore query --list`"
        ),
        (
            ["query", "-d", "FLEET", "SELECT * FROM node_verdcit"], 1,
            "\n  did you mean node_verdict? `twinstore schema` "
        ),
        (
            ["query", "-d", "FLEET", "SELECT v.verdit FROM node_verdict v"], 1,
            "did you mean verdict? `twinstore schema`"
        ),
        (
            ["query", "-d", "FLEET", "SELECT 1", "--param", "x"], 64,
            "--param x: write name=value\nUsage: twinstore query "
        ),
        (["schema", "node_verdcit"], 1, "no view or table `node_verdcit`; did you mean `node_verdict`?\n"),
        (["schema", "nonsense"], 1, "no view or table `nonsense`; `twinstore schema` prints them\n"),
        (["merge", "FLEET", "-o", "FLEET"], 64, "name a new file with -o\nUsage: twinstore merge "),
    ]

    private func run(_ words: [String]) throws -> Shell.Result {
        let folder = try Shell.temporaryFolder()
        let fleet = folder.appendingPathComponent("fleet.db").path
        if words.contains("FLEET") {
            try #require(try Shell.run(Shell.twinstore, ["ingest", "-q", "-d", fleet, Self.sample]).status == 0)
        }
        let empty = folder.appendingPathComponent("empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        return try Shell.run(
            Shell.twinstore,
            words.map {
                $0.replacingOccurrences(of: "FLEET", with: fleet).replacingOccurrences(of: "SAMPLE", with: Self.sample)
                    .replacingOccurrences(of: "FOLDER", with: empty.path)
            })
    }

    @Test("say what was wrong and what is right, on standard error only", arguments: mistakes.indices)
    func mistake(number: Int) throws {
        let (words, status, said) = Self.mistakes[number]
        let result = try run(words)
        #expect(result.errors.contains(said), "\(words): \(result.errors)")
        #expect(result.status == status, "\(words)")
        #expect(result.output == "", "\(words)")
    }

    @Test("a path that leads nowhere makes no database")
    func noDatabase() throws {
        let folder = try Shell.temporaryFolder()
        let database = folder.appendingPathComponent("new.db").path
        let none = try Shell.run(Shell.twinstore, ["ingest", "-d", database, folder.path + "/none.tar.gz"])
        #expect(none.status == 2)
        #expect(none.errors.contains("none.tar.gz: No such file or directory"), "\(none.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("a bundle is explained without a database, as it is with one")
    func explainedBundle() throws {
        let bundle = try Shell.run(Shell.twinstore, ["explain", Self.sample])
        #expect(bundle.status == 0, "\(bundle.errors)")
        #expect(bundle.output.hasPrefix("two-live-trixie, collected "))
        let stored = try run(["explain", "-d", "FLEET", "two-live-trixie"])
        #expect(stored.output == bundle.output)
    }

    @Test("a text among others in a folder is named, and how to have it read")
    func texts() throws {
        let samples = Recordings.packageRoot.appendingPathComponent("Samples/hand-rules").path
        let result = try Shell.run(Shell.twinstore, ["analyze", samples])
        #expect(result.status == 2)
        #expect(
            result.errors.contains("; name pasted texts one by one, such as \(samples)/*.txt\n"), "\(result.errors)")
    }

    @Test(
        "names are near where they begin alike, hold the word, or differ in one letter of three",
        arguments: [
            ("analyse", ["analyze"]), ("q", ["query"]), ("eport", ["report"]), ("alanyze", ["analyze"]), ("xxxxx", []),
            ("", []),
            ("RE", ["report"]),
        ])
    func nearest(word: String, near: [String]) {
        #expect(Nearest.to(word, among: ["analyze", "query", "report"]) == near)
    }
}
