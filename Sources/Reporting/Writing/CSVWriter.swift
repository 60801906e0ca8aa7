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

    /// Takes the output over: hand `output` back when the last record is written.
    init(_ output: Output) { self.output = output }

    mutating func record(_ fields: some Sequence<Field>) {
        var isFirst = true
        for field in fields {
            if !isFirst { output.write(",") }
            isFirst = false
            output.write(Self.escaped(field))
        }
        output.write("\r\n")
    }

    /// A record that begins with fields that are escaped already; `body` adds the others, one at a time.
    mutating func record(after start: String, _ body: (inout CSVWriter) -> Void) {
        output.write(start)
        body(&self)
        output.write("\r\n")
    }

    /// One more field of a record.
    mutating func add(_ field: Field) {
        output.write(",")
        output.write(Self.escaped(field))
    }

    /// Fields as they stand in the file, with commas between.
    static func escaped(_ fields: [Field]) -> String { fields.map(escaped).joined(separator: ",") }

    private static func escaped(_ field: Field) -> String {
        switch field {
        case .text(let text): escaped(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .empty: ""
        }
    }

    /// A text as it stands in the file.
    static func escaped(_ text: String) -> String {
        // Most cells are words, digits and dots.
        if text.utf8.allSatisfy(isPlain), text.utf8.first.map(isWordStart) ?? true { return text }
        let safe = guarded(Text.visible(text))
        guard safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }) else { return safe }
        guard safe.utf8.contains(0x22) else { return "\"" + safe + "\"" }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x2C }

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
