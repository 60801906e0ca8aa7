import Evidence
import Foundation
import NodeModel
import Reporting
import TestSupport
import Testing

@testable import twinstore

/// What the program has is documented, and what is documented the program has.
@Suite("Census of the documentation")
struct DocumentationCensusTests {
    @Test("the reference is what the programs print")
    func reference() throws {
        try DocumentationPage.compare(DocumentationReference.text(), with: "Reference.md")
    }

    @Test("the page of the rules is the one that the program prints")
    func rules() throws {
        let run = try Shell.run(Shell.twinstore, ["rules", "--format", "markdown"])
        try DocumentationPage.compare(run.output, with: "Rules.md")
    }

    @Test("every command, option and exit code is in the reference")
    func commands() throws {
        let page = try Documentation.page("Reference.md")
        let commands = try CommandHelp.of(Shell.twinstore).commands
        #expect(commands.count >= 12)
        for command in commands {
            let section = try #require(
                page.components(separatedBy: "\n## twinstore \(command.commandName)\n").dropFirst().first?
                    .components(separatedBy: "\n## ").first, "twinstore \(command.commandName)")
            for option in command.options.subtracting(["--help", "-h", "--version"]) {
                #expect(section.contains("`\(option)`") || section.contains("`\(option) "), "\(option)")
            }
        }
        let source = try Documentation.source(below: ["Sources/twinstore"])
        let numbers = source.matches(of: /(?:ExitCode|exit)\(([0-9]+)\)/).compactMap { Int32($0.1) }
        let signals = source.matches(of: /ended\(by: (SIG[A-Z]+)\)/).map { $0.1 == "SIGINT" ? SIGINT : SIGTERM }
        let codes = numbers + signals.map { 128 + $0 }
        #expect(codes.count >= 3)
        for code in codes + [0, 1, 64, 128 + SIGINT, 128 + SIGTERM] {
            #expect(ExitStatus.all.contains { $0.code == code }, "exit code \(code)")
        }
        let readme = try #require(try Documentation.pages().first { $0.path == "README.md" }).text
        let listed = try #require(readme.components(separatedBy: "\nExit codes: ").dropFirst().first)
            .components(separatedBy: "\n\n")[0]
        for exit in ExitStatus.all {
            #expect(page.contains("\n| \(exit.code) | "), "exit code \(exit.code)")
            #expect(listed.contains(try Regex("\\b\(exit.code) [A-Za-z]")), "exit code \(exit.code) in the README")
        }
    }

    @Test("every option of the collector is explained")
    func collector() throws {
        let help = try DocumentationReference.collector(["--help"])
        let options = Set(help.matches(of: /--[a-z][a-z-]+/).map { String($0.0) })
        #expect(options.count >= 12)
        let page = try Documentation.page("Reference.md")
        for option in options { #expect(page.contains(option), "\(option)") }
        let exits = try #require(help.components(separatedBy: "\nExit: ").dropFirst().first)
        let script = try String(
            contentsOf: Recordings.packageRoot.appendingPathComponent("collector.sh"), encoding: .utf8)
        let said = script.matches(of: /\bexit ([0-9]+)(?: ;;|\n)/).map { String($0.1) }
        // `fail` has a code of its own, and takes another.
        let failed = script.matches(of: /\bfail "[^"]*" ([0-9]+)|exit "\$\{2:-([0-9]+)\}"/).compactMap { $0.1 ?? $0.2 }
        let codes = said + failed.map(String.init) + ["130", "143"]
        #expect(Set(codes).count >= 6)
        for code in codes { #expect(exits.contains(try Regex("\\b\(code) [a-zA-Z]")), "exit code \(code)") }
    }

    @Test("every word of the answer is explained: verdicts, confidences, tiers, strengths, relations, residues")
    func words() throws {
        let page = try Documentation.page("Concepts.md")
        let spans = Set(Documentation.spans(in: page))
        let words =
            Verdict.allCases.map(\.rawValue) + Confidence.allCases.map(\.rawValue) + Tier.allCases.map(\.rawValue)
            + Strength.allCases.map(\.rawValue) + Saying.allCases.map(\.rawValue)
            + ResidueKind.allCases.map(\.rawValue) + CaptureOutcome.allCases.map(\.rawValue)
            + NodeComparison.Kind.allCases.map(\.rawValue)
        #expect(Set(words).subtracting(spans) == [], "not in Concepts.md")
        let readme = try #require(try Documentation.pages().first { $0.path == "README.md" }).text
        for verdict in Verdict.allCases {
            #expect(readme.contains("\n| `\(verdict.rawValue)` | "), "\(verdict.rawValue) is not in the README's table")
        }
    }

    @Test("every format of reports, capture, question, view and table has its place on a page")
    func lists() throws {
        let reference = try Documentation.page("Reference.md")
        for format in ReportFormat.all { #expect(reference.contains("\(format.name): "), "\(format.name)") }
        let captures = try Shell.run(Shell.twinstore, ["captures"]).output.split(separator: "\n")
        #expect(captures.count >= 40)
        for line in captures {
            let name = String(line.prefix { $0 != " " })
            #expect(reference.contains("| `\(name)"), "capture \(name)")
        }
        let rules = try Documentation.page("Rules.md")
        for rule in Rule.all { #expect(rules.contains("\n## \(rule.id)\n"), "rule \(rule.id)") }
        let cookbook = try Documentation.page("Cookbook.md")
        for question in Question.all { #expect(cookbook.contains("@" + question.name), "\(question.name)") }
        let schema = try Shell.run(Shell.twinstore, ["schema", "--format", "json"])
        let root = try #require(try JSONSerialization.jsonObject(with: schema.outputBytes) as? [String: Any])
        let names = (root["objects"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
        #expect(names.count > 50)
        let database = try Documentation.page("Database.md")
        for name in names { #expect(database.contains(name), "\(name)") }
    }

    @Test("every page is in the index, and every link leads somewhere")
    func index() throws {
        let index = try Documentation.page("Documentation.md")
        for (path, text) in try Documentation.pages() {
            let file = Recordings.packageRoot.appendingPathComponent(path)
            if path.contains("Documentation.docc"), !path.hasSuffix("/Documentation.md") {
                #expect(index.contains("(\(file.lastPathComponent))"), "\(path) is not in Documentation.md")
            }
            for link in text.matches(of: /\]\(([^)#]+)\)/) where !link.1.hasPrefix("http") {
                let target = URL(fileURLWithPath: String(link.1), relativeTo: file.deletingLastPathComponent())
                #expect(FileManager.default.fileExists(atPath: target.path), "\(path): \(link.1)")
            }
        }
    }

    @Test("every type, table of the collector and suite that the recipes name is in the source")
    func symbols() throws {
        let names = try Documentation.spans(
            in: Documentation.page("AddingThings.md") + Documentation.page("Pipeline.md")
        )
        .flatMap { $0.matches(of: /\b[A-Z][A-Za-z_]{4,}/).map { String($0.0) } }
        let script = Recordings.packageRoot.appendingPathComponent("collector.sh")
        let source =
            try String(contentsOf: script, encoding: .utf8) + Documentation.source(below: ["Sources", "Tests"])
        #expect(names.count > 20)
        let written = Set(source.split { !$0.isLetter && $0 != "_" }.map(String.init))
        #expect(Set(names).subtracting(written) == [])
    }

    @Test("every path of this project that a page names is there")
    func paths() throws {
        for (page, text) in try Documentation.pages() {
            for path in text.matches(of: /(?:^|[^\w\/.])((?:Samples|Sources|Tests|\.ci)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9])/)
            {
                // Where a name is to be put in: `Parsers/NAME.swift`.
                guard !path.1.contains("NAME") else { continue }
                let url = Recordings.packageRoot.appendingPathComponent(String(path.1))
                #expect(FileManager.default.fileExists(atPath: url.path), "\(page): \(path.1)")
            }
        }
    }
}
