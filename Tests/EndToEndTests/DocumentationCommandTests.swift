import Foundation
import TestSupport
import Testing

@testable import twinstore

/// Commands that pages show are commands that the programs take.
@Suite("Commands in the documentation")
struct DocumentationCommandTests {
    @Test("every twinstore command on a page has only subcommands, options and questions that there are")
    func twinstore() throws {
        let commands = try CommandHelp.of(Shell.twinstore).commands
        var seen: Set<String> = []
        for (page, words) in try invocations(of: "twinstore") {
            guard let name = words.first, !name.hasPrefix("-") else { continue }
            let command = try #require(commands.first { $0.commandName == name }, "\(page): twinstore \(name)")
            seen.insert(name)
            try check(words, command, page)
            if let format = words.firstIndex(where: { ["--format", "-f"].contains($0) }), format + 1 < words.count {
                let all = (command.arguments ?? []).first { $0.options.contains("--format") }
                let known = (all?.abstract ?? "") + (all?.discussion ?? "")
                #expect(known.contains(words[format + 1]), "\(page): --format \(words[format + 1])")
            }
            for question in words where question.hasPrefix("@") && question.count > 2 && question != "@NAME" {
                #expect(Question.named(String(question.dropFirst())) != nil, "\(page): \(question)")
            }
        }
        #expect(seen == Set(commands.map(\.commandName)), "every command is shown in use")
    }

    @Test("every benchmark command on a page is one")
    func benchmark() throws {
        let program = URL(fileURLWithPath: Shell.twinstore).deletingLastPathComponent()
            .appendingPathComponent("twinstore-benchmark").path
        let commands = try CommandHelp.of(program).commands
        let found = try invocations(of: "twinstore-benchmark")
        #expect(found.count >= 3)
        for (page, words) in found {
            guard let name = words.first else { continue }
            let command = try #require(commands.first { $0.commandName == name }, "\(page): \(words)")
            try check(words, command, page)
        }
    }

    @Test("every option of the collector that a page names is one")
    func collector() throws {
        let help = try DocumentationReference.collector(["--help"])
        let found = try invocations(of: "collector.sh")
        #expect(found.count >= 3)
        for (page, words) in found {
            for word in words where word.hasPrefix("--") {
                #expect(help.contains(word), "\(page): collector.sh \(word)")
            }
        }
    }

    @Test("every suite that a page names in `--filter` is there")
    func suites() throws {
        let tests = Recordings.packageRoot.appendingPathComponent("Tests")
        let files = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
        var count = 0
        for (page, text) in try Documentation.pages() {
            for filter in text.matches(of: /--filter '?([A-Za-z|]+)/) {
                for suite in filter.1.split(separator: "|") {
                    count += 1
                    #expect(files.contains { $0.hasSuffix("/\(suite).swift") }, "\(page): --filter \(suite)")
                }
            }
        }
        #expect(count >= 3)
    }

    private func check(_ words: [String], _ command: CommandHelp, _ page: String) throws {
        for word in words where word.hasPrefix("-") && word.count > 1 {
            let option = word.split(separator: "=")[0]
            #expect(command.options.contains(String(option)), "\(page): \(command.commandName) \(word)")
        }
    }

    /// What follows the program's name in code blocks and between backquotes, up to the end of the command.
    private func invocations(of program: String) throws -> [(page: String, words: [String])] {
        try Documentation.pages().flatMap { page, text in
            let shell = Documentation.code("sh", in: text).map { String($0.prefix { $0 != "#" }) }
            return (shell + Documentation.spans(in: text)).flatMap { line in
                Self.commands(in: line).compactMap { words -> (String, [String])? in
                    guard let at = words.firstIndex(where: { $0 == program || $0.hasSuffix("/" + program) }) else {
                        return nil
                    }
                    // Only where it is run: at the start, or behind what runs another program.
                    let runners: Set = ["sh", "run", "release", "sudo", "-", "--", "100", "exec", "time"]
                    guard at == 0 || runners.contains(words[at - 1]) else { return nil }
                    return (page, Array(words[(at + 1)...]))
                }
            }
        }
    }

    /// The commands of a line, each in words: quotes hold words together.
    private static func commands(in line: String) -> [[String]] {
        var commands: [[String]] = [[]]
        var word = ""
        var quote: Character?
        func end() {
            if !word.isEmpty { commands[commands.count - 1].append(word) }
            word = ""
        }
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "|;&<>()".contains(character) {
                end()
                commands.append([])
            } else if character.isWhitespace {
                end()
            } else {
                word.append(character)
            }
        }
        end()
        return commands
    }
}

extension CommandHelp.Argument {
    fileprivate var options: [String] { (names ?? []).map(\.spelled) }
}
