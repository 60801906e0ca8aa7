import NodeModel

/// Phrases as inline nodes.
enum PhraseNodes {
    static func of(_ phrase: Phrase, longest: Int) -> [HTML] {
        phrase.spans.map { span in
            let text = span.text.utf8.count > longest ? Text.excerpt(span.text, limit: longest) : span.text
            switch span.style {
            case .plain: return .text(glued(text))
            case .strong: return .tag(.strong, text: glued(text))
            case .muted: return .tag(.span, .css("muted"), text: glued(text))
            case .code: return .tag(.code, text: text)
            case .quoted: return .tag(.code, text: Phrase.unquoted(text))
            case .verdict(let verdict):
                return .tag(
                    .span, .css("verdict", Marks.css(verdict)),
                    children: [Marks.mark(verdict), .text(text)])
            case .saying(let saying):
                return .tag(
                    .span, .css("says", css(saying)),
                    children: [.tag(.span, .hidden, text: sign(saying)), .text(" " + text)])
            case .note: return note(text)
            }
        }
    }

    /// The words alone, without footnotes.
    static func words(_ phrase: Phrase) -> String {
        let words = phrase.spans.filter { $0.style != .note }.map(\.text).joined()
        return String(words.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// A number in brackets is a footnote's, and leads to it.
    private static func note(_ text: String) -> HTML {
        guard let number = Int(text.filter(\.isNumber)), FleetQuery.all.contains(where: { $0.number == number }) else {
            return .text(text)
        }
        return .tag(
            .sup,
            children: [
                .tag(.a, .link(to: Anchor("query", number)), .label("SQL \(number)"), text: text)
            ])
    }

    /// A figure's mark, number and unit stay on one line.
    static func glued(_ text: String) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count > 1 else { return text }
        var out = words[0]
        for (word, next) in zip(words, words.dropFirst()) {
            out += (Bytes.belongTogether(word, next) ? "\u{A0}" : " ") + next
        }
        return out
    }

    private static func sign(_ saying: Saying) -> String {
        switch saying {
        case .same: "="
        case .different: "≠"
        case .partly: "≃"
        case .nothing: "–"
        case .unknown: "?"
        }
    }

    private static func css(_ saying: Saying) -> StaticString {
        switch saying {
        case .same: "s-same"
        case .different: "s-different"
        case .partly: "s-partly"
        case .nothing, .unknown: "s-silent"
        }
    }
}
