import NodeModel

/// Writes JSON in the order in which it is told, two blanks a level. Text enters escaped or not at all.
struct JSONWriter {
    private(set) var output: Output
    private var depth = 0
    private var isFirst = true
    /// Within a small object, which stands on one line.
    private var isInline = false

    init(_ output: Output) { self.output = output }

    mutating func field(_ key: String, _ value: String?) {
        begin(key)
        if let value { string(value) } else { output.write("null") }
    }

    mutating func field(_ key: String, _ value: Int64?) {
        begin(key)
        output.write(value.map { String($0) } ?? "null")
    }

    mutating func field(_ key: String, _ value: Int?) { field(key, value.map { Int64($0) }) }

    mutating func field(_ key: String, _ value: Bool?) {
        begin(key)
        output.write(value.map { $0 ? "true" : "false" } ?? "null")
    }

    /// A list of strings, on one line.
    mutating func field(_ key: String, _ values: [String]) {
        begin(key)
        output.write("[")
        for (index, value) in values.enumerated() {
            if index > 0 { output.write(", ") }
            string(value)
        }
        output.write("]")
    }

    mutating func null(_ key: String) {
        begin(key)
        output.write("null")
    }

    mutating func object(_ key: String? = nil, inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
        nested(key, open: "{", close: "}", inline: inline, body)
    }

    /// One object an item; `inline` puts each on a line of its own.
    mutating func list<Item>(
        _ key: String, _ items: some Sequence<Item>, inline: Bool = false,
        _ body: (inout JSONWriter, Item) -> Void
    ) {
        nested(key, open: "[", close: "]", inline: false) { writer in
            for item in items { writer.object(inline: inline) { body(&$0, item) } }
        }
    }

    /// One object a line for each item that `forEach` calls its argument with: none of them need be in memory.
    mutating func list<Item>(
        _ key: String, forEach: ((Item) -> Void) -> Void, _ body: @escaping (inout JSONWriter, Item) -> Void
    ) {
        nested(key, open: "[", close: "]", inline: false) { writer in
            forEach { item in writer.object(inline: true) { body(&$0, item) } }
        }
    }

    private mutating func nested(
        _ key: String?, open: String, close: String, inline: Bool, _ body: (inout JSONWriter) -> Void
    ) {
        begin(key)
        output.write(open)
        let outer = isInline
        isInline = outer || inline
        depth += 1
        isFirst = true
        body(&self)
        depth -= 1
        if !isFirst, !isInline { newLine() }
        output.write(close)
        isInline = outer
        isFirst = false
        if depth == 0 { output.write("\n") }
    }

    private mutating func begin(_ key: String?) {
        if depth > 0 {
            if !isFirst { output.write(isInline ? ", " : ",") }
            if !isInline { newLine() }
        }
        isFirst = false
        if let key {
            string(key)
            output.write(": ")
        }
    }

    private mutating func newLine() { output.writeLine(indentedBy: 2 * depth) }

    /// RFC 8259, section 7; characters that a terminal or a reader could be fooled by are escaped too.
    private mutating func string(_ text: String) {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
            if isPlain { output.write(quoted: bytes) }
            return isPlain
        }
        if isPlain { return }
        output.write("\"")
        for scalar in text.unicodeScalars { write(scalar) }
        output.write("\"")
    }

    private mutating func write(_ scalar: Unicode.Scalar) { output.write(Self.escaped(scalar)) }
}
