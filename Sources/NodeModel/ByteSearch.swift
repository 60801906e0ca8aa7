import CMemmem
import Glibc

// Search in texts by their bytes: a path or a name is none of letters that could be composed in several ways. Wherever
// bytes lie in one piece of memory, they are looked at there: by the standard library's indices each costs dozens of
// instructions. What has the name of a method of the standard library means the same and takes its place.

/// The bytes of a text.
public protocol TextBytes: Collection where Element == UInt8 {}
extension String.UTF8View: TextBytes {}
extension Substring.UTF8View: TextBytes {}

extension StringProtocol {
    /// Whether the text occurs in it.
    @inlinable
    public func hasBytes(_ text: some StringProtocol) -> Bool { byteOffset(of: text) != nil }

    /// Where the text occurs first.
    @inlinable
    public func byteRange(of text: some StringProtocol) -> Range<Index>? {
        guard let offset = byteOffset(of: text) else { return nil }
        let start = utf8.index(utf8.startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: text.utf8.count)
    }

    @inlinable
    func byteOffset(of text: some StringProtocol) -> Int? {
        utf8.inOnePiece { bytes in text.utf8.inOnePiece { bytes.offset(of: $0) } }
    }
}

extension TextBytes {
    @inlinable
    public func contains(_ byte: UInt8) -> Bool { contains { $0 == byte } }

    @inlinable
    public func contains(where isSought: (UInt8) -> Bool) -> Bool { inOnePiece { $0.offset(where: isSought) != nil } }

    @inlinable
    public func allSatisfy(_ isSo: (UInt8) -> Bool) -> Bool { !contains { !isSo($0) } }

    @inlinable
    public func firstIndex(of byte: UInt8) -> Index? { firstIndex { $0 == byte } }

    @inlinable
    public func firstIndex(where isSought: (UInt8) -> Bool) -> Index? {
        inOnePiece { $0.offset(where: isSought) }.map { index(startIndex, offsetBy: $0) }
    }

    @inlinable
    public func starts(with prefix: some TextBytes) -> Bool {
        inOnePiece { bytes in
            prefix.inOnePiece { prefix in
                guard let start = bytes.baseAddress, let wanted = prefix.baseAddress else { return prefix.isEmpty }
                return bytes.count >= prefix.count && memcmp(start, wanted, prefix.count) == 0
            }
        }
    }
}

extension Collection where Element == UInt8 {
    /// The bytes in one piece of memory, where they are or, at worst, in a copy.
    @inlinable
    func inOnePiece<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withContiguousStorageIfAvailable(body) ?? Array(self).withUnsafeBufferPointer(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inlinable
    func offset(where isSought: (UInt8) -> Bool) -> Int? {
        var at = 0
        while at < count {
            if isSought(self[at]) { return at }
            at &+= 1
        }
        return nil
    }

    @inlinable
    func offset(of wanted: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = wanted.baseAddress, wanted.count > 0 else { return 0 }
        guard let start = baseAddress, let found = memmem(start, count, first, wanted.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}
