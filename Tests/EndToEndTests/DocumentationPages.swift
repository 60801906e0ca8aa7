import Foundation
import TestSupport
import Testing

/// The pages that people read: the README and Documentation.docc.
enum Documentation {
    static let folder = Recordings.packageRoot.appendingPathComponent("Sources/twinstore/Documentation.docc")

    static func page(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// Every page by its path from the top of the project.
    static func pages() throws -> [(path: String, text: String)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
        let paths =
            ["README.md", "Samples/engines/README.md"]
            + names.sorted().map { "Sources/twinstore/Documentation.docc/" + $0 }
        return try paths.map {
            ($0, try String(contentsOf: Recordings.packageRoot.appendingPathComponent($0), encoding: .utf8))
        }
    }

    /// The names and texts of the Swift files below folders of the project, one after another.
    static func source(below folders: [String]) throws -> String {
        var out = ""
        for folder in folders {
            let root = Recordings.packageRoot.appendingPathComponent(folder)
            for file in FileManager.default.enumerator(atPath: root.path)?.compactMap({ $0 as? String }) ?? []
            where file.hasSuffix(".swift") {
                out += try file + String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
            }
        }
        return out
    }

    /// Lines of the code blocks of one language, continued lines put together.
    static func code(_ language: String, in page: String) -> [String] {
        var lines: [String] = []
        var isInside = false
        for line in page.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                isInside = line == "```" + language && !isInside
            } else if isInside, let last = lines.last, last.hasSuffix("\\") {
                lines[lines.count - 1] = last.dropLast() + line
            } else if isInside {
                lines.append(line)
            }
        }
        return lines
    }

    /// What stands in the text between backquotes.
    static func spans(in page: String) -> [String] {
        var isCode = false
        let prose = page.components(separatedBy: "\n").filter { line in
            let isFence = line.hasPrefix("```")
            if isFence { isCode.toggle() }
            return !isCode && !isFence
        }
        return prose.joined(separator: "\n").matches(of: /`([^`]+)`/).map { String($0.1) }
    }
}

/// What the built program says of its own command line (`--experimental-dump-help`).
struct CommandHelp: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
            var spelled: String { kind == "short" ? "-" + name : "--" + name }
        }

        var kind: String
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var discussion: String?
        var shouldDisplay: Bool

        /// `-f`, `--format <format>`; `<path>` of a positional argument.
        var spelled: String {
            let value = "<\(valueName ?? "")>"
            guard kind != "positional" else { return "`\(value)`" }
            let sorted = (names ?? []).map(\.spelled).sorted { $0.count < $1.count }
            return sorted.enumerated().map { n, name in
                "`\(name)\(kind == "option" && n == sorted.count - 1 ? " " + value : "")`"
            }.joined(separator: ", ")
        }
    }

    private struct Dump: Decodable { var command: CommandHelp }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [CommandHelp]?

    static func of(_ program: String) throws -> CommandHelp {
        let run = try Shell.run(program, ["--experimental-dump-help"])
        return try JSONDecoder().decode(Dump.self, from: run.outputBytes).command
    }

    /// Commands that are there for people, `help` apart.
    var commands: [CommandHelp] { (subcommands ?? []).filter { $0.commandName != "help" } }
    var options: Set<String> { Set((arguments ?? []).flatMap { $0.names ?? [] }.map(\.spelled)) }
}
