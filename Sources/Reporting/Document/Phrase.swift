import NodeModel

/// A run of words with what each part is, so that every format can mark and escape it its own way.
struct Phrase: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        case plain, strong, muted
        /// Something that is typed or read literally: a command, a path, a name.
        case code
        /// The same within a sentence that has it between backticks, which stay where nothing else tells it apart.
        case quoted
        case verdict(Verdict)
        case saying(Saying)
        /// The number of a footnote.
        case note
    }

    struct Span: Hashable, Sendable {
        var text: String
        var style: Style
    }

    private(set) var spans: [Span] = []

    init(_ text: String = "", _ style: Style = .plain) { append(text, style) }

    init(_ spans: [Span]) { self.spans = spans }

    var isEmpty: Bool { spans.isEmpty }
    /// The words without their styles.
    var words: String { spans.map(\.text).joined() }

    mutating func append(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { spans.append(Span(text: text, style: style)) }
    }

    static func + (a: Phrase, b: Phrase) -> Phrase {
        var sum = a
        sum.spans += b.spans
        return sum
    }

    /// The phrase, or its beginning with `…` where it has more characters than that.
    func cut(to limit: Int) -> Phrase {
        var out = Phrase()
        var left = limit
        for span in spans {
            let kept = span.text.prefix(left)
            left -= kept.count
            out.append(kept.endIndex == span.text.endIndex ? span.text : kept + "…", span.style)
            guard kept.endIndex == span.text.endIndex else { break }
        }
        return out
    }

    /// A sentence in which commands stand between backticks: those become code.
    init(quoting sentence: String) {
        let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
        let isPaired = parts.count % 2 == 1
        for (index, part) in parts.enumerated() where isPaired {
            append(index % 2 == 0 ? String(part) : "`\(part)`", index % 2 == 0 ? .plain : .quoted)
        }
        if !isPaired { append(sentence) }
    }

    /// What `quoted` words are without their backticks.
    static func unquoted(_ text: String) -> String { text.filter { $0 != "`" } }

    static func code(_ text: String) -> Phrase { Phrase(text, .code) }
    static func strong(_ text: String) -> Phrase { Phrase(text, .strong) }
    static func muted(_ text: String) -> Phrase { Phrase(text, .muted) }
    static func verdict(_ verdict: Verdict) -> Phrase { Phrase(verdict.rawValue, .verdict(verdict)) }

    static func joined(_ phrases: [Phrase], separator: String) -> Phrase {
        var out = Phrase()
        for (index, phrase) in phrases.enumerated() {
            if index > 0 { out.append(separator) }
            out.spans += phrase.spans
        }
        return out
    }
}

extension Phrase: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { self.init(value) }
    init(stringInterpolation: Interpolation) { self = stringInterpolation.phrase }

    /// `"run \(code: command) on \(node)"`
    struct Interpolation: StringInterpolationProtocol {
        var phrase = Phrase()

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { phrase.append(literal) }
        mutating func appendInterpolation(_ text: String) { phrase.append(text) }
        mutating func appendInterpolation(_ number: Int) { phrase.append(Bytes.grouped(number)) }
        mutating func appendInterpolation(code text: String) { phrase.append(text, .code) }
        mutating func appendInterpolation(strong text: String) { phrase.append(text, .strong) }
        mutating func appendInterpolation(_ other: Phrase) { phrase = phrase + other }
    }
}
