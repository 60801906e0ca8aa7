import Foundation
import TestSupport
import Testing

@testable import twinstore

@Suite("Saved questions")
struct QuestionTests {
    /// Values for questions that need one.
    private static let values = ["node": "two-live-trixie", "image": "base", "from": "2026-11-16", "to": "2026-11-23"]

    private static func given(_ question: Question) -> [String: String] {
        let names = question.parameters.filter { $0.preset == nil }.map(\.name)
        return values.filter { names.contains($0.key) }
    }

    private func answer(_ question: Question, _ parameters: [String: String]) throws -> Shell.Result {
        let values = parameters.sorted { $0.key < $1.key }.flatMap { ["--param", "\($0.key)=\($0.value)"] }
        let run = try Shell.run(
            Shell.twinstore,
            ["query", "--database", QuestionFleet.database.get(), "--format", "csv", "@" + question.name] + values)
        try #require(run.status == 0, "\(run.errors)")
        return run
    }

    private func lines(_ question: Question, _ parameters: [String: String]) throws -> [String] {
        // The heading, and the empty end.
        try answer(question, parameters).output.components(separatedBy: "\r\n").dropFirst().dropLast()
    }

    @Test("a saved question answers what the bundles say", arguments: Question.all.map(\.name))
    func answers(_ name: String) throws {
        let question = try #require(Question.named(name))
        let expected = try #require(QuestionAnswer.all[name], "QuestionAnswer.all lacks \(name)")
        let lines = try lines(question, Self.given(question))
        #expect(!expected.lines.isEmpty)
        if let rows = expected.rows { #expect(lines.count == rows) }
        var rest = lines[...]
        for line in expected.lines {
            let found = rest.firstIndex { $0.hasPrefix(line) || name == "bundle-problems" && $0.contains(line) }
            let index = try #require(
                found, "\(line) is not among, or not in this order:\n\(lines.joined(separator: "\n"))")
            rest = rest[(index + 1)...]
        }
    }

    @Test("a parameter changes the answer as it says")
    func parameters() throws {
        func count(_ name: String, _ parameters: [String: String]) throws -> Int {
            try lines(#require(Question.named(name)), parameters).count
        }
        #expect(try count("full-disks", ["percent": "95"]) == 0)
        #expect(try count("full-disks", ["percent": "94"]) == 1)
        #expect(try count("full-disks", ["percent": "20"]) == 12)
        #expect(try count("not-seen", ["days": "23"]) == 0)
        #expect(try count("not-seen", ["days": "22"]) == 1)
        #expect(try count("turned-bad", ["since": "2026-11-24"]) == 0)
        #expect(try count("turned-bad", ["since": "2026-11-23"]) == 1)
        #expect(try count("fixed", ["since": "2026-11-23T21:00:00Z"]) == 0)
        #expect(try count("outliers", ["nodes": "2"]) == 7)
        #expect(try count("images-twice-everywhere", ["percent": "10"]) == 3)
        #expect(try count("by-label", ["label": "row"]) == 0)
        #expect(try count("by-label", ["label": "rack"]) == 2)
        #expect(try count("changed-between", ["from": "2026-11-23T21:00:00Z", "to": "2026-11-23T22:00:00Z"]) == 1)
        #expect(try count("node-plan", ["node": "nowhere"]) == 0)
    }

    @Test("what the JSON report of the same database says, the questions say")
    func report() throws {
        let database = try QuestionFleet.database.get()
        let run = try Shell.run(Shell.twinstore, ["report", "--database", database, "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        let nodes = try #require(report["nodes"] as? [[String: Any]])
        #expect(nodes.count == 13)
        func bytes(_ value: Any?) -> Int { ((value as? [String: Any])?["bytes"] as? Int) ?? 0 }
        var plans: [String: Int] = [:]
        var leftovers: [String] = []
        var images = 0
        for node in nodes {
            let name = try #require(node["node"] as? String)
            let freed = (node["plan"] as? [[String: Any]] ?? []).reduce(0) { $0 + bytes($1["frees"]) }
            if freed > 0 { plans[name] = freed }
            for residue in node["residues"] as? [[String: Any]] ?? [] {
                leftovers.append("\(name),\(residue["kind"] ?? ""),\(residue["path"] ?? ""),\(residue["bytes"] ?? "")")
            }
            for image in node["images"] as? [[String: Any]] ?? [] { images += bytes(image["duplicated"]) }
        }
        let asked = try lines(#require(Question.named("plans")), [:]).map { $0.components(separatedBy: ",") }
        #expect(Dictionary(uniqueKeysWithValues: asked.map { ($0[0], Int($0[3]) ?? 0) }) == plans)
        let found = try lines(#require(Question.named("leftovers")), [:]).map {
            $0.components(separatedBy: ",").prefix(4).joined(separator: ",")
        }
        #expect(found.sorted() == leftovers.sorted())
        let wasted = try lines(#require(Question.named("top-wasted-images")), [:]).map {
            Int($0.components(separatedBy: ",")[3]) ?? 0
        }
        #expect(wasted.reduce(0, +) == images)
    }

    @Test("a saved question that is cut gives the first rows of its answer", arguments: Question.all.map(\.name))
    func cut(_ name: String) throws {
        let question = try #require(Question.named(name))
        let values = Self.given(question).sorted { $0.key < $1.key }.flatMap { ["--param", "\($0.key)=\($0.value)"] }
        let ask = try ["query", "-d", QuestionFleet.database.get(), "-f", "csv", "@" + name] + values
        let whole = try Shell.run(Shell.twinstore, ask).output.components(separatedBy: "\r\n")
        let first = try Shell.run(Shell.twinstore, ask + ["--limit", "1"])
        #expect(first.output.components(separatedBy: "\r\n") == whole.prefix(2) + [""])
        #expect(first.errors.contains("there are more") == (whole.count > 3))
    }

    @Test(
        "the SQL of a saved question gives the same in sqlite3, with parameters that are not set as presets",
        .enabled(if: Shell.find("sqlite3") != nil, "sqlite3 is not installed"), arguments: Question.all.map(\.name))
    func pasted(_ name: String) throws {
        let question = try #require(Question.named(name))
        let sets = Self.given(question).map { ".parameter set :\($0.key) \"'\($0.value)'\"" }.sorted()
        let script = (sets + [".mode json", "PRAGMA query_only = 1;", question.sql + ";"]).joined(separator: "\n")
        let sqlite = try Shell.run(
            #require(Shell.find("sqlite3")), ["-batch", QuestionFleet.database.get()], input: Data(script.utf8))
        try #require(sqlite.status == 0 && sqlite.errors.isEmpty, "\(sqlite.errors)")
        let values = Self.given(question).sorted { $0.key < $1.key }.flatMap { ["--param", "\($0.key)=\($0.value)"] }
        let own = try Shell.run(
            Shell.twinstore, ["query", "-d", QuestionFleet.database.get(), "-f", "json", "@" + name] + values)
        let (one, other) = try (
            JSONSerialization.jsonObject(with: own.outputBytes) as? NSArray,
            JSONSerialization.jsonObject(with: sqlite.outputBytes) as? NSArray
        )
        #expect(try #require(one).count > 0)
        #expect(one == other)
    }
}
