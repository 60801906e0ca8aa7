import CMemmem
import Glibc

/// A quoted line with the values taken out that its row keeps anyway, so that many rows share one line.
///
/// `{0}` stands for the first value, `{1}` for the second; a brace of the line's own is doubled. Always reversible.
enum QuotePattern {
    private static let (open, close, zero) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "0"))

    /// Appends a pattern. At most ten values, looked for from left to right, each once; one that is not found is left
    /// out.
    static func append(_ quote: String, without values: [String], to pattern: inout [UInt8]) {
        var quote = quote
        quote.withUTF8 { quote in
            if values.isEmpty { return pattern.append(contentsOf: quote) }
            pattern.reserveCapacity(pattern.count + quote.count + 8)
            var done = 0
            for (n, value) in values.enumerated() {
                var value = value
                value.withUTF8 { value in
                    guard let at = find(value, in: quote, from: done) else { return }
                    append(UnsafeBufferPointer(rebasing: quote[done..<at]), to: &pattern)
                    pattern.append(open)
                    pattern.append(zero + UInt8(n))
                    pattern.append(close)
                    done = at + value.count
                }
            }
            append(UnsafeBufferPointer(rebasing: quote[done...]), to: &pattern)
        }
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

    /// With every brace twice.
    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to pattern: inout [UInt8]) {
        var done = 0
        while let start = bytes.baseAddress, let brace = memchr(start + done, Int32(open), bytes.count - done) {
            let next = UnsafeRawPointer(brace) - UnsafeRawPointer(start) + 1
            pattern.append(contentsOf: bytes[done..<next])
            pattern.append(open)
            done = next
        }
        pattern.append(contentsOf: bytes[done...])
    }

    private static func find(
        _ value: UnsafeBufferPointer<UInt8>, in quote: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard let needle = value.baseAddress, !value.isEmpty, let text = quote.baseAddress else { return nil }
        guard let found = memmem(text + start, quote.count - start, needle, value.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(text)
    }
}
