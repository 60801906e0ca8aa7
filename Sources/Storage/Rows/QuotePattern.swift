/// A quoted line with the values taken out that its row keeps anyway, so that many rows share one line.
///
/// `{0}` stands for the first value, `{1}` for the second; a brace of the line's own is doubled. Always reversible.
enum QuotePattern {
    private static let (open, close, zero) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "0"))

    /// At most ten values, looked for from left to right, each once; one that is not found is left out.
    static func make(_ quote: String, without values: [String]) -> String {
        if values.isEmpty { return quote }
        let quote = Array(quote.utf8)
        var pattern: [UInt8] = []
        var done = 0
        for (n, value) in values.enumerated() {
            let value = Array(value.utf8)
            guard let at = find(value, in: quote, from: done) else { continue }
            append(quote[done..<at], to: &pattern)
            pattern += [open, zero + UInt8(n), close]
            done = at + value.count
        }
        append(quote[done...], to: &pattern)
        return String(decoding: pattern, as: UTF8.self)
    }

    static func expand(_ pattern: String, with values: [String]) -> String {
        if values.isEmpty { return pattern }
        let pattern = Array(pattern.utf8)
        var quote: [UInt8] = []
        var at = 0
        while at < pattern.count {
            guard pattern[at] == open, at + 1 < pattern.count else {
                quote.append(pattern[at])
                at += 1
                continue
            }
            let n = Int(pattern[at + 1]) - Int(zero)
            if values.indices.contains(n) {
                quote += values[n].utf8
                at += 3
            } else {
                quote.append(open)
                at += 2
            }
        }
        return String(decoding: quote, as: UTF8.self)
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to pattern: inout [UInt8]) {
        for byte in bytes {
            pattern.append(byte)
            if byte == open { pattern.append(open) }
        }
    }

    private static func find(_ value: [UInt8], in quote: [UInt8], from start: Int) -> Int? {
        guard let first = value.first, quote.count - start >= value.count else { return nil }
        return (start...(quote.count - value.count)).first {
            quote[$0] == first && quote[$0..<$0 + value.count].elementsEqual(value)
        }
    }
}
