/// One row of `schema_doc`, read from the comments in the schema, so that the two cannot disagree.
///
/// A comment is `-- Meaning. [unit] e.g. example`: on the line that creates a table or view, or on the line that
/// declares a column or ends in its `AS name`, or after `ALTER TABLE … ADD COLUMN …;`.
struct SchemaDocument: Equatable {
    var object: String
    /// Empty for the table or view itself.
    var column: String
    var meaning: String
    var unit: String
    var example: String

    // On bytes, because this runs whenever a store is made, also for one bundle in memory.
    static func all(in script: String) -> [SchemaDocument] {
        var documents: [SchemaDocument] = []
        var object = ""
        for line in Array(script.utf8).split(separator: UInt8(ascii: "\n")) {
            guard let mark = find("-- ", in: line) else { continue }
            let words = line[..<mark].split(separator: UInt8(ascii: " "))
            let comment = line[(mark + 3)...]
            if words.count > 2, text(words[0]) == "CREATE", ["TABLE", "VIEW"].contains(text(words[1])) {
                object = text(words[2])
                documents.append(SchemaDocument(object, "", comment))
            } else if words.count > 5, text(words[0]) == "ALTER" {
                documents.append(SchemaDocument(text(words[2]), text(words[5]), comment))
            } else if let column = column(words) {
                documents.append(SchemaDocument(object, column, comment))
            }
        }
        return documents
    }

    private init(_ object: String, _ column: String, _ comment: ArraySlice<UInt8>) {
        self.object = object
        self.column = column
        var rest = comment
        example = ""
        unit = ""
        if let at = Self.find("e.g. ", in: rest) {
            example = Self.text(rest[(at + 5)...])
            rest = rest[..<at]
        }
        if let at = Self.find("[", in: rest) {
            unit = Self.text(rest[(at + 1)...].prefix { $0 != UInt8(ascii: "]") })
            rest = rest[..<at]
        }
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
        meaning = Self.text(rest)
    }

    private static func column(_ words: [ArraySlice<UInt8>]) -> String? {
        guard let first = words.first, let last = words.last else { return nil }
        let isView = words.count > 1 && text(words[words.count - 2]) == "AS"
        return text((isView ? last : first).filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") }[...])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Where a mark stands at the start of the line or after a blank.
    private static func find(_ mark: String, in line: ArraySlice<UInt8>) -> Int? {
        let mark = Array(mark.utf8)
        guard line.count >= mark.count else { return nil }
        return (line.startIndex...(line.endIndex - mark.count)).first {
            line[$0] == mark[0] && line[$0..<$0 + mark.count].elementsEqual(mark)
                && ($0 == line.startIndex || line[$0 - 1] == UInt8(ascii: " "))
        }
    }
}
