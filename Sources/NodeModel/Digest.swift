import CLibcrypto

/// An image or layer identifier as the tools print it: a SHA-256 in hex, whole or cut.
///
/// Kept as a number, because digests are hashed, compared and copied more than anything else. Tables cut IDs to 12 (docker) or 13 (crictl) digits, people to 12.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    public static let fullLength = 64
    /// Fewer digits than this identify nothing.
    public static let shortest = 12

    /// The digits, 16 a word, the first one highest; zero after the last.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64
    /// Digits.
    private let count: UInt8

    /// Reads `sha256:…` or bare hex of 12 to 64 digits; nil for anything else.
    public init?(_ text: some StringProtocol) { self.init(Substring(text)) }

    public init?(_ text: String) { self.init(text[...]) }

    // Not generic, because this is asked of every word of every list.
    public init?(_ text: Substring) {
        // One look tells most words apart.
        guard let first = text.utf8.first, Self.digit(first) != nil || first == UInt8(ascii: "s") else { return nil }
        let digits = text.utf8.starts(with: "sha256:".utf8) ? text.utf8.dropFirst(7) : text.utf8
        guard let read = digits.withContiguousStorageIfAvailable(Self.init(digits:)) ?? Self(foreign: digits) else {
            return nil
        }
        self = read
    }

    private init?(foreign digits: Substring.UTF8View) {
        guard let read = Array(digits).withUnsafeBufferPointer(Self.init(digits:)) else { return nil }
        self = read
    }

    private init?(digits: UnsafeBufferPointer<UInt8>) {
        guard (Self.shortest...Self.fullLength).contains(digits.count) else { return nil }
        var parts: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (n, byte) in digits.enumerated() {
            guard let digit = Self.digit(byte) else { return nil }
            let place = digit << UInt64(60 - 4 * (n & 15))
            switch n >> 4 {
            case 0: parts.0 |= place
            case 1: parts.1 |= place
            case 2: parts.2 |= place
            default: parts.3 |= place
            }
        }
        (first, second, third, fourth) = parts
        count = UInt8(digits.count)
    }

    /// - Parameter bytes: 32 of them.
    private init(bytes: [UInt8]) {
        func word(_ n: Int) -> UInt64 { bytes[(8 * n)..<(8 * n + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
        count = UInt8(Self.fullLength)
    }

    /// The digits, without `sha256:`.
    public var hex: String { digits(Int(count)) }
    /// Digits that are known, 12 to 64.
    public var length: Int { Int(count) }
    public var isWhole: Bool { count == Self.fullLength }
    /// `sha256:` and the digits.
    public var description: String { "sha256:" + hex }
    /// The first 12 digits, as `docker images` prints them.
    public var short: String { digits(Self.shortest) }

    private func digits(_ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { out in
            var at = 0
            for word in [first, second, third, fourth] {
                var rest = word
                let end = min(at + 16, count)
                while at < end {
                    out[at] = Self.letter(UInt8(truncatingIfNeeded: rest >> 60))
                    rest <<= 4
                    at += 1
                }
            }
            return count
        }
    }

    /// Appends what `hex` is, without making a text of it.
    public func appendDigits(to bytes: inout [UInt8]) {
        var left = Int(count)
        func append(_ word: UInt64) {
            var rest = word
            for _ in 0..<min(left, 16) {
                bytes.append(Self.letter(UInt8(truncatingIfNeeded: rest >> 60)))
                rest <<= 4
            }
            left = max(0, left - 16)
        }
        append(first)
        append(second)
        append(third)
        append(fourth)
    }

    /// Whether both can be the same digest: equal over their common length of at least 12 digits.
    public func matches(_ other: Digest) -> Bool {
        guard first >> 16 == other.first >> 16 else { return false }
        let common = Int(min(count, other.count))
        func agree(_ a: UInt64, _ b: UInt64, _ n: Int) -> Bool {
            let digits = common - 16 * n
            if digits <= 0 || a == b { return true }
            return digits < 16 && (a ^ b) >> UInt64(64 - 4 * digits) == 0
        }
        return agree(first, other.first, 0) && agree(second, other.second, 1) && agree(third, other.third, 2)
            && agree(fourth, other.fourth, 3)
    }

    /// In the order of the digits as text.
    public static func < (a: Digest, b: Digest) -> Bool {
        if a.first != b.first { return a.first < b.first }
        if a.second != b.second { return a.second < b.second }
        if a.third != b.third { return a.third < b.third }
        return a.fourth == b.fourth ? a.count < b.count : a.fourth < b.fourth
    }

    /// SHA-256 of the bytes.
    public static func sha256(_ bytes: [UInt8]) -> Digest { Digest(bytes: sha256Bytes(bytes)) }

    /// SHA-256 of the bytes, as 32 bytes.
    public static func sha256Bytes(_ bytes: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        var context = SHA256_CTX()
        // They cannot fail: OpenSSL's SHA256_Init(3).
        SHA256_Init(&context)
        SHA256_Update(&context, bytes, bytes.count)
        SHA256_Final(&out, &context)
        return out
    }

    /// The chain ID of each layer, from the bottom up: the first is its diffID, each next one SHA-256 of
    /// `chainID(parent) diffID`. Source: OCI image-spec, config.md, "Layer ChainID".
    public static func chainIDs(diffIDs: [Digest]) -> [Digest] {
        var chain: [Digest] = []
        for diff in diffIDs {
            guard let parent = chain.last else {
                chain.append(diff)
                continue
            }
            chain.append(sha256(Array("\(parent) \(diff)".utf8)))
        }
        return chain
    }

    public static func hexString(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { out in
            for (n, byte) in bytes.enumerated() {
                out[2 * n] = letter(byte >> 4)
                out[2 * n + 1] = letter(byte & 15)
            }
            return bytes.count * 2
        }
    }

    private static func letter(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 &+ digit : 87 &+ digit }

    /// The value of a lower-case hexadecimal digit; nil for any other byte.
    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 48...57: UInt64(byte &- 48)
        case 97...102: UInt64(byte &- 87)
        default: nil
        }
    }
}
