/// Values that go on in the lines after their key.
extension SecretText {
    /// YAML's `|` and `>`, or a value that goes on in the next lines: every line that is indented deeper than the key,
    /// and the items of a list as deep as it.
    mutating func block(_ start: Int, _ name: SecretName) -> Range<Int>? {
        let isMarked = byte(start) == 124 || byte(start) == 62
        let isPlain = byte(start) > 32 && !isMarked
        var line = lineEnd(start)
        if byte(line) == 13 { line += 1 }
        let depth = indentation(lineStart(name.range.lowerBound))
        var end: Int?
        var first: Int?
        while byte(line) == 10 {
            let next = line + 1
            let indent = indentation(next)
            var content = next + indent
            let stop = lineEnd(next)
            if content < stop {
                let isItem = byte(content) == 45 && byte(content + 1) == 32 && !isMarked && !isPlain
                guard indent > depth || indent == depth && isItem else { break }
                if isItem { content += 2 }
                if first == nil {
                    // A nested mapping has names of its own.
                    if !isMarked, !isPlain, isMapping(content) { return nil }
                    first = content
                }
                end = stop
            }
            line = byte(stop) == 13 ? stop + 1 : stop
        }
        guard let first, let end else { return nil }
        return first..<end
    }

    /// Whether a line of YAML is `name: …` from there on.
    private func isMapping(_ start: Int) -> Bool {
        var at = start
        while byte(at) > 32, ![34, 39, 58].contains(byte(at)) { at += 1 }
        return byte(at) == 58 && byte(at + 1) <= 32
    }

    private func lineStart(_ at: Int) -> Int {
        var start = at
        while start > 0, bytes[start - 1] != 10 { start -= 1 }
        return start
    }

    private func indentation(_ line: Int) -> Int { skipBlanks(line) - line }
}
