import CMemmem
import Glibc
import NodeModel

// Searching by bytes: what nodes print is searched for ASCII, and comparing characters costs ten times as much. These
// take the place of the standard library's methods of the same names in this target.
extension StringProtocol {
    /// Where a text starts in this one; nil where it does not occur.
    func find(_ text: some StringProtocol) -> Index? { byteRange(of: text)?.lowerBound }

    func contains(_ text: String) -> Bool { hasBytes(text) }

    func firstIndex(of character: Character) -> Index? {
        guard let byte = character.asciiValue else { return find(String(character)) }
        return utf8.firstIndex(of: byte)
    }

    /// The first place of a text in this one.
    func firstRange(of text: String) -> Range<Index>? { byteRange(of: text) }

    func hasPrefix(_ prefix: String) -> Bool { holds(prefix, atEnd: false) }

    func hasSuffix(_ suffix: String) -> Bool { holds(suffix, atEnd: true) }

    private func holds(_ text: String, atEnd: Bool) -> Bool {
        let found = utf8.withContiguousStorageIfAvailable { bytes in
            text.utf8.withContiguousStorageIfAvailable { sought in
                guard let first = sought.baseAddress, let start = bytes.baseAddress, bytes.count >= sought.count
                else { return sought.isEmpty }
                return memcmp(start + (atEnd ? bytes.count - sought.count : 0), first, sought.count) == 0
            }
        }
        if let found, let found { return found }
        return atEnd ? utf8.reversed().starts(with: text.utf8.reversed()) : utf8.starts(with: text.utf8)
    }

    /// Without blanks and tabs at both ends.
    var trimmed: String {
        let text = Substring(self)
        guard let start = text.utf8.firstIndex(where: { $0 != 32 && $0 != 9 }),
            let last = text.utf8.lastIndex(where: { $0 != 32 && $0 != 9 })
        else { return "" }
        return String(text[start..<text.utf8.index(after: last)])
    }
}

extension [UInt8] {
    /// Whether a text occurs anywhere: one look at a whole capture spares a look at each of its lines.
    func contains(_ text: StaticString) -> Bool {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            return memmem(start, bytes.count, text.utf8Start, text.utf8CodeUnitCount) != nil
        }
    }
}
