import Foundation
import TestSupport
import Testing

@testable import twinstore

@Suite("Census of the saved questions")
struct QuestionCensusTests {
    @Test("every file of Saved is listed in Question.all, and has an answer in the tests")
    func census() throws {
        let folder = Recordings.packageRoot.appendingPathComponent("Sources/twinstore/Questions/Saved").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let names = Question.all.map(\.name)
        for file in files.sorted() {
            let name = file.replacingOccurrences(of: ".swift", with: "")
            let isListed = names.contains { $0.replacingOccurrences(of: "-", with: "") == name.lowercased() }
            #expect(isListed, "Saved/\(file) is not listed in Question.all")
        }
        #expect(files.count == names.count)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 20)
        #expect(Set(QuestionAnswer.all.keys) == Set(names))
    }

    @Test(
        "a question's parameters are those of its SQL, and its texts end as a list needs",
        arguments: Question.all.map(\.name))
    func shape(_ name: String) throws {
        let question = try #require(Question.named(name))
        let bare = question.sql.replacing(/'[^']*'/, with: "''")
        let used = Set(bare.matches(of: /:([a-z_]+)/).map { String($0.1) })
        #expect(used == Set(question.parameters.map(\.name)))
        #expect(question.title.last?.isPunctuation == false)
        #expect(question.explanation.last?.isPunctuation == false)
        #expect(question.title.count <= 80)
        #expect(bare.contains("ORDER BY"), "rows without an order differ from run to run")
    }

    @Test("a question reads the documented views only", arguments: Question.all.map(\.name))
    func views(_ name: String) throws {
        let question = try #require(Question.named(name))
        let schema = try Shell.run(Shell.twinstore, ["schema", "--format", "json"])
        let root = try #require(try JSONSerialization.jsonObject(with: schema.outputBytes) as? [String: Any])
        let objects = try #require(root["objects"] as? [[String: Any]])
        let views = Set(objects.filter { $0["kind"] as? String == "view" }.compactMap { $0["name"] as? String })
        let made = Set(question.sql.matches(of: /([a-z_]+)(?: \([a-z, ]+\))? AS \(/).map { String($0.1) })
        let read = question.sql.matches(of: /(?:FROM|JOIN) ([a-z_]+)/).map { String($0.1) }
        #expect(!read.isEmpty)
        for source in read where !made.contains(source) { #expect(views.contains(source), "\(source)") }
    }

    @Test("the cookbook is the one that the program prints")
    func cookbook() throws {
        let run = try Shell.run(Shell.twinstore, ["query", "--list", "--format", "markdown"])
        try DocumentationPage.compare(run.output, with: "Cookbook.md")
    }

    @Test("the list names every question, in every format")
    func list() throws {
        for format in ["table", "csv", "json", "markdown"] {
            let run = try Shell.run(Shell.twinstore, ["query", "--list", "--format", format])
            #expect(run.status == 0)
            for question in Question.all {
                #expect(run.output.contains("@" + question.name), "\(format) \(question.name)")
            }
        }
    }
}

/// Pages of the documentation that the program prints.
enum DocumentationPage {
    static func compare(_ text: String, with name: String) throws {
        let file = Recordings.packageRoot.appendingPathComponent("Sources/twinstore/Documentation.docc/\(name)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name): read it, then run without RECORD")
            return
        }
        #expect(
            try text == String(contentsOf: file, encoding: .utf8), "\(name) is stale; RECORD=1 swift test writes it")
    }
}
