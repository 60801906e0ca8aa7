import NodeModel

/// Text made fit for Markdown as GitHub, GitLab and Jira read it. Nothing that it is given becomes markup or a link.
enum MarkdownText {
    /// On one line of prose.
    static func inline(_ phrase: Phrase, inTable: Bool = false) -> String {
        phrase.spans.map { span in
            switch span.style {
            case .plain, .muted, .note: prose(span.text, inTable: inTable)
            // A column of its own needs no mark, and has none to spare.
            case .verdict where inTable: prose(span.text, inTable: true)
            case .strong, .verdict: "**\(prose(span.text, inTable: inTable))**"
            case .saying: "*\(prose(span.text, inTable: inTable))*"
            case .code: code(span.text, inTable: inTable)
            case .quoted: code(Phrase.unquoted(span.text), inTable: inTable)
            }
        }.joined()
    }

    /// Words that a forge would turn into a mention, a reference or a link become code; the rest is escaped.
    static func prose(_ text: String, inTable: Bool = false) -> String {
        let words = Text.visible(text).split(separator: " ", omittingEmptySubsequences: false)
        return words.map { isLinked($0) ? code(String($0), inTable: inTable) : escaped(String($0)) }
            .joined(separator: " ")
    }

    /// A code span whose fence is longer than any run of backticks in it. In a table a pipe would end the cell even
    /// there, and is written as HTML instead.
    static func code(_ text: String, inTable: Bool = false) -> String {
        let text = Text.visible(text)
        guard !text.isEmpty else { return "" }
        if inTable, text.contains("|") { return "<code>\(escaped(text))</code>" }
        let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
        let isBare = text.first != "`" && text.last != "`" && text.first != " " && text.last != " "
        return isBare ? fence + text + fence : "\(fence) \(text) \(fence)"
    }

    /// A block of code, its fence longer than any run of backticks in it.
    static func fenced(_ lines: [String], language: String = "", indent: Int = 0) -> String {
        let run = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
        let fence = String(repeating: "`", count: max(3, run + 1))
        let margin = String(repeating: " ", count: indent)
        return ([fence + language] + lines + [fence]).map { margin + $0 + "\n" }.joined()
    }

    /// Entities for what HTML and tables would take, backslashes for what Markdown would.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "|": out += "&#124;"
            case "\\", "`", "*", "_", "[", "]", "~", "#": out += "\\" + String(character)
            default: out.append(character)
            }
        }
        return out
    }

    /// A line's beginning that would make it a list, a rule or a heading.
    static func atLineStart(_ text: String) -> String {
        guard let first = text.first else { return text }
        if "-+".contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")", rest.dropFirst().first ?? " " == " "
        else { return text }
        return digits + "\\" + text.dropFirst(digits.count)
    }

    private static func isLinked(_ word: Substring) -> Bool {
        if word.contains("@") || word.contains("://") || word.hasPrefix("www.") { return true }
        // #12 is an issue, !12 a merge request, $12 a snippet, &12 an epic, %12 a milestone, ~12 a label.
        return zip(word, word.dropFirst()).contains { "#!$&%~".contains($0) && $1.isNumber }
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for each in text {
            run = each == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
