import Foundation
import NodeModel
import Testing

@testable import Storage

@Suite("Questions change nothing and reach nothing")
struct ReadOnlyQueryTests {
    private func withStore(_ body: (String) throws -> Void) throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try store.save(FullSnapshot.make())
            try store.close()
            try body(path)
        }
    }

    @Test(
        "whatever would write, attach, open or reach out is refused, and the file stays as it is",
        arguments: [
            "DELETE FROM node", "INSERT INTO node (name, machine) VALUES ('x', '')", "UPDATE node SET name = 'x'",
            "REPLACE INTO text VALUES (1, 'x')", "DROP TABLE node", "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)",
            "CREATE VIEW v AS SELECT 1", "CREATE TEMP VIEW v AS SELECT 1", "CREATE INDEX i ON node (name)",
            "CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE TRIGGER t AFTER INSERT ON node BEGIN SELECT 1; END",
            "ALTER TABLE node RENAME TO m", "ATTACH '/tmp/x.db' AS x", "ATTACH ':memory:' AS x", "DETACH main",
            "VACUUM", "VACUUM INTO '/tmp/twinstore-vacuum.db'", "REINDEX", "ANALYZE", "BEGIN", "SAVEPOINT s", "COMMIT",
            "PRAGMA user_version = 9", "PRAGMA application_id = 1", "PRAGMA query_only = 0", "PRAGMA query_only",
            "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode(off)",
            "PRAGMA trusted_schema = 1", "PRAGMA wal_checkpoint", "PRAGMA optimize",
            "PRAGMA temp_store_directory = '/'",
            "PRAGMA hard_heap_limit = 1", "SELECT load_extension('/tmp/x.so')",
            "WITH x AS (SELECT 1) DELETE FROM node WHERE id IN (SELECT * FROM x)", "EXPLAIN DELETE FROM node",
        ])
    func refused(_ sql: String) throws {
        try withStore { path in
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let query = try ReadOnlyQuery(path: path)
            let error = #expect(throws: QueryError.self) { try query.rows(sql) }
            guard case .refused = error else {
                Testing.Issue.record("\(sql): \(error.map { "\($0)" } ?? "nothing")")
                return
            }
            // What was refused leaves nothing behind: the next question is answered.
            #expect(try query.rows("SELECT count(*) FROM node") == [[.integer(1)]])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/twinstore-vacuum.db"))
        }
    }

    @Test(
        "whatever only reads is answered",
        arguments: [
            "SELECT 1", "VALUES (1)", "SELECT 1;", " -- a comment\nSELECT 1 /* another */ ; -- and one",
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1) SELECT n FROM c",
            "SELECT user_version > 0 FROM pragma_user_version",
            "SELECT count(*) FROM pragma_table_info('text') WHERE pk",
            "SELECT count(*) FROM node_latest", "SELECT value FROM json_each('[1]')",
            "SELECT count(*) FROM sqlite_schema WHERE name = 'node'", "SELECT iif(count(*), 1, 0) FROM schema_doc",
        ])
    func answered(_ sql: String) throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path)
            #expect(try query.rows(sql) == [[.integer(1)]])
        }
    }

    @Test("pragmas that only tell are answered")
    func pragmas() throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path)
            #expect(try query.rows("PRAGMA user_version") == [[.integer(Int64(Migration.newest))]])
            #expect(try query.rows("PRAGMA integrity_check") == [[.text("ok")]])
            #expect(try query.rows("PRAGMA table_info(node)").count == 4)
        }
    }

    @Test("a mistake is told with its place")
    func places() throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path)
            func error(_ sql: String) -> String {
                do {
                    _ = try query.rows(sql)
                    return "answered"
                } catch { return "\(error)" }
            }
            #expect(
                error("SELECT node,\n  vérdict, nod\nFROM node_verdict")
                    == "no such column: vérdict at line 2, column 3\n    vérdict, nod\n    ^")
            #expect(
                error("SELECT 'é', nod FROM node")
                    == "no such column: nod at line 1, column 13\n  SELECT 'é', nod FROM node\n              ^")
            #expect(error("SELEC 1").hasPrefix("near \"SELEC\": syntax error at line 1, column 1\n"))
            #expect(
                error("SELECT 1; DROP TABLE node").hasPrefix(
                    "one statement at a time; a second begins at line 1, column 11\n"))
            #expect(error("SELECT 1; nonsense").hasPrefix("one statement at a time"))
            #expect(error(" -- nothing\n") == QueryError.empty.description)
            #expect(error("") == QueryError.empty.description)
            #expect(error("SELECT \u{1B}[31m").contains("\\u{1b}[31m"))
            #expect(!error("SELECT \u{1B}[31m").contains("\u{1B}"))
            #expect(error("SELECT abs(-9223372036854775808)").contains("integer overflow"))
        }
    }

    @Test("parameters are values, never SQL; one without a value and one that nobody asks for are told")
    func parameters() throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path)
            let hostile = "x'; DROP TABLE node; --"
            #expect(
                try query.rows("SELECT :a, @b, $a", values: ["a": hostile, "b": ""]).first?.first == .text(hostile))
            #expect(throws: QueryError.missingParameter("b")) { try query.rows("SELECT :a, :b", values: ["a": "1"]) }
            #expect(throws: QueryError.missingParameter("?")) { try query.rows("SELECT ?") }
            #expect(throws: QueryError.unknownParameter("z", known: ["a"])) {
                try query.rows("SELECT :a", values: ["a": "1", "z": "2"])
            }
            var rows: [[Cell]] = []
            try query.ask("SELECT :a", optional: ["a"], begin: { _ in }, row: { rows.append($0) })
            #expect(rows == [[.null]])
        }
    }

    @Test("values keep their types, and text its every byte")
    func values() throws {
        try withStore { path in
            let sql = "SELECT 1, -2.5, 'a' || char(0) || 'b', x'00FF', NULL, '', 9223372036854775807"
            let row = try ReadOnlyQuery(path: path).rows(sql).first
            #expect(
                row == [
                    .integer(1), .real(-2.5), .text("a\0b"), .blob([0, 255]), .null, .text(""), .integer(.max),
                ])
        }
    }

    @Test("a limit stops, and says whether more was there")
    func limit() throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path)
            var rows = 0
            let sql = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 5) SELECT n FROM c"
            #expect(try query.ask(sql, limit: 3, begin: { _ in }, row: { _ in rows += 1 }))
            #expect(rows == 3)
            #expect(try !query.ask(sql, limit: 5, begin: { _ in }, row: { _ in rows += 1 }))
            #expect(rows == 8)
        }
    }

    @Test("a question that never ends is interrupted, before its first row and between rows")
    func interrupted() throws {
        try withStore { path in
            let query = try ReadOnlyQuery(path: path) { true }
            let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
            #expect(throws: QueryError.interrupted) { try query.rows("\(endless) SELECT count(*) FROM c") }
            var rows = 0
            #expect(throws: QueryError.interrupted) {
                try query.ask("\(endless) SELECT n FROM c", begin: { _ in }, row: { _ in rows += 1 })
            }
            #expect(rows == 1)
        }
    }

    @Test("only a twinstore database is asked")
    func others() throws {
        try withTemporaryFile { path in
            #expect(throws: StorageError.self) { try ReadOnlyQuery(path: path) }
            #expect(!FileManager.default.fileExists(atPath: path))
            let other = try Connection(path: path, access: .readWriteCreate)
            try other.execute("CREATE TABLE t (x)")
            other.close()
            #expect(throws: StorageError.notTwinstore(path: path, found: "another application's database")) {
                try ReadOnlyQuery(path: path)
            }
        }
    }
}
