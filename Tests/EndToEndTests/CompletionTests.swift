import Foundation
import TestSupport
import Testing

@Suite("Completions")
struct CompletionTests {
    /// What the scripts of the shells ask for, with the words typed so far; the last one is being typed.
    private func offered(_ command: String, _ argument: String, _ words: String...) throws -> [String] {
        let run = try Shell.run(
            Shell.twinstore,
            ["---completion", command, "--", argument, "\(words.count)", "\(words.last?.count ?? 0)", "twinstore"]
                + words,
            environment: ["SAP_SHELL": "bash", "PATH": "/usr/bin:/bin"])
        #expect(run.errors == "")
        return run.output.split(separator: "\n").map(String.init)
    }

    @Test("saved questions, their parameters, nodes and images of the database are offered")
    func offers() throws {
        let database = try QuestionFleet.database.get()
        #expect(try offered("query", "positional@0", "query", "@node-p") == ["@node-plan"])
        #expect(
            try offered("query", "--param", "query", "-d", database, "@changed-between", "--param", "") == [
                "from=", "to=",
            ])
        #expect(
            try offered("query", "--param", "query", "-d", database, "@node-plan", "--param", "node=two")
                == ["node=two-live-pair", "node=two-live-trixie"])
        #expect(
            try offered(
                "query", "--param", "query", "--database", database, "--param", "image=127.0.0.1:5000/example/b")
                == ["image=127.0.0.1:5000/example/base:1"])
        #expect(try offered("explain", "positional@0", "explain", "-d", database, "si") == ["silent"])
        #expect(
            try offered("report", "--node", "report", "--database=\(database)", "--node", "do")
                == ["docker-containerd-store-sid"])
        #expect(try offered("schema", "positional@0", "schema", "node_v") == ["node_verdict"])
    }

    @Test("nothing is offered, and nothing said, where there is no database")
    func nothing() throws {
        #expect(try offered("explain", "positional@0", "explain", "-d", "/nonexistent.db", "") == [])
        #expect(try offered("explain", "positional@0", "explain", "") == [])
    }
}
