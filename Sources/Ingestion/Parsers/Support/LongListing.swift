/// One row of `ls -l`, whatever the locale of its date and whichever columns a person cut.
struct LongListingRow {
    var line: Line
    var name: String
    /// Bytes; nil where the column is not there.
    var size: Int64?
    var isDirectory: Bool
    /// Where a link leads.
    var target: String?

    /// nil for anything else, as `total 12`.
    init?(_ line: Line) {
        let words = Words(line.text)
        guard words.count >= 2, Self.isMode(words[0]) else { return nil }
        let start = Self.nameStart(words)
        let name = words.rest(from: start).rightTrimmed
        guard !name.isEmpty else { return nil }
        self.line = line
        size = words.count > 5 ? Int64(words[4]) : nil
        isDirectory = words[0].hasPrefix("d")
        if words[0].hasPrefix("l"), let arrow = name.firstRange(of: " -> ") {
            self.name = String(name[..<arrow.lowerBound])
            target = String(name[arrow.upperBound...])
        } else {
            self.name = name
        }
    }

    /// `drwxr-xr-x`, also with the mark of an ACL or a security context.
    private static func isMode(_ word: Substring) -> Bool {
        let bytes = Array(word.utf8)
        guard (10...11).contains(bytes.count), "-dlcbps".utf8.contains(bytes[0]) else { return false }
        return bytes[1..<10].allSatisfy { "rwxsStT-".utf8.contains($0) }
    }

    /// After mode, links, owner, group and size come a date of three words, or of two, or (cut) none.
    private static func nameStart(_ words: Words) -> Int {
        if words.count > 8, words[7].contains(":") || (words[7].isDigits && words[7].utf8.count == 4) { return 8 }
        if words.count > 7, words[6].contains(":") { return 7 }
        return words.count - 1
    }
}
