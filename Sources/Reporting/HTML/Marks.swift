import NodeModel

/// A sign for every verdict: told apart by its shape, and besides by its colour.
enum Marks {
    /// Width and height of a mark.
    static let size = 12

    /// Drawn once a page and then referred to.
    static let definitions = HTML.tag(
        .svg, .css("definitions"), .hidden, .number(.width, 0), .number(.height, 0),
        children: [
            .tag(
                .defs,
                children: Verdict.allCases.map { verdict in
                    .tag(.g, .id(anchor(verdict)), .css("mark", css(verdict)), children: shape(verdict))
                } + patterns)
        ])

    static func anchor(_ verdict: Verdict) -> Anchor { Anchor(css(verdict), 0) }

    /// The mark beside words that say the same.
    static func mark(_ verdict: Verdict) -> HTML {
        .tag(
            .svg, .css("icon"), .hidden, .viewBox(width: size, height: size), .number(.width, size),
            .number(.height, size), children: [.tag(.use, .link(to: anchor(verdict)))])
    }

    static let logo = HTML.tag(
        .svg, .css("logo"), .hidden, .viewBox(width: 24, height: 24), .number(.width, 24), .number(.height, 24),
        children: [
            .tag(.rect, .number(.x, 2), .number(.y, 2), .number(.width, 13), .number(.height, 13), .number(.rx, 3)),
            .tag(
                .rect, .css("front"), .number(.x, 9), .number(.y, 9), .number(.width, 13), .number(.height, 13),
                .number(.rx, 3)),
        ])

    static func css(_ verdict: Verdict) -> StaticString {
        switch verdict {
        case .duplicated: "v-twice"
        case .partlyDuplicated: "v-partly"
        case .leftover: "v-left"
        case .separate: "v-separate"
        case .sameStore: "v-same"
        case .singleStore: "v-single"
        case .unknown: "v-unknown"
        }
    }

    private static func shape(_ verdict: Verdict) -> [HTML] {
        switch verdict {
        case .duplicated: [square(0, 0, 8, "hollow"), square(4, 4, 8, "full")]
        case .partlyDuplicated: [square(1, 1, 10, "hollow"), path("full", [(1, 11), (11, 1), (11, 11)])]
        case .leftover: [square(1, 1, 10, "hollow"), square(4, 4, 4, "full")]
        case .separate:
            [(1, 4), (7, 4)].map { x, width in
                .tag(
                    .rect, .css("full"), .number(.x, x), .number(.y, 1), .number(.width, width), .number(.height, 10))
            }
        case .sameStore: [.tag(.circle, .css("full"), .number(.cx, 6), .number(.cy, 6), .number(.r, 5))]
        case .singleStore: [.tag(.circle, .css("hollow"), .number(.cx, 6), .number(.cy, 6), .number(.r, 5))]
        case .unknown: [path("hollow", [(6, 0), (12, 6), (6, 12), (0, 6)])]
        }
    }

    private static func square(_ x: Int, _ y: Int, _ side: Int, _ css: StaticString) -> HTML {
        .tag(.rect, .css(css), .number(.x, x), .number(.y, y), .number(.width, side), .number(.height, side))
    }

    private static func path(_ css: StaticString, _ corners: [(Int, Int)]) -> HTML {
        var path = DrawnPath()
        for (index, corner) in corners.enumerated() {
            if index == 0 { path.move(corner.0, corner.1) } else { path.line(corner.0, corner.1) }
        }
        path.close()
        return .tag(.path, .css(css), .line(path))
    }

    /// What fills the bars: a pattern each, so that they can be told apart without colour.
    private static var patterns: [HTML] {
        var rising = DrawnPath()
        rising.move(-2, 2)
        rising.line(2, -2)
        rising.move(0, 8)
        rising.line(8, 0)
        rising.move(6, 10)
        rising.line(10, 6)
        var falling = DrawnPath()
        falling.move(-2, 6)
        falling.line(2, 10)
        falling.move(0, 0)
        falling.line(8, 8)
        falling.move(6, -2)
        falling.line(10, 2)
        return [
            pattern("fill-twice", .tag(.path, .line(rising))),
            pattern("fill-left", .tag(.circle, .number(.cx, 4), .number(.cy, 4), .number(.r, 2))),
            pattern("fill-freed", .tag(.path, .line(falling))),
        ]
    }

    private static func pattern(_ name: StaticString, _ drawn: HTML) -> HTML {
        .tag(
            .pattern, .id(Anchor(name)), .css(name), .ownUnits, .number(.width, 8), .number(.height, 8),
            children: [.tag(.rect, .number(.width, 8), .number(.height, 8)), drawn])
    }
}
