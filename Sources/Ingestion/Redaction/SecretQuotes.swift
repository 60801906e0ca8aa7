/// What quotes mean where a value stands: which is open there, where one closes, and how far a shell's word goes.
extension SecretText {
    /// How many backslashes stand there.
    func backslashes(from start: Int) -> Int {
        var at = start
        while byte(at) == 92 { at += 1 }
        return at - start
    }

    /// How many backslashes end there, at most 64.
    func backslashes(before end: Int) -> Int {
        var at = end
        while byte(at - 1) == 92, end - at < 64 { at -= 1 }
        return end - at
    }

    /// Where the text in these quotes ends, before the backslashes of the closing one; nil where it does not.
    func closing(_ quote: UInt8, _ escapes: Int, from start: Int, isLong: Bool = false) -> Int? {
        var at = start
        var run = 0
        while at < bytes.count, bytes[at] != 10 || isLong {
            if bytes[at] == quote, escapes > 0 ? run <= escapes : quote == 39 || run % 2 == 0 {
                return escapes > 0 ? at - run : at
            }
            run = bytes[at] == 92 ? run + 1 : 0
            at += 1
        }
        return nil
    }

    /// The quote that is open at a place of its line, 0 for none. Goes on from the place that was asked about last.
    mutating func openQuote(at end: Int) -> UInt8 {
        if end < quoting.end {
            var start = end
            while start > 0, bytes[start - 1] != 10, end - start < 4_096 { start -= 1 }
            quoting = (start, 0)
        }
        var at = quoting.end
        while at < end {
            switch bytes[at] {
            case 10: quoting.open = 0
            case 92: at += 1
            case 34, 39:
                if quoting.open == 0 { quoting.open = bytes[at] } else if quoting.open == bytes[at] { quoting.open = 0 }
            default: break
            }
            at += 1
        }
        quoting.end = max(at, end)
        return quoting.open
    }

    /// Whether a quote opens the command of `sh -c`.
    func isCommandString(quote start: Int) -> Bool {
        var at = start
        while byte(at - 1) == 32 || byte(at - 1) == 9 { at -= 1 }
        guard at < start, byte(at - 1) == 99 else { return false }
        while (97...122).contains(byte(at - 1)) { at -= 1 }
        return byte(at - 1) == 45 && byte(at - 2) <= 32
    }

    /// Where the quote that is open there closes, or the line ends.
    mutating func quoteEnd(_ start: Int) -> Int {
        let open = openQuote(at: start)
        return open == 0 ? lineEnd(start) : closing(open, 0, from: start) ?? lineEnd(start)
    }

    /// A word as a shell would read it: quotes inside it belong to it, one that was open before it ends it.
    mutating func word(_ start: Int) -> Range<Int> {
        let open = openQuote(at: start)
        var at = start
        while at < bytes.count {
            let byte = bytes[at]
            if byte <= 32 || open != 0 && byte == open { return start..<at }
            if byte == 92 {
                // The end of a continued line, of a string in a string, or of a line in a JSON text.
                if [10, 13].contains(self.byte(at + 1)) { return start..<at }
                if open != 0, [34, 39, 92, 110, 114, 116].contains(self.byte(at + 1)) { return start..<at }
                at += 1
            } else if byte == 34 || byte == 39, open == 0 {
                at = closing(byte, 0, from: at + 1) ?? at
            } else if byte == 36, self.byte(at + 1) == 40 {
                at = (at..<lineEnd(at)).first { bytes[$0] == 41 } ?? at
            }
            at += 1
        }
        return start..<min(at, bytes.count)
    }

    /// Whether a name stands in `{name: value, name: value}`.
    func isInFlow(_ name: SecretName) -> Bool {
        var at = name.range.lowerBound - (name.quote == 0 ? 0 : name.escapes + 1)
        while byte(at - 1) == 32 || byte(at - 1) == 9 { at -= 1 }
        return byte(at - 1) == 123 || byte(at - 1) == 44
    }

    /// Where a plain value of such a flow ends.
    func flowEnd(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, ![10, 13, 44, 125].contains(bytes[at]) { at += 1 }
        return at
    }
}
