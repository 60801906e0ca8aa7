import NodeModel

/// Writes comma-separated values by RFC 4180: CRLF after each record, quotes where a field needs them.
///
/// A record is one line, always: control and direction-changing characters are made visible (`\u{a}`), tabs become
/// blanks. A text that a spreadsheet would take for a formula, or that begins with an apostrophe, gets an apostrophe in
/// front, so that a reader has the text back by removing one leading apostrophe.
/// Source: OWASP, CSV Injection.
struct CSVWriter {
    enum Field: Sendable, Hashable {
        case text(String)
        case number(Int64)
        case flag(Bool)
        /// Not known, or not there; RFC 4180 has no null.
        case empty
    }

    private(set) var output: Output
    /// The record that is being written, a comma before each field.
    private var line: [UInt8] = []

    /// Takes the output over: hand `output` back when the last record is written.
    init(_ output: Output) { self.output = output }

    mutating func record(_ fields: some Sequence<Field>) {
        for field in fields { add(field) }
        endRecord()
    }

    /// Fields as they stand in the file, each with a comma before it.
    static func escaped(_ fields: [Field]) -> [UInt8] {
        var writer = CSVWriter(Output { _ in })
        for field in fields { writer.add(field) }
        return writer.line
    }

    /// Fields that are escaped already.
    mutating func add(escaped fields: [UInt8]) { line += fields }

    /// One more field of the record.
    mutating func add(_ field: Field) {
        switch field {
        case .text(let text): add(text)
        case .number(let number): add(number)
        case .flag(let flag): add(flag ? "true" : "false")
        case .empty: line.append(Self.comma)
        }
    }

    mutating func add(_ text: String) {
        line.append(Self.comma)
        Self.append(text, to: &line)
    }

    /// Words with a blank between.
    mutating func add(words: some Sequence<String>) {
        line.append(Self.comma)
        let start = line.count
        var isFirst = true
        for word in words {
            if !isFirst { line.append(UInt8(ascii: " ")) }
            isFirst = false
            Self.appendBytes(of: word, to: &line)
        }
        Self.escape(&line, from: start)
    }

    mutating func add(_ number: Int64) {
        line.append(Self.comma)
        guard (0..<10).contains(number) else { return line.append(contentsOf: String(number).utf8) }
        line.append(UInt8(ascii: "0") + UInt8(number))
    }

    mutating func endRecord() {
        line.append(0x0D)
        line.append(0x0A)
        output.write(line.dropFirst())
        line.removeAll(keepingCapacity: true)
    }

    /// A text as it stands in the file.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    private static func append(_ text: String, to line: inout [UInt8]) {
        let start = line.count
        appendBytes(of: text, to: &line)
        escape(&line, from: start)
    }

    private static func appendBytes(of text: String, to line: inout [UInt8]) {
        // The buffer is several times faster than the view.
        if text.utf8.withContiguousStorageIfAvailable({ line.append(contentsOf: $0) }) == nil {
            line.append(contentsOf: text.utf8)
        }
    }

    /// Makes a field of the bytes from `start` on.
    private static func escape(_ line: inout [UInt8], from start: Int) {
        guard start < line.count else { return }
        // Nearly every cell is ASCII that can be printed. No way out of the loops before their end: the compiler then looks
        // at many bytes at once.
        var isPlain = isWordStart(line[start])
        line.withUnsafeBufferPointer { for byte in $0[start...] { isPlain = isPlain && byte &- 0x20 < 0x5F } }
        if !isPlain {
            let safe = guarded(Text.visible(String(decoding: line[start...], as: UTF8.self)))
            line.removeSubrange(start...)
            line.append(contentsOf: safe.utf8)
        }
        var isBare = true
        line.withUnsafeBufferPointer { for byte in $0[start...] { isBare = isBare && byte != quote && byte != comma } }
        guard !isBare else { return }
        let field = Array(line[start...])
        line.removeSubrange(start...)
        line.append(quote)
        for byte in field {
            if byte == quote { line.append(quote) }
            line.append(byte)
        }
        line.append(quote)
    }

    private static func isWordStart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first(where: { $0 != " " }), isFormulaStart(first) else { return text }
        return "'" + text
    }

    /// Also the full-width forms, which East Asian versions of spreadsheets take for the plain ones.
    private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "'", "\t", "\r", "＝", "＋", "－", "＠": true
        default: false
        }
    }
}
