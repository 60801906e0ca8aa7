import Foundation
import TestSupport

@testable import twinstore

/// Reference.md, made of what the built programs and the collector say of themselves.
enum DocumentationReference {
    static func text() throws -> String {
        var out = """
            # Reference

            Every command with its options, every exit code and every capture, as the programs print them with `--help` and
            `twinstore captures`. `RECORD=1 swift test --filter DocumentationCensusTests` writes this page.

            Rules are on a page of their own ([Rules](Rules.md)), and so are views and tables ([Database](Database.md)) and
            saved questions ([Cookbook](Cookbook.md)).


            """
        for command in try CommandHelp.of(Shell.twinstore).commands { out += section(command) }
        out += "## Exit codes\n\n| code | meaning |\n|---|---|\n"
        for exit in ExitStatus.all { out += "| \(exit.code) | \(cell(exit.meaning)) |\n" }
        out += "\nThose of the collector are below, with its options.\n"
        out += "\n## collector.sh\n\n```text\n" + (try collector(["--help"])) + "```\n"
        out += "\n## Captures\n\nWhat the collector ran on the node, and what is read from it.\n\n"
        out += "| capture | what is read from it |\n|---|---|\n"
        for line in try Shell.run(Shell.twinstore, ["captures"]).output.split(separator: "\n") {
            guard let gap = line.firstRange(of: /\ {2,}/) else { continue }
            out += "| `\(cell(line[..<gap.lowerBound]))` | \(cell(line[gap.upperBound...])) |\n"
        }
        return out
    }

    static func collector(_ arguments: [String]) throws -> String {
        let script = Recordings.packageRoot.appendingPathComponent("collector.sh").path
        return try Shell.run("/bin/sh", [script] + arguments).output
    }

    private static func section(_ command: CommandHelp) -> String {
        var out = "## twinstore \(command.commandName)\n\n\(prose(command.abstract ?? ""))\n\n"
        if let discussion = command.discussion, !discussion.isEmpty { out += "```text\n\(discussion)\n```\n\n" }
        let shown = (command.arguments ?? []).filter {
            $0.shouldDisplay && !["help", "version"].contains($0.valueName)
        }
        guard !shown.isEmpty else { return out }
        out += "| argument | what it does |\n|---|---|\n"
        for argument in shown {
            var lines = [argument.abstract ?? ""]
            lines += (argument.discussion ?? "").split(separator: "\n").map(String.init)
            out += "| \(cell(argument.spelled)) | \(lines.map { cell(prose($0)) }.joined(separator: "<br>")) |\n"
        }
        return out + "\n"
    }

    private static func prose(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { n, part -> String in
            guard n.isMultiple(of: 2) else { return String(part) }
            return String(part).replacing("<", with: "\\<").replacing("*", with: "\\*").replacing("_", with: "\\_")
        }.joined(separator: "`")
    }

    private static func cell(_ text: some StringProtocol) -> String {
        text.replacingOccurrences(of: "|", with: "\\|").trimmingCharacters(in: .whitespaces)
    }
}
