import Foundation
import TestSupport
import Testing

@testable import twinstore

@Suite("twinstore schema")
struct SchemaCommandTests {
    private func schema(_ arguments: String...) throws -> Shell.Result {
        try Shell.run(Shell.twinstore, ["schema"] + arguments)
    }

    private func json(_ arguments: String...) throws -> [String: Any] {
        let run = try Shell.run(Shell.twinstore, ["schema"] + arguments)
        try #require(run.status == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
    }

    @Test("the page of the database is the one that the program prints")
    func page() throws {
        try DocumentationPage.compare(schema("--format", "markdown").output, with: "Database.md")
    }

    @Test("every object and column of a file is described, as SQLite lists them, and means something")
    func complete() throws {
        let database = try QuestionFleet.database.get()
        let objects = try #require(try json("--database", database, "--format", "json")["objects"] as? [[String: Any]])
        let sqlite = try Shell.run(
            #require(Shell.find("sqlite3")),
            [
                "-readonly", database,
                "SELECT s.name || '.' || i.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS i "
                    + "WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite%'",
            ])
        let listed = objects.flatMap { object in
            (object["columns"] as? [[String: Any]] ?? []).map { "\(object["name"] ?? "").\($0["name"] ?? "")" }
        }
        #expect(listed.sorted() == sqlite.output.split(separator: "\n").map(String.init).sorted())
        #expect(listed.count > 200)
        for object in objects {
            #expect((object["meaning"] as? String)?.isEmpty == false, "\(object["name"] ?? "")")
            for column in object["columns"] as? [[String: Any]] ?? [] {
                #expect(
                    (column["meaning"] as? String)?.isEmpty == false, "\(object["name"] ?? "").\(column["name"] ?? "")")
            }
        }
    }

    @Test("Datasette gets descriptions under the file's name, tables hidden, and the saved questions")
    func datasette() throws {
        let metadata = try json("--database", QuestionFleet.database.get(), "--format", "datasette")
        let fleet = try #require((metadata["databases"] as? [String: Any])?["fleet"] as? [String: Any])
        let tables = try #require(fleet["tables"] as? [String: [String: Any]])
        #expect(tables["node_verdict"]?["hidden"] == nil)
        #expect(tables["text"]?["hidden"] as? Bool == true)
        #expect(
            (tables["node_verdict"]?["columns"] as? [String: String])?["duplicated_bytes"]?.contains("[bytes]") == true)
        let queries = try #require(fleet["queries"] as? [String: [String: Any]])
        #expect(Set(queries.keys) == Set(Question.all.map(\.name)))
        #expect(queries["node-plan"]?["params"] as? [String] == ["node"])
    }

    @Test("one view can be asked for, and one that is not there is said so")
    func some() throws {
        let one = try schema("residue")
        #expect(one.output.hasPrefix("Views\n\nresidue: Bytes of images on a node's disk that no list shows.\n"))
        #expect(!one.output.contains("node_verdict"))
        let none = try schema("nonsense")
        #expect(none.status == 1)
        #expect(none.errors.contains("no view or table `nonsense`"))
        #expect(try schema("--database", "/nonexistent.db").status == 1)
    }
}
