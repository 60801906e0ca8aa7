import NodeModel

/// Command line → socket → server → store → directory as a drawing: what leads to one store meets there.
struct DiagramDrawing {
    private static let columns = ["command line", "socket", "server", "store", "directory"]
    private static let boxWidth = 168
    private static let step = 208
    private static let lineHeight = 16
    private static let padding = 9
    private static let gap = 12
    private static let top = 26
    /// Room for half of a line beside the outer boxes.
    private static let left = 2
    /// Of monospaced text in a box; the style sheet's size gives 7.3 units a character.
    private static let charactersInLine = 20
    private static let mostLines = 5

    private var drawn: [HTML] = []
    private var y = Self.top

    /// - Parameters:
    ///   - name: where the drawing's name is put; its description goes to `description`.
    static func node(_ diagram: Diagram, _ name: Anchor, _ description: Anchor) -> HTML {
        var drawing = DiagramDrawing()
        for (index, title) in columns.enumerated() {
            drawing.drawn.append(text(title, x: left + index * step, y: 14, css: "column"))
        }
        for group in diagram.groups { drawing.draw(group) }
        let width = left * 2 + (columns.count - 1) * step + boxWidth
        let words = DiagramText.lines(diagram, width: 400).joined(separator: "; ")
        let svg = HTML.tag(
            .svg, .css("diagram"), .fixed(.role, "img"), .labelled(by: name, description),
            .viewBox(width: width, height: drawing.y),
            children: [
                .tag(.title, .id(name), text: "Where the command lines lead"),
                .tag(.desc, .id(description), text: words),
            ] + drawing.drawn)
        return .tag(
            .div, .css("scroll"), .fixed(.role, "region"), .label("Diagram of where the command lines lead"),
            .number(.tabindex, 0), children: [svg])
    }

    private mutating func draw(_ group: Diagram.Group) {
        let rows = group.paths.map { [$0.command, $0.endpoint, $0.server].map(Self.lines) }
        let heights = rows.map { row in Self.height(row.map(\.count).max() ?? 1) }
        let store =
            Self.lines(group.store)
            + (group.note.isEmpty
                ? []
                : group.note.split(separator: ",").map {
                    String($0.drop { $0 == " " })
                })
        let directory = group.directory.isEmpty ? [] : Self.lines(group.directory)
        let own = Self.height(max(store.count, directory.count))
        let all = max(own, heights.reduce(0, +) + max(0, heights.count - 1) * Self.gap)
        let middle = y + all / 2
        var at = y + (all - heights.reduce(0, +) - max(0, heights.count - 1) * Self.gap) / 2
        for (row, height) in zip(rows, heights) {
            for (column, lines) in row.enumerated() {
                box(lines, column: column, middle: at + height / 2, height: height)
                if column < 2 { arrow(from: column, at + height / 2, at + height / 2) }
            }
            arrow(from: 2, at + height / 2, middle)
            at += height + Self.gap
        }
        if rows.isEmpty {
            box(["no command line"], column: 2, middle: middle, height: Self.height(1), css: "nothing")
        }
        box(store, column: 3, middle: middle, height: Self.height(store.count), css: "store")
        if !directory.isEmpty {
            arrow(from: 3, middle, middle)
            box(directory, column: 4, middle: middle, height: Self.height(directory.count), css: "store")
        }
        y += all + Self.gap * 2
    }

    private mutating func box(
        _ lines: [String], column: Int, middle: Int, height: Int, css: StaticString = "box"
    ) {
        let x = Self.left + column * Self.step
        drawn.append(
            .tag(
                .rect, .css(css), .number(.x, x), .number(.y, middle - height / 2), .number(.width, Self.boxWidth),
                .number(.height, height), .number(.rx, 6)))
        let first = middle - (lines.count - 1) * Self.lineHeight / 2 + 4
        for (index, line) in lines.enumerated() {
            drawn.append(Self.text(line, x: x + Self.padding, y: first + index * Self.lineHeight, css: "inside"))
        }
    }

    private mutating func arrow(from column: Int, _ start: Int, _ end: Int) {
        let (x1, x2) = (Self.left + column * Self.step + Self.boxWidth, Self.left + (column + 1) * Self.step)
        var path = DrawnPath()
        path.move(x1, start)
        path.curve(x1 + 20, start, x2 - 26, end, x2 - 7, end)
        drawn.append(.tag(.path, .css("arrow"), .line(path)))
        var head = DrawnPath()
        head.move(x2 - 8, end - 4)
        head.line(x2, end)
        head.line(x2 - 8, end + 4)
        head.close()
        drawn.append(.tag(.path, .css("arrowhead"), .line(head)))
    }

    private static func height(_ lines: Int) -> Int { max(1, lines) * lineHeight + 2 * padding }

    private static func text(_ text: String, x: Int, y: Int, css: StaticString) -> HTML {
        .tag(.drawnText, .css(css), .number(.x, x), .number(.y, y), text: text)
    }

    /// Broken after what parts a path or a name; what is longer than a box keeps its beginning.
    private static func lines(_ text: String) -> [String] {
        var rest = Substring(Text.excerpt(text, limit: charactersInLine * mostLines))
        var lines: [String] = []
        while !rest.isEmpty, lines.count < mostLines {
            var line = DisplayWidth.beginning(String(rest), charactersInLine)
            if line.isEmpty { line = String(rest.prefix(1)) }
            if line.count < rest.count, let end = line.lastIndex(where: { " /-:@".contains($0) }),
                line.distance(from: line.startIndex, to: end) >= 6
            {
                // A slash begins the next line, anything else ends this one.
                line = line[end] == "/" ? String(line[..<end]) : String(line[...end])
            }
            rest = rest.dropFirst(line.count)
            lines.append(line)
        }
        if !rest.isEmpty, let last = lines.popLast() { lines.append(DisplayWidth.cut(last + "……", charactersInLine)) }
        return lines
    }
}
