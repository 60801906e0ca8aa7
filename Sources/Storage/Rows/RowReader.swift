import NodeModel

/// Takes a row's values in the order of its columns: the mirror of `RowWriter`.
struct RowReader {
    let statement: Statement
    let dictionary: Words
    var column = 0

    init(_ statement: Statement, _ dictionary: Words) {
        self.statement = statement
        self.dictionary = dictionary
    }

    mutating func optionalInteger() -> Int64? { statement.optionalInteger(next()) }
    mutating func integer() -> Int64 { statement.integer(next()) }
    mutating func int() -> Int { Int(integer()) }
    mutating func optionalInt() -> Int? { optionalInteger().map { Int($0) } }
    mutating func flag() -> Bool { integer() != 0 }
    mutating func text() -> String { statement.text(next()) }
    mutating func word() throws -> String { try dictionary.text(integer()) }
    mutating func optionalWord() throws -> String? { try optionalInteger().map { try dictionary.text($0) } }
    mutating func words() throws -> [String] { try dictionary.texts(integer()) }
    mutating func digest() throws -> Digest { try dictionary.digest(integer()) }
    mutating func optionalDigest() throws -> Digest? { try optionalInteger().map { try dictionary.digest($0) } }
    /// As a digest is printed; empty for NULL.
    mutating func digestText() throws -> String {
        guard let id = optionalInteger() else { return "" }
        return try dictionary.digestText(id)
    }
    mutating func digests() throws -> [Digest] { try dictionary.digests(integer()) }
    mutating func capture() throws -> CaptureID { try dictionary.capture(integer()) }
    mutating func range() -> ByteRange { ByteRange(low: integer(), high: integer()) }

    mutating func optionalText() -> String? {
        let column = next()
        return statement.isNull(column) ? nil : statement.text(column)
    }

    mutating func optionalBlob() -> [UInt8]? {
        let column = next()
        return statement.isNull(column) ? nil : statement.blob(column)
    }

    mutating func optionalRange() -> ByteRange? {
        let (low, high) = (optionalInteger(), optionalInteger())
        guard let low, let high else { return nil }
        return ByteRange(low: low, high: high)
    }

    /// A word of a closed vocabulary; an error where this program does not know it.
    mutating func vocabulary<Word: RawRepresentable>(_ type: Word.Type) throws -> Word where Word.RawValue == String {
        let text = text()
        guard let word = Word(rawValue: text) else { throw dictionary.damage("\(text) is no \(type)") }
        return word
    }

    /// A sum of figures: bytes and tier, both NULL for none.
    mutating func sum() throws -> ByteSum {
        let bytes = optionalInteger()
        guard bytes != nil else {
            _ = next()
            return ByteSum()
        }
        return ByteSum(bytes: bytes, tier: try vocabulary(Tier.self))
    }

    mutating func settingKey() throws -> SettingKey { try dictionary.settingKey(integer()) }

    private mutating func next() -> Int {
        defer { column += 1 }
        return column
    }
}
