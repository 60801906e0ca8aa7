import Testing

@testable import Ingestion

@Suite("JSON as far as it goes")
struct JSONTests {
    private func read(_ text: String, maxNodes: Int = Limits.jsonNodes) -> JSONDocument {
        JSONDocument(Array(text.utf8)[...], maxNodes: maxNodes)
    }

    @Test("every kind of value is read, numbers as they were written")
    func values() {
        let root = read(
            #"{"s":"a\u00e9\n","n":-1.50e3,"i":9007199254740993,"q":"42","t":true,"z":null,"a":[1,[2]],"o":{}}"#
        ).root
        #expect(root?["s"]?.string == "aé\n")
        #expect(root?["n"]?.string == "-1.50e3")
        #expect(root?["i"]?.integer == 9_007_199_254_740_993)
        #expect(root?["q"]?.integer == 42)
        #expect(root?["t"]?.bool == true)
        #expect(root?["z"]?.string == nil)
        #expect(root?["a"]?.elements.count == 2)
        #expect(root?["a"]?.elements.last?.elements.first?.integer == 2)
        #expect(root?["o"]?.members.isEmpty == true)
        #expect(root?["missing"] == nil)
        #expect(root?.members.map(\.key) == ["s", "n", "i", "q", "t", "z", "a", "o"])
    }

    @Test("a text that is cut anywhere keeps what came before")
    func cut() {
        let text = #"{"images":[{"id":"a","size":"1"},{"id":"b","size":"2"}],"end":true}"#
        for count in 0..<text.utf8.count {
            let document = read(String(text.prefix(count)))
            #expect(!document.isComplete)
            let ids = document.root?["images"]?.elements.compactMap { $0["id"]?.string } ?? []
            #expect(["a", "b"].starts(with: ids))
            if count > text.utf8.count - 12 { #expect(ids == ["a", "b"]) }
        }
        #expect(read(text).isComplete)
    }

    @Test("values that follow each other are read one by one")
    func several() {
        let bytes = Array("{\"a\":1}\n{\"a\":2}\n".utf8)
        let first = JSONDocument(bytes[...])
        #expect(first.isComplete && first.end == 7)
        #expect(JSONDocument(bytes[8...]).root?["a"]?.integer == 2)
    }

    @Test("nesting without end stops at the limit", arguments: ["[", "{\"a\":"])
    func depth(_ opening: String) {
        let document = read("[{\"first\":1}," + String(repeating: opening, count: 1_000_000))
        #expect(!document.isComplete)
        #expect(document.root?.elements.first?["first"]?.integer == 1)
    }

    @Test("values without end stop at the limit")
    func nodes() {
        let document = read("[" + String(repeating: "1,", count: 1000) + "1]", maxNodes: 100)
        #expect(!document.isComplete)
        #expect(document.root?.elements.count == 99)
    }

    @Test("a number too large for anything is text, or a fault after what came before")
    func numbers() {
        let digits = String(repeating: "9", count: 200)
        let document = read("[1,\(digits),2]")
        #expect(document.root?.elements.first?.integer == 1)
        #expect(document.root?.elements.dropFirst().first.map { $0.integer == nil && $0.string == digits } == true)
        #expect(read("[1,1e999999]").root?.elements.first?.integer == 1)
    }

    @Test("of two members with one name the first is found")
    func duplicates() { #expect(read(#"{"a":1,"a":2}"#).root?["a"]?.integer == 1) }

    @Test("a key that is a value elsewhere is not mistaken")
    func keyAndValue() {
        let root = read(#"{"x":"id","y":{"id":"inner"},"id":"outer"}"#).root
        #expect(root?["id"]?.string == "outer")
        #expect(read(#"["id","a"]"#).root?["id"] == nil)
    }

    @Test("bytes that are no UTF-8, NULs and lone surrogates do not crash")
    func bytes() {
        let bad = JSONDocument(Array("{\"a\":\"x".utf8)[...] + [0xFF, 0xC0] + Array("y\",\"b\":1}".utf8)[...])
        #expect(bad.root?["a"]?.string?.hasPrefix("x\u{fffd}") == true)
        #expect(bad.root?["b"]?.integer == 1)
        #expect(JSONDocument([123, 34, 97, 0, 34, 58, 49, 125]).root?.members.isEmpty != nil)
        #expect(read(#"{"a":1,"b":"\ud800"}"#).root?["a"]?.integer == 1)
    }

    @Test("what is no JSON has no root", arguments: ["", "   ", "hello", "<html>", "\u{1b}[0m"])
    func none(_ text: String) {
        let document = read(text)
        #expect(document.root == nil)
        #expect(!document.isComplete)
    }
}

@Suite("Lines as people saw them")
struct LineTests {
    private func texts(_ text: String) -> [String] { Line.split(Array(text.utf8)).map(\.text) }

    @Test(
        "line ends, colours, titles and character sets go, everything else stays",
        arguments: [
            ("a\r\nb\n", ["a", "b"]), ("\u{1b}[1;31mred\u{1b}[0m", ["red"]), ("x[0m y[k3s] [1;31mz", ["x y[k3s] z"]),
            ("\u{1b}(Ba\u{1b}]0;title\u{7}b", ["ab"]), ("a\u{a0}b", ["a b"]), ("a\0b", ["ab"]), ("", []),
            ("\n\n", ["", ""]),
            ("\u{1b}[", ["["]), ("\u{1b}", [""]), ("é한", ["é한"]),
        ])
    func plain(_ text: String, _ expected: [String]) { #expect(texts(text) == expected) }

    @Test("columns are what two blanks part, whatever the header says")
    func columns() {
        let line = Line(number: 1, text: "nginx  1.2   2 weeks ago\t12MB ")
        #expect(line.columns == ["nginx", "1.2", "2 weeks ago", "12MB"])
        #expect(line.words == ["nginx", "1.2", "2", "weeks", "ago", "12MB"])
    }

    @Test("a line without end is cut, lines without end are left out")
    func limits() {
        let long = Line.split([UInt8](repeating: 65, count: Limits.lineLength + 10))
        #expect(long.map(\.text.utf8.count) == [Limits.lineLength])
        #expect(Line.split([UInt8](repeating: 10, count: Limits.linesPerCapture + 10)).count == Limits.linesPerCapture)
    }
}
