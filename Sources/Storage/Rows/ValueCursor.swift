/// What follows in an encoded row.
enum ValueTag: UInt8 {
    case null, integer, word, blob, words, digest, digests, settingKey, capture, text, snapshot
}

/// One value of an encoded row. Lives no longer than the bytes that it was read from.
struct EncodedValue {
    var tag: ValueTag
    /// An integer's value; the items of a list.
    var number: Int64 = 0
    /// A text's or blob's content; for a list its items, each with its length before it.
    var content = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The whole value as it was written.
    var whole: UnsafeRawBufferPointer
}

/// Reads what a `RowWriter` wrote.
struct ValueCursor {
    private let bytes: UnsafeRawBufferPointer
    private(set) var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func slice(from start: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[start..<at]) }

    mutating func next() -> EncodedValue {
        let start = at
        let tag = ValueTag(rawValue: byte()) ?? .null
        var value = EncodedValue(tag: tag, whole: UnsafeRawBufferPointer(start: nil, count: 0))
        switch tag {
        case .null, .snapshot: break
        case .integer: value.number = number()
        case .word, .blob, .digest, .settingKey, .capture, .text: value.content = content()
        case .words, .digests:
            value.number = number()
            let first = at
            for _ in 0..<value.number { _ = content() }
            value.content = slice(from: first)
        }
        value.whole = slice(from: start)
        return value
    }

    mutating func skip(_ count: Int) { for _ in 0..<count { _ = next() } }

    /// A length, and as many bytes.
    mutating func content() -> UnsafeRawBufferPointer {
        let count = Int(truncatingIfNeeded: number())
        let start = at
        at = min(bytes.count, at + count)
        return slice(from: start)
    }

    private mutating func number() -> Int64 {
        var (number, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: number) }
            shift += 7
        }
    }

    private mutating func byte() -> UInt8 {
        guard at < bytes.count else { return 0 }
        defer { at += 1 }
        return bytes[at]
    }
}
