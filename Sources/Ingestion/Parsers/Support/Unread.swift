import NodeModel

/// The lines of a capture that a parser could not read; the first are named, the rest counted.
struct Unread {
    static let named = 8
    private var first: [Line] = []
    private var count = 0

    mutating func add(_ line: Line) {
        count += 1
        if first.count < Self.named { first.append(line) }
    }

    func report(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        for line in first {
            parsed.issue(text, line: line.number, "not understood: \(Text.excerpt(line.text, limit: 120))")
        }
        if count > first.count, let last = first.last {
            parsed.issue(text, line: last.number, "\(count - first.count) more lines below it were not understood")
        }
    }
}
