import NodeModel

/// Writes XML 1.0 in the order in which it is told, two blanks a level. Text enters escaped or not at all.
struct XMLWriter {
    private(set) var output: Output
    private var depth = 0

    init(_ output: Output) {
        self.output = output
        self.output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    /// An element with others in it.
    mutating func element(_ name: String, _ attributes: [(String, String)], _ body: (inout XMLWriter) -> Void) {
        line("<\(name)\(Self.text(attributes))>")
        depth += 1
        body(&self)
        depth -= 1
        line("</\(name)>")
    }

    /// An element with a text in it, or with nothing; the text's lines stand as they are.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], lines: [String] = []) {
        let start = "<\(name)\(Self.text(attributes))"
        guard !lines.isEmpty else { return line(start + "/>") }
        line("\(start)>\(lines.map(Self.escaped).joined(separator: "\n"))</\(name)>")
    }

    private mutating func line(_ text: String) {
        output.write(String(repeating: "  ", count: depth) + text + "\n")
    }

    private static func text(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    }

    /// XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF: those are made visible, as the
    /// others are. Source: https://www.w3.org/TR/xml/#charsets
    static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 < 0x7F && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22
        }
        if isPlain { return text }
        var out = ""
        for scalar in Text.visible(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\u{FFFE}", "\u{FFFF}": out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
