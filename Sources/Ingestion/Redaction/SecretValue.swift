/// Where a value begins and ends, in a command line, an environment file, a unit, JSON, YAML or TOML.
extension SecretText {
    /// The value that belongs to a name, without its quotes; nil where there is none.
    mutating func value(of name: SecretName, oneWord: Bool = true) -> Range<Int>? {
        var at = name.range.upperBound
        var isKey = false
        if byte(at) == 61 { return assigned(at + 1, name, oneWord) }
        if name.quote != 0, backslashes(from: at) == name.escapes, byte(at + name.escapes) == name.quote {
            at += name.escapes + 1
            isKey = true
        }
        if name.isFlag { return separate(at) }
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
    private mutating func assigned(_ start: Int, _ name: SecretName, _ oneWord: Bool) -> Range<Int>? {
        if name.quote != 0, !isCommandString(quote: name.range.lowerBound - 1) {
            // "NAME=value with blanks": the quote before the name is the one that ends the value.
            return start..<(closing(name.quote, name.escapes, from: start) ?? lineEnd(start))
        }
        if let quoted = single(start, name) { return quoted }
        if isFile, !name.isFlag, name.startsLine {
            var end = lineEnd(start)
            while byte(end) == 10, byte(end - 1) == 92 { end = lineEnd(end + 1) }
            return trimmed(start..<end)
        }
        return oneWord ? word(start) : trimmed(start..<lineEnd(start))
    }

    /// After `NAME: ` or `NAME = `.
    private mutating func toLineEnd(_ start: Int, _ name: SecretName, _ oneWord: Bool) -> Range<Int>? {
        switch byte(start) {
        case 123: return nil
        case 91: return list(start)
        case 10, 13, 0, 124, 62: return name.startsLine ? block(start, name) : quotedBelow(start, name)
        default: break
        }
        if let quoted = single(start, name) { return quoted }
        if name.quote != 0, byte(name.range.upperBound + name.escapes) == name.quote, byte(start) != 39 {
            // In JSON what is not quoted is a number or a word of its own.
            var end = start
            while end < bytes.count, bytes[end] > 32, ![44, 93, 125, 92].contains(bytes[end]) { end += 1 }
            return start..<end
        }
        guard name.startsLine else {
            if isInFlow(name) { return trimmed(start..<flowEnd(start)) }
            return oneWord ? word(start) : trimmed(start..<quoteEnd(start))
        }
        let stop = lineEnd(start)
        let comment = (start..<stop).first { byte($0) == 35 && (byte($0 - 1) == 32 || byte($0 - 1) == 9) }
        // A plain text of YAML goes on in the lines that are indented deeper than its key.
        if comment == nil, let more = block(start, name), more.upperBound > stop { return start..<more.upperBound }
        return trimmed(start..<(comment ?? stop))
    }

    /// In JSON, a text on the line after its key.
    private func quotedBelow(_ start: Int, _ name: SecretName) -> Range<Int>? {
        var at = start
        while [9, 10, 13, 32].contains(byte(at)) { at += 1 }
        guard name.quote != 0, byte(at) == name.quote else { return nil }
        return closing(name.quote, 0, from: at + 1).map { (at + 1)..<$0 }
    }

    /// The items of a list, together, also over several lines.
    private func list(_ start: Int) -> Range<Int>? {
        var end = start + 1
        while ![0, 91, 93, 123].contains(byte(end)) {
            let quoted = byte(end) == 34 || byte(end) == 39 ? closing(byte(end), 0, from: end + 1) : nil
            end = (quoted ?? end) + 1
        }
        let inner = trimmed(skipBlanks(start + 1)..<max(end, skipBlanks(start + 1)))
        return byte(end) == 93 && !contains("<redacted", in: inner) ? inner : nil
    }

    /// After a flag: past blanks, a comma between items, the end of a continued line, and comments in between.
    private mutating func separate(_ start: Int) -> Range<Int>? {
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
                let value = single(at, nil) ?? word(at)
                let isLetter = value.count == 2 && (65...122).contains(byte(value.lowerBound + 1))
                if byte(value.lowerBound) == 45, isLetter || byte(value.lowerBound + 1) == 45 { return nil }
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

    /// A quoted value, without its quotes; nil where the value is not quoted, or where quotes are a part of a word. The
    /// value of a name that starts its line in a file may be of several lines.
    private mutating func single(_ start: Int, _ name: SecretName?) -> Range<Int>? {
        let escapes = backslashes(from: start)
        let at = start + escapes
        let quote = byte(at)
        guard quote == 34 || quote == 39 else { return nil }
        if escapes == 0, byte(at + 1) == quote, byte(at + 2) == quote { return fenced(at + 3, quote) }
        let open = openQuote(at: start)
        if escapes == 0, open == quote { return start..<start }
        let isLong = isFile && name?.startsLine == true && name?.quote == 0
        guard let end = closing(quote, escapes, from: at + 1, isLong: isLong) else { return (at + 1)..<lineEnd(at) }
        let after = byte(end + escapes + 1)
        let isWhole = [0, 9, 10, 13, 32, 35, 38, 41, 44, 58, 59, 93, 124, 125].contains(after)
        return escapes > 0 || open != 0 || isWhole ? (at + 1)..<end : nil
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
