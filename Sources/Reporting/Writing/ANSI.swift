import NodeModel

/// The terminal's styles; what they tell is in the words too.
enum ANSI {
    static func styled(_ span: Phrase.Span) -> String {
        guard let code = code(span.style), span.text.contains(where: { $0 != " " }) else { return span.text }
        return "\u{1B}[\(code)m\(span.text)\u{1B}[0m"
    }

    private static func code(_ style: Phrase.Style) -> String? {
        switch style {
        case .plain, .code, .quoted, .note: nil
        case .strong: "1"
        case .muted: "2"
        case .verdict(let verdict):
            switch verdict {
            case .duplicated: "1;31"
            case .partlyDuplicated, .leftover: "1;33"
            case .separate, .sameStore, .singleStore: "1;32"
            case .unknown: "1;35"
            }
        case .saying(let saying): saying.isAnswer ? "36" : "2"
        }
    }
}
