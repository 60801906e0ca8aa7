import ArgumentParser
import Evidence
import Glibc

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Prints every rule: what it asks, needs and can say, with examples.",
        discussion: """
            twinstore rules
            twinstore rules --format markdown

            The verdicts of a database name the rule set that they were made by; `twinstore judge` makes them anew.
            """)

    /// How the rules are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case markdown
    }

    @Option(name: .shortAndLong, help: "text or markdown.")
    var format: Format = .text

    func run() {
        switch format {
        case .text:
            Console.write("Rule set \(Rule.ruleSet), strongest first\n", to: STDOUT_FILENO)
            for rule in Rule.all { Console.write(RuleText.page(rule), to: STDOUT_FILENO) }
        case .markdown:
            Console.write(RuleMarkdown.text, to: STDOUT_FILENO)
        }
    }
}

/// A rule as a page of text.
enum RuleText {
    static func page(_ rule: Rule) -> String {
        var text = "\n\(rule.id)\(rule.byHand ? "  (one of the five checks by hand)" : "")\n  \(rule.title)\n"
        text += "  Needs: \(rule.needs.joined(separator: ", "))\n"
        text += wrapped(rule.reason, indent: "  ", width: 96)
        text += "  Examples:\n"
        for example in rule.examples { text += "    \(example.name) → \(example.says.rawValue)\n" }
        return text
    }

    static func wrapped(_ text: String, indent: String, width: Int) -> String {
        var out = ""
        var line = indent
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.count + word.count + 1 > width, line.count > indent.count {
                out += line + "\n"
                line = indent
            }
            line += (line.count > indent.count ? " " : "") + word
        }
        return out + line + "\n"
    }
}

/// All rules as a page of the documentation.
enum RuleMarkdown {
    static var text: String {
        var out = """
            # Rules

            The rules of rule set \(Rule.ruleSet), strongest first: where two contradict each other, the earlier one
            decides. Each says `same`, `different`, `partly`, `nothing` (looked, and it proves nothing either way) or
            `unknown` (what it needs was not there). The examples are the rule's tests. Printed by
            `twinstore rules --format markdown`.


            """
        for rule in Rule.all { out += section(rule) }
        return String(out.dropLast())
    }

    private static func section(_ rule: Rule) -> String {
        var out =
            "## \(rule.id)\n\n**\(escaped(rule.title))**\(rule.byHand ? ", one of the five checks by hand" : "").\n"
        out += "Needs \(rule.needs.map { "`\($0)`" }.joined(separator: ", ")).\n\n"
        out += RuleText.wrapped(escaped(rule.reason), indent: "", width: 120)
        out += "\n| example | says |\n|---|---|\n"
        for example in rule.examples { out += "| \(escaped(example.name)) | `\(example.says.rawValue)` |\n" }
        return out + "\n"
    }

    /// Rules quote code with backquotes, and mean every other character as it stands.
    private static func escaped(_ text: String) -> String {
        var out = ""
        var inCode = false
        for character in text {
            if character == "`" { inCode.toggle() }
            if character == "|" || !inCode && "\\<>*_[]".contains(character) { out.append("\\") }
            out.append(character)
        }
        return out
    }
}
