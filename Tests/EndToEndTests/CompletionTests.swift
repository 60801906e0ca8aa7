import Foundation
import TestSupport
import Testing

@Suite("Completions")
struct CompletionTests {
    /// What the scripts of the shells ask for, with the words typed so far; the last one is being typed.
    private func offered(_ command: String, _ argument: String, _ words: String..., shell: String = "bash") throws
        -> [String]
    {
        let run = try Shell.run(
            Shell.twinstore,
            ["---completion", command, "--", argument, "\(words.count)", "\(words.last?.count ?? 0)", "twinstore"]
                + words,
            environment: ["SAP_SHELL": shell, "PATH": "/usr/bin:/bin"])
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

    @Test("of a list with commas the last word is offered, and none twice")
    func lists() throws {
        #expect(
            try offered("analyze", "--fail-on", "analyze", "--fail-on", "leftover,s") == [
                "leftover,separate", "leftover,same-store", "leftover,single-store",
            ])
        #expect(try offered("compare", "--fail-on", "compare", "--fail-on", "new,n") == [])
    }

    @Test("zsh is told that a colon of a name does not begin a description")
    func colons() throws {
        let database = try QuestionFleet.database.get()
        let words = ["query", "-d", database, "--param", "image=127.0.0.1:5000/example/b"]
        let offered = try offered(
            "query", "--param", words[0], words[1], words[2], words[3], words[4], shell: "zsh")
        #expect(offered.first == #"image=127.0.0.1\:5000/example/base\:1"#)
    }

    @Test("a name in which a shell could see a command is not offered")
    func hostile() throws {
        let folder = try Shell.temporaryFolder()
        let bundle = folder.appendingPathComponent("evil").path
        try FileManager.default.createDirectory(atPath: bundle, withIntermediateDirectories: true)
        let sample = Recordings.packageRoot.appendingPathComponent("Samples/two-live.tar.gz").path
        try #require(try Shell.run("/bin/tar", ["-xzf", sample, "-C", bundle, "--strip-components", "1"]).status == 0)
        let node = URL(fileURLWithPath: bundle).appendingPathComponent("node.tsv")
        let text = try String(contentsOf: node, encoding: .utf8)
        let name = try #require(text.firstMatch(of: /(?m)^node\t(.*)$/)).1
        let database = folder.appendingPathComponent("f.db").path
        for evil in ["x$(id)", "x`id`", "x;id", "x id", "x'id", #"x\id"#, "x", "x-1.example"] {
            try Data(text.replacing("node\t\(name)\n", with: "node\t\(evil)\n").utf8).write(to: node)
            let run = try Shell.run(Shell.twinstore, ["ingest", "-q", "-d", database, bundle])
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try offered("explain", "positional@0", "explain", "-d", database, "x") == ["x", "x-1.example"])
    }

    @Test("nothing is offered, and nothing said, where there is no database")
    func nothing() throws {
        #expect(try offered("explain", "positional@0", "explain", "-d", "/nonexistent.db", "") == [])
        #expect(try offered("explain", "positional@0", "explain", "") == [])
    }
}
