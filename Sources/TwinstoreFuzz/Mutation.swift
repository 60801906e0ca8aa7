/// Changes inputs at random, the same way for the same numbers.
struct Mutation {
    var random: SplitMix64
    /// Words that mean something to some reader.
    let words: [[UInt8]]
    private static let mostBytes = 96 << 10
    private static let numbers = [
        "0", "-1", "1", "4096", "2147483648", "4294967296", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "18446744073709551615", "18446744073709551616", "99999999999999999999", "1e308",
        "1e9999", "0.000001", "NaN", "9007199254740993",
    ].map { Array($0.utf8) }

    /// Some changes to a text; what is before `start` stays.
    mutating func change(_ bytes: inout [UInt8], from start: Int, other: [UInt8]) {
        for _ in 0..<Int.random(in: 1...8, using: &random) { changeOnce(&bytes, start, other) }
        if bytes.count > start + Self.mostBytes { bytes.removeLast(bytes.count - start - Self.mostBytes) }
    }

    private mutating func changeOnce(_ bytes: inout [UInt8], _ start: Int, _ other: [UInt8]) {
        let at = Int.random(in: start...bytes.count, using: &random)
        switch Int.random(in: 0..<11, using: &random) {
        case 0: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
        case 1: if at < bytes.count { bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random) }
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + length()))
        case 3: bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: at)
        case 4: replaceNumber(&bytes, near: at)
        case 5: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + length())], at: at)
        case 6: repeatLine(&bytes, near: at, start)
        case 7:
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.insert(contentsOf: other[from..<min(other.count, from + length())], at: at)
        case 8: swapLines(&bytes, at, start)
        case 9: replaceNumbers(&bytes, start)
        default: if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeLast(bytes.count - at) }
        }
    }

    /// Mostly short, seldom long.
    private mutating func length() -> Int { 1 << Int.random(in: 0...12, using: &random) }

    private mutating func replaceNumber(_ bytes: inout [UInt8], near at: Int) {
        guard let first = bytes[at...].firstIndex(where: { (48...57).contains($0) }) else { return }
        let end = bytes[first...].firstIndex { !(48...57).contains($0) } ?? bytes.count
        bytes.replaceSubrange(first..<end, with: Self.numbers.randomElement(using: &random) ?? [])
    }

    /// All of four digits or more, outside of words and digests: what is added up is then large everywhere.
    private mutating func replaceNumbers(_ bytes: inout [UInt8], _ start: Int) {
        let number = Self.numbers.randomElement(using: &random) ?? []
        func isOfWord(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...90).contains(byte & 0xdf) }
        var out = Array(bytes[..<start])
        var rest = bytes[start...]
        while let first = rest.first {
            let run = isOfWord(first) ? rest.prefix(while: isOfWord) : rest.prefix(1)
            out += run.count > 3 && run.allSatisfy { $0 < 58 } ? number[...] : run
            rest = rest[run.endIndex...]
        }
        bytes = out
    }

    private mutating func repeatLine(_ bytes: inout [UInt8], near at: Int, _ start: Int) {
        let first = bytes[start..<at].lastIndex(of: 10).map { $0 + 1 } ?? start
        let end = bytes[at...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
        guard end - first < 2_048 else { return }
        let copies = repeatElement(Array(bytes[first..<end]), count: Int.random(in: 1...64, using: &random))
        bytes.insert(contentsOf: copies.joined(), at: end)
    }

    private mutating func swapLines(_ bytes: inout [UInt8], _ at: Int, _ start: Int) {
        guard let first = bytes[at...].firstIndex(of: 10), let second = bytes[(first + 1)...].firstIndex(of: 10) else {
            return
        }
        let line = Array(bytes[first..<second])
        bytes.removeSubrange(first..<second)
        bytes.insert(contentsOf: line, at: Int.random(in: start...bytes.count, using: &random))
    }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators").
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// One stream for each seed and number.
    init(_ seed: UInt64, _ number: UInt64) {
        state = seed
        state = next() ^ number
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
