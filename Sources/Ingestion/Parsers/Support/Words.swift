/// A line's words with their places, so that the rest of the line can be kept as it was printed.
///
/// Places are offsets of bytes: most words are only looked at, and cost no text.
struct Words {
    let text: String
    private let bytes: [UInt8]
    private let places: [Range<Int>]

    init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        var found: [Range<Int>] = []
        found.reserveCapacity(16)
        bytes.withUnsafeBufferPointer { bytes in
            var start = -1
            for at in 0..<bytes.count {
                if bytes[at] == 32 || bytes[at] == 9 {
                    if start >= 0 { found.append(start..<at) }
                    start = -1
                } else if start < 0 {
                    start = at
                }
            }
            if start >= 0 { found.append(start..<bytes.count) }
        }
        self.bytes = bytes
        places = found
    }

    var count: Int { places.count }
    subscript(_ index: Int) -> Substring { part(places[index]) }
    /// A word's bytes.
    func bytes(_ index: Int) -> ArraySlice<UInt8> { bytes[places[index]] }
    /// Everything from that word on; empty past the last word.
    func rest(from index: Int) -> Substring {
        index < count ? part(places[index].lowerBound..<bytes.count) : ""
    }
    /// Everything from one word up to another, without the blanks between.
    func span(_ from: Int, to: Int) -> Substring {
        from < to && to <= count ? part(places[from].lowerBound..<places[to - 1].upperBound) : ""
    }
    /// The first words, at most `limit`.
    func leading(_ limit: Int) -> [Substring] { (0..<min(limit, count)).map { self[$0] } }

    private func part(_ place: Range<Int>) -> Substring {
        let start = text.utf8.index(text.startIndex, offsetBy: place.lowerBound)
        return text[start..<text.utf8.index(start, offsetBy: place.count)]
    }
}

extension Collection<UInt8> {
    /// Only decimal digits, and at least one.
    var isDigits: Bool { !isEmpty && allSatisfy { (48...57).contains($0) } }
}

extension ArraySlice<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The number that decimal digits write, with or without a sign; nil for anything else.
    var number: Int? {
        guard count <= 18, isDigits else { return Int(text) }
        return reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Whether the bytes are exactly those of a text.
    func isText(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && starts(text) }

    /// Whether the bytes start with those of a text.
    func starts(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        return withUnsafeBytes { bytes in
            (0..<length).allSatisfy { bytes[$0] == text.utf8Start[$0] }
        }
    }

    /// Whether the bytes are those of one of the texts.
    func isAny(of texts: StaticString...) -> Bool { texts.contains { isText($0) } }
}
