import NodeModel

/// Phrases broken into lines of a terminal.
enum Wrap {
    typealias Line = [Phrase.Span]

    /// At most `width` columns a line; words that are longer keep their two ends.
    static func lines(_ phrase: Phrase, width: Int) -> [Line] {
        var lines: [Line] = []
        var line: Line = []
        var used = 0
        for word in words(phrase) {
            let length = word.reduce(0) { $0 + DisplayWidth.of($1.text) }
            if !line.isEmpty, used + 1 + length > width {
                lines.append(line)
                (line, used) = ([], 0)
            }
            if !line.isEmpty {
                // A blank within one span looks like the span, so that a style is not switched off and on again.
                let style = line.last?.style == word.first?.style ? line.last?.style ?? .plain : .plain
                append(Phrase.Span(text: " ", style: style), to: &line)
                used += 1
            }
            for span in length > width ? [fitted(word, width)] : word { append(span, to: &line) }
            used += min(length, width)
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// The phrase on one line of at most `width` columns.
    static func fitted(_ phrase: Phrase, _ width: Int, cut: Table.Cut = .middle) -> Line {
        let spans = phrase.spans.map { Phrase.Span(text: Text.visible($0.text), style: $0.style) }
        let length = spans.reduce(0) { $0 + DisplayWidth.of($1.text) }
        guard length > width else { return spans }
        let whole = spans.map(\.text).joined()
        let text =
            switch cut {
            case .middle: DisplayWidth.fitted(whole, width)
            case .start: DisplayWidth.fitted(image: whole, width)
            case .end: DisplayWidth.cut(whole, width)
            }
        return [Phrase.Span(text: text, style: spans.first?.style ?? .plain)]
    }

    static func width(_ line: Line) -> Int { line.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    private static func fitted(_ word: Line, _ width: Int) -> Phrase.Span {
        let text = word.map(\.text).joined()
        return Phrase.Span(text: DisplayWidth.fitted(text, width), style: word.first?.style ?? .plain)
    }

    private static func append(_ span: Phrase.Span, to line: inout Line) {
        if let last = line.indices.last, line[last].style == span.style {
            line[last].text += span.text
        } else {
            line.append(span)
        }
    }

    /// A figure's mark, number and unit stay on one line.
    private static func glued(_ words: [Line]) -> [Line] {
        var out: [Line] = []
        for word in words {
            guard let before = out.last?.last, let first = word.first, before.style == first.style,
                Bytes.belongTogether(before.text, first.text)
            else {
                out.append(word)
                continue
            }
            out[out.count - 1].append(Phrase.Span(text: " ", style: first.style))
            out[out.count - 1] += word
        }
        return out
    }

    /// What stands between blanks; a word may change its style in the middle.
    private static func words(_ phrase: Phrase) -> [Line] {
        var words: [Line] = []
        var word: Line = []
        for span in phrase.spans {
            let parts = Text.visible(span.text).split(separator: " ", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 {
                    words.append(word)
                    word = []
                }
                if !part.isEmpty { word.append(Phrase.Span(text: String(part), style: span.style)) }
            }
        }
        words.append(word)
        return glued(words)
    }
}
