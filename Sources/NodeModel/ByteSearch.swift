/// Search in texts by their bytes: a path or a name is none of letters that could be composed in several ways, and bytes
/// are looked at without finding out where one letter ends.
extension String {
    /// Whether the text occurs in it.
    public func hasBytes(_ text: String) -> Bool { byteRange(of: text) != nil }

    /// Where the text occurs first.
    public func byteRange(of text: String) -> Range<String.Index>? {
        let (bytes, wanted) = (utf8, text.utf8)
        guard let first = wanted.first else { return startIndex..<startIndex }
        var rest = bytes[...]
        while let at = rest.firstIndex(of: first) {
            rest = rest[at...]
            if rest.starts(with: wanted) { return at..<rest.index(at, offsetBy: wanted.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
