import NodeModel

/// Gathers values in the order of their columns, as bytes: what is to be stored is written down once, by whichever thread
/// has read it, and hashed, looked up and bound from there.
///
/// A value is its tag, a count where its length is not fixed, and its content. The encoding is unambiguous: equal bytes,
/// and so an equal hash, only for equal values.
struct RowWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func null() { bytes.append(ValueTag.null.rawValue) }

    mutating func integer(_ value: Int64) {
        bytes.append(ValueTag.integer.rawValue)
        number(value)
    }

    mutating func integer(_ value: Int64?) {
        guard let value else { return null() }
        integer(value)
    }

    mutating func integer(_ value: Int) { integer(Int64(value)) }
    mutating func integer(_ value: Int?) { integer(value.map { Int64($0) }) }
    mutating func flag(_ value: Bool) { integer(value ? 1 : 0) }
    mutating func flag(_ value: Bool?) { integer(value.map { $0 ? 1 : 0 }) }

    /// Text that does not repeat: kept in the row.
    mutating func text(_ value: String?) { append(.text, value) }
    /// Text that repeats: kept once, in table `text`.
    mutating func word(_ value: String?) { append(.word, value) }
    /// A quoted line, which may have values taken out that its row keeps anyway.
    mutating func text(pattern quote: String, without values: [String]) { append(.text, pattern: quote, values) }
    mutating func word(pattern quote: String, without values: [String]) { append(.word, pattern: quote, values) }
    mutating func settingKey(_ value: SettingKey) { append(.settingKey, value.rawValue) }
    mutating func capture(_ value: CaptureID) { append(.capture, value.name) }

    mutating func blob(_ value: [UInt8]?) {
        guard let value else { return null() }
        bytes.append(ValueTag.blob.rawValue)
        number(Int64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func words(_ value: [String]) {
        bytes.append(ValueTag.words.rawValue)
        number(Int64(value.count))
        for text in value { append(text) }
    }

    mutating func digest(_ value: Digest?) {
        guard let value else { return null() }
        bytes.append(ValueTag.digest.rawValue)
        append(value)
    }

    mutating func digests(_ value: [Digest]) {
        bytes.append(ValueTag.digests.rawValue)
        number(Int64(value.count))
        for digest in value { append(digest) }
    }

    /// Two columns: low and high.
    mutating func range(_ value: ByteRange?) {
        integer(value?.low)
        integer(value?.high)
    }

    /// The number that the snapshot gets when it is stored.
    mutating func snapshot() { bytes.append(ValueTag.snapshot.rawValue) }

    // Without a tag, for what has one place in a longer key.

    /// Seven bits a byte, the lowest first.
    mutating func number(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 {
            number(Int64($0.count))
            bytes.append(contentsOf: $0)
        }
    }

    mutating func append(_ other: RowWriter) { bytes.append(contentsOf: other.bytes) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func append(_ tag: ValueTag, _ value: String?) {
        guard let value else { return null() }
        bytes.append(tag.rawValue)
        append(value)
    }

    private mutating func append(_ tag: ValueTag, pattern quote: String, _ values: [String]) {
        if values.isEmpty { return append(tag, quote) }
        var pattern: [UInt8] = []
        QuotePattern.append(quote, without: values, to: &pattern)
        bytes.append(tag.rawValue)
        number(Int64(pattern.count))
        bytes.append(contentsOf: pattern)
    }

    private mutating func append(_ digest: Digest) {
        number(Int64(digest.length))
        digest.appendDigits(to: &bytes)
    }
}
