import CLibcrypto

/// An image or layer identifier as the tools print it: a SHA-256 in hex, whole or cut.
///
/// Kept as lower-case hex without `sha256:`. Tables cut IDs to 12 (docker) or 13 (crictl) digits, people to 12.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    public static let fullLength = 64
    /// Fewer digits than this identify nothing.
    public static let shortest = 12

    public let hex: String

    /// Reads `sha256:…` or bare hex of 12 to 64 digits; nil for anything else.
    public init?(_ text: some StringProtocol) { self.init(Substring(text)) }

    public init?(_ text: String) { self.init(text[...]) }

    // Not generic, because this is asked of every word of every list.
    public init?(_ text: Substring) {
        // One look tells most words apart.
        guard let first = text.utf8.first, Self.isLowerHex(first) || first == UInt8(ascii: "s") else { return nil }
        let digits = text.utf8.starts(with: "sha256:".utf8) ? text.utf8.dropFirst(7) : text.utf8
        guard (Self.shortest...Self.fullLength).contains(digits.count), digits.allSatisfy(Self.isLowerHex)
        else { return nil }
        hex = String(Substring(digits))
    }

    private init(validHex: String) { hex = validHex }

    public var isWhole: Bool { hex.utf8.count == Self.fullLength }
    /// `sha256:` and the digits.
    public var description: String { "sha256:" + hex }
    /// The first 12 digits, as `docker images` prints them.
    public var short: String { String(hex.prefix(12)) }

    /// Whether both can be the same digest: equal over their common length of at least 12 digits.
    public func matches(_ other: Digest) -> Bool {
        hex.utf8.count <= other.hex.utf8.count ? other.hex.hasPrefix(hex) : hex.hasPrefix(other.hex)
    }

    public static func < (a: Digest, b: Digest) -> Bool { a.hex < b.hex }

    /// SHA-256 of the bytes.
    public static func sha256(_ bytes: [UInt8]) -> Digest { Digest(validHex: hexString(sha256Bytes(bytes))) }

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
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
        return String(unsafeUninitializedCapacity: bytes.count * 2) { out in
            for (n, byte) in bytes.enumerated() {
                out[2 * n] = digit(byte >> 4)
                out[2 * n + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102)
    }
}
