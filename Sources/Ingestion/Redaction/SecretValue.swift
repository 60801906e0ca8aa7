/// Where a value begins and ends, in a command line, an environment file, a unit, JSON, YAML or TOML.
extension SecretText {
    /// The value that belongs to a name, without its quotes; nil where there is none.
    func value(of name: SecretName, oneWord: Bool = true) -> Range<Int>? {
        var at = name.range.upperBound
        if byte(at) == 61 { return assigned(at + 1, name, oneWord) }
        var isKey = false
        if name.quote != 0 {
            if name.isQuoteEscaped, byte(at) == 92 { at += 1 }
            guard byte(at) == name.quote else { return name.isFlag ? separate(at) : nil }
            at += 1
            isKey = true
            if name.isFlag { return separate(at) }
        } else if name.isFlag {
            return separate(at)
        }
        let gap = skipBlanks(at)
        switch byte(gap) {
        case 61: return toLineEnd(skipBlanks(gap + 1), name, oneWord)
        case 58 where isKey: return toLineEnd(skipBlanks(gap + 1), name, oneWord)
        // `token:1.2` is an image's name, `token: 1.2` a key's value.
        case 58 where [32, 9, 10, 13].contains(byte(gap + 1)): return toLineEnd(skipBlanks(gap + 1), name, oneWord)
        default: return nil
        }
    }

    /// After `NAME=`.
    private func assigned(_ start: Int, _ name: SecretName, _ oneWord: Bool) -> Range<Int>? {
        if name.quote != 0 {
            // "NAME=value with blanks": the quote before the name is the one that ends the value.
            return start..<quoteEnd(start, name.quote, isEscaped: name.isQuoteEscaped)
        }
        if isFile, !name.isFlag, name.startsLine, byte(start) != 34, byte(start) != 39 {
            return trimmed(start..<lineEnd(start))
        }
        return single(start) ?? (oneWord ? word(start) : trimmed(start..<lineEnd(start)))
    }

    /// After `NAME: ` or `NAME = `.
    private func toLineEnd(_ start: Int, _ name: SecretName, _ oneWord: Bool) -> Range<Int>? {
        switch byte(start) {
        case 123: return nil
        case 91: return list(start)
        case 10, 13, 0, 124, 62: return name.startsLine ? block(start, name) : nil
        default: break
        }
        if let quoted = single(start) { return quoted }
        if name.quote != 0 {
            // In JSON what is not quoted is a number or a word of its own.
            var end = start
            while end < bytes.count, bytes[end] > 32, ![44, 93, 125, 92].contains(bytes[end]) { end += 1 }
            return start..<end
        }
        guard name.startsLine else { return oneWord ? word(start) : trimmed(start..<lineEnd(start)) }
        var end = lineEnd(start)
        for at in start..<end where byte(at) == 35 && byte(at - 1) == 32 {
            end = at
            break
        }
        return trimmed(start..<end)
    }

    /// The elements of a list of words, together, also over several lines.
    private func list(_ start: Int) -> Range<Int>? {
        var end = start + 1
        while ![0, 91, 93, 123].contains(byte(end)) { end += 1 }
        let inner = trimmed(skipBlanks(start + 1)..<max(end, skipBlanks(start + 1)))
        return byte(end) == 93 && !contains("<redacted", in: inner) ? inner : nil
    }

    /// After a flag: past blanks, a comma between items, the end of a continued line, and comments in between.
    private func separate(_ start: Int) -> Range<Int>? {
        var at = skipBlanks(start)
        guard at > start || [44, 10, 13, 92, 34, 39].contains(byte(at)) else { return nil }
        var lines = 0
        var isContinued = false
        while true {
            switch byte(at) {
            case 32, 9, 44: at += 1
            case 92 where byte(at + 1) == 10 || byte(at + 1) == 13 && byte(at + 2) == 10:
                isContinued = true
                at += 1
            case 13 where byte(at + 1) == 10: at += 1
            case 10 where lines < 8:
                lines += 1
                at = skipBlanks(at + 1)
                // The next item of a YAML list, or a comment.
                if byte(at) == 45, byte(at + 1) == 32 { at += 2 }
                if byte(at) == 35 || byte(at) == 59 { at = lineEnd(at) }
            default:
                let value = single(at) ?? word(at)
                if byte(value.lowerBound) == 45, byte(value.lowerBound + 1) == 45 { return nil }
                // Without a backslash the next line counts only if it holds nothing else.
                return lines == 0 || isContinued || endsLine(value.upperBound) ? value : nil
            }
        }
    }

    /// Whether only a quote, a comma or a backslash follows on the line.
    private func endsLine(_ start: Int) -> Bool {
        var at = start
        while [32, 9, 34, 39, 44, 92, 13].contains(byte(at)) { at += 1 }
        return at >= bytes.count || bytes[at] == 10
    }

    /// A quoted value, without its quotes; nil where the value is not quoted.
    private func single(_ start: Int) -> Range<Int>? {
        let isEscaped = byte(start) == 92
        let at = isEscaped ? start + 1 : start
        guard byte(at) == 34 || byte(at) == 39 else { return nil }
        if !isEscaped, byte(at + 1) == byte(at), byte(at + 2) == byte(at) { return fenced(at + 3, byte(at)) }
        return (at + 1)..<quoteEnd(at + 1, byte(at), isEscaped: isEscaped)
    }

    /// TOML's text of several lines, to its three quotes.
    private func fenced(_ start: Int, _ quote: UInt8) -> Range<Int> {
        var at = start
        while at < bytes.count, byte(at) != quote || byte(at + 1) != quote || byte(at + 2) != quote { at += 1 }
        return start..<at
    }

    /// Whether a mark in place of this value needs quotes for the text to stay JSON or TOML.
    func needsQuotes(_ range: Range<Int>) -> Bool {
        var at = range.lowerBound - 1
        while byte(at) == 32 || byte(at) == 9 { at -= 1 }
        let before = byte(at - 1)
        return byte(at) == 91 || byte(at) == 58 && before == 34 || byte(at) == 61 && (before == 32 || before == 9)
    }

    /// Where a quoted text ends: at its quote, else at the end of the line.
    private func quoteEnd(_ start: Int, _ quote: UInt8, isEscaped: Bool) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != 10 {
            if bytes[at] == 92 {
                if isEscaped, byte(at + 1) == quote { return at }
                at += 1
            } else if bytes[at] == quote {
                return at
            }
            at += 1
        }
        return min(at, bytes.count)
    }

    /// An unquoted word, as a shell would read it: quotes inside it belong to it, one that ends it does not.
    func word(_ start: Int) -> Range<Int> {
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case 0...32: return start..<at
            case 34, 39:
                if [0, 9, 10, 13, 32, 41, 44, 59, 92, 93, 125].contains(byte(at + 1)) { return start..<at }
                at = quoteEnd(at + 1, bytes[at], isEscaped: false)
            case 92:
                // The end of a continued line, of a string in a string, or of a line in a JSON text.
                if [10, 13, 34, 110, 114, 116].contains(byte(at + 1)) { return start..<at }
                at += 1
            default: break
            }
            at += 1
        }
        return start..<min(at, bytes.count)
    }

    /// YAML's `|` and `>`, or a value that begins on the next line: every line that is indented deeper than the key.
    private func block(_ start: Int, _ name: SecretName) -> Range<Int>? {
        let isMarked = byte(start) == 124 || byte(start) == 62
        var line = lineEnd(start)
        if byte(line) == 13 { line += 1 }
        let depth = indentation(lineStart(name.range.lowerBound))
        var end: Int?
        var first: Int?
        while byte(line) == 10 {
            let next = line + 1
            let indent = indentation(next)
            let content = next + indent
            let stop = lineEnd(next)
            if content < stop {
                guard indent > depth else { break }
                if first == nil {
                    // A nested mapping or list has names of its own.
                    if !isMarked, byte(content) == 45 || word(content).contains(where: { byte($0) == 58 }) {
                        return nil
                    }
                    first = content
                }
                end = stop
                if !isMarked { break }
            }
            line = byte(stop) == 13 ? stop + 1 : stop
        }
        guard let first, let end else { return nil }
        return single(first) ?? first..<end
    }

    private func lineStart(_ at: Int) -> Int {
        var start = at
        while start > 0, bytes[start - 1] != 10 { start -= 1 }
        return start
    }

    private func indentation(_ line: Int) -> Int { skipBlanks(line) - line }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, byte(end - 1) <= 32 { end -= 1 }
        return range.lowerBound..<end
    }
}
