import Testing

@testable import Reporting

@Suite struct CSVTests {
    @Test(
        "a field is quoted where it must be, and no formula is left one",
        arguments: [
            ("plain text", "plain text"), ("", ""), ("a,b", "\"a,b\""), ("say \"a\"", "\"say \"\"a\"\"\""),
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("'=1", "''=1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), (" =1", "' =1"), ("\t=1", "' =1"),
            ("＝1", "'＝1"), ("a=1", "a=1"), ("a\r\nb", "a\\u{d}\\u{a}b"), ("\r=1", "\\u{d}=1"),
            ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{202E}x", "\\u{202e}x"),
        ])
    func fields(text: String, field: String) { #expect(CSVWriter.escaped(text) == field) }

    @Test(
        "words are one field with blanks between, escaped as a whole",
        arguments: [
            ([], ""), (["one"], "one"), (["one", "two"], "one two"), (["", "two"], " two"),
            (["one", "a,b", "say \"c\""], "\"one a,b say \"\"c\"\"\""), (["=1", "b"], "'=1 b"), (["", "=1"], "' =1"),
            (["a", "\u{1B}[31m"], "a \\u{1b}[31m"),
        ])
    func words(words: [String], field: String) {
        var bytes: [UInt8] = []
        var writer = CSVWriter(Output { bytes += $0 })
        writer.add("first")
        writer.add(words: words)
        writer.add(12)
        writer.endRecord()
        var output = writer.output
        output.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "first,\(field),12\r\n")
    }

    @Test("a record ends with CRLF, and what is not known is empty")
    func record() {
        var bytes: [UInt8] = []
        var writer = CSVWriter(Output { bytes += $0 })
        writer.record([.text("a"), .number(-1), .flag(true), .empty, .text("")])
        writer.record([.empty])
        var output = writer.output
        output.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "a,-1,true,,\r\n\r\n")
    }
}
