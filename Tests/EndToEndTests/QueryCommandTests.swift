import Foundation
import TestSupport
import Testing

@Suite("twinstore query")
struct QueryCommandTests {
    private func query(_ arguments: String...) throws -> Shell.Result {
        try Shell.run(Shell.twinstore, ["query", "--database", QuestionFleet.database.get()] + arguments)
    }

    @Test("SQL is answered as a table, and cut after a limit with a word about it")
    func table() throws {
        let run = try query("SELECT node, duplicated_bytes FROM node_verdict ORDER BY node", "--limit", "2")
        #expect(run.status == 0)
        #expect(
            run.output
                == "node  duplicated_bytes\n----  ----------------\nbusy         133096544\ndark                 0\n")
        #expect(run.errors == "twinstore: stopped after 2 rows, as --limit says; there are more\n")
        #expect(try query("SELECT 1", "--limit", "1").errors == "")
    }

    @Test("a write is refused with what to do instead, and the file is as before")
    func refused() throws {
        let file = URL(fileURLWithPath: try QuestionFleet.database.get())
        let before = try Data(contentsOf: file)
        for sql in ["DELETE FROM node", "ATTACH 'other.db' AS other", "PRAGMA user_version = 7", "VACUUM"] {
            let run = try query(sql)
            #expect(run.status == 1)
            #expect(run.output == "")
            #expect(run.errors.contains("is refused: this command only reads"))
            #expect(run.errors.contains("copy the file and use sqlite3 on the copy"))
        }
        #expect(try Data(contentsOf: file) == before)
    }

    @Test("a mistake in SQL is shown where it is, and exits 1")
    func mistake() throws {
        let run = try query("SELECT nod FROM node_verdict")
        #expect(run.status == 1)
        #expect(
            run.errors.contains("no such column: nod at line 1, column 8\n  SELECT nod FROM node_verdict\n         ^\n")
        )
    }

    @Test("wrong arguments are usage errors that name what is right")
    func usage() throws {
        let wrong: [([String], String)] = [
            (["@nonsense"], "no saved question `@nonsense`; `twinstore query --list` has the names"),
            (["SELECT 1", "--format", "xml"], "no format `xml`; there is table, markdown, csv, json"),
            (["SELECT 1", "--param", "novalue"], "--param novalue: write name=value"),
            (["SELECT 1", "--limit=-1"], "--limit: give 0 or more"), ([], "give SQL or @NAME"),
        ]
        for (arguments, message) in wrong {
            let run = try Shell.run(Shell.twinstore, ["query", "-d", QuestionFleet.database.get()] + arguments)
            #expect(run.status == 64, "\(arguments)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
        let missing = try query("@node-plan")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("the question asks for :node; give it with --param node=VALUE"))
        #expect(try Shell.run(Shell.twinstore, ["query", "SELECT 1"]).status == 64)
        let absent = try Shell.run(Shell.twinstore, ["query", "-d", "/nonexistent.db", "SELECT 1"])
        #expect(absent.status == 1)
        #expect(absent.errors.contains("/nonexistent.db cannot be opened"))
    }

    @Test("Ctrl-C ends a question that runs long with 130, and leaves JSON that can be read")
    func interrupted() throws {
        // It does end, so that a Ctrl-C that does nothing fails the test instead of filling the disk.
        let long = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 10000000)"
        for sql in ["\(long) SELECT n FROM c", "\(long) SELECT count(*) FROM c"] {
            let folder = try Shell.temporaryFolder()
            let file = folder.appendingPathComponent("out.json")
            try Data().write(to: file)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Shell.twinstore)
            process.arguments = ["query", "-d", try QuestionFleet.database.get(), "-f", "json", sql]
            process.standardOutput = try FileHandle(forWritingTo: file)
            try process.run()
            try wait(for: process)
            process.interrupt()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            #expect(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) is [Any])
        }
    }

    /// Until the process holds its database open, and so has begun to watch for Ctrl-C.
    private func wait(for process: Process) throws {
        let folder = "/proc/\(process.processIdentifier)/fd"
        while process.isRunning {
            let links = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
            if links.contains(where: { $0.hasSuffix("/fleet.db") }) { return }
            usleep(1000)
        }
    }

    @Test("a database that is being written is read as it was last committed")
    func whileWriting() throws {
        let copy = try Shell.temporaryFolder().appendingPathComponent("fleet.db").path
        try FileManager.default.copyItem(atPath: QuestionFleet.database.get(), toPath: copy)
        let sqlite = try #require(Shell.find("sqlite3"))
        #expect(try Shell.run(sqlite, [copy, "PRAGMA journal_mode = WAL; DELETE FROM judgement"]).status == 0)
        let run = try Shell.run(Shell.twinstore, ["query", "-d", copy, "SELECT count(*) AS n FROM judgement"])
        #expect(run.output.hasSuffix("0\n"))
    }
}
