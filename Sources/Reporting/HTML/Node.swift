import NodeModel

/// A piece of a page. Text enters it as text only and is escaped where it is written; there is no way past that.
indirect enum HTML: Sendable {
    case text(String)
    case element(Tag, [Attribute], [HTML])
    /// The page's own style, the only part that is written as it stands.
    case style([StaticString])
    case many([HTML])
    /// Between two lines of preformatted text; a break within a text is hostile and made visible.
    case lineBreak

    static func tag(_ tag: Tag, _ attributes: Attribute..., children: [HTML]) -> HTML {
        .element(tag, attributes, children)
    }
    static func tag(_ tag: Tag, _ attributes: Attribute..., text: String) -> HTML {
        .element(tag, attributes, [.text(text)])
    }
    static func tag(_ tag: Tag, _ attributes: Attribute...) -> HTML { .element(tag, attributes, []) }
}

/// The elements that a page is made of. No script, no form, nothing that loads.
enum Tag: String, Sendable {
    case a, body, caption, code, dd, details, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, head, header
    case html, li, main, meta, nav, ol, p, pre, section, span, strong, summary, sup, table, tbody, td, th, thead
    case title, tr, ul
    // Drawings.
    case svg, desc, g, rect, path, circle, pattern, defs, use
    case drawnText = "text"

    /// Has no end tag.
    var isVoid: Bool { self == .meta }

    /// Ends where it starts if nothing is in it.
    var isShape: Bool { [.rect, .path, .circle, .use].contains(self) }

    /// Starts a line, for those who read the source or the difference of two reports.
    var startsLine: Bool {
        switch self {
        case .a, .code, .span, .strong, .sup, .td, .th, .title, .desc, .rect, .path, .circle, .use, .drawnText, .pre:
            false
        default: true
        }
    }
}

/// A place in the page that links and labels refer to: counted, never named by the input.
struct Anchor: Hashable, Sendable {
    let name: String

    init(_ kind: StaticString, _ number: Int? = nil) { name = "\(kind)" + (number.map { "-\($0)" } ?? "") }

    static let main = Anchor("main")
}

/// An attribute. Its name is one of a fixed few; what is not fixed about its value is a number or escaped text.
struct Attribute: Sendable {
    enum Keyword: String { case content, httpEquiv = "http-equiv", name, role, scope }
    enum Measure: String {
        case x, y, width, height, cx, cy, r, rx, tabindex, start, value
    }

    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    static func fixed(_ name: Keyword, _ value: StaticString) -> Attribute { Attribute(name.rawValue, "\(value)") }
    static func css(_ names: StaticString...) -> Attribute {
        Attribute("class", names.map { "\($0)" }.joined(separator: " "))
    }
    static func number(_ name: Measure, _ value: Int) -> Attribute { Attribute(name.rawValue, String(value)) }
    /// A share of the drawing's width, in tenths of a percent.
    static func share(_ name: Measure, _ tenths: Int) -> Attribute {
        Attribute(name.rawValue, "\(tenths / 10).\(tenths % 10)%")
    }
    static func viewBox(width: Int, height: Int) -> Attribute { Attribute("viewBox", "0 0 \(width) \(height)") }
    /// A line through points: moves, lines and curves with numbers only.
    static func line(_ path: DrawnPath) -> Attribute { Attribute("d", path.text) }
    /// What a screen reader says instead of the content; escaped like all text.
    static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
    static func id(_ anchor: Anchor) -> Attribute { Attribute("id", anchor.name) }
    static func labelled(by anchors: Anchor...) -> Attribute {
        Attribute("aria-labelledby", anchors.map(\.name).joined(separator: " "))
    }
    /// The only links that there are: within the page.
    static func link(to anchor: Anchor) -> Attribute { Attribute("href", "#" + anchor.name) }
    static let hidden = Attribute("aria-hidden", "true")
    /// A pattern's tile has the size that its numbers say.
    static let ownUnits = Attribute("patternUnits", "userSpaceOnUse")
    static let utf8 = Attribute("charset", "utf-8")
    static let english = Attribute("lang", "en")
    /// Nothing loads and nothing runs, whatever may have slipped in; the one style is named by its hash.
    static func policy(styleHash: String) -> Attribute {
        Attribute("content", "default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'")
    }
}

/// A path of a drawing, from numbers.
struct DrawnPath: Sendable {
    private(set) var text = ""

    mutating func move(_ x: Int, _ y: Int) { text += "M\(x) \(y)" }
    mutating func line(_ x: Int, _ y: Int) { text += "L\(x) \(y)" }
    mutating func curve(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, _ x: Int, _ y: Int) {
        text += "C\(x1) \(y1) \(x2) \(y2) \(x) \(y)"
    }
    mutating func close() { text += "Z" }
}
