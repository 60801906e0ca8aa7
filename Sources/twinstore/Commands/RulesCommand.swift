import ArgumentParser
import Evidence
import Glibc

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Prints every rule: what it asks, needs and can say, with examples.",
        discussion: """
            twinstore rules
            twinstore rules | less

            The verdicts of a database name the rule set that they were made by; `twinstore judge` makes them anew.
            """)

    func run() {
        Console.write("Rule set \(Rule.ruleSet), strongest first\n", to: STDOUT_FILENO)
        for rule in Rule.all {
            Console.write(RuleText.page(rule), to: STDOUT_FILENO)
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
