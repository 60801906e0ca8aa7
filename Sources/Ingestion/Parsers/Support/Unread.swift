import NodeModel

/// What a parser could not read of a capture; the first pieces are named, the rest counted.
struct Unread {
    static let named = 8
    private var first: [(line: Int, message: String)] = []
    private var count = 0
    private var last = 0

    /// A line that is not understood.
    mutating func add(_ line: Line) {
        add(line.number, "not understood: \(Text.excerpt(line.text, limit: 120))")
    }

    /// Part of a capture about which there is more to say than that.
    mutating func add(_ line: Int, _ message: @autoclosure () -> String) {
        count += 1
        last = line
        if first.count < Self.named { first.append((line, message())) }
    }

    func report(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        for piece in first { parsed.issue(text, line: piece.line, piece.message) }
        if count > first.count {
            parsed.issue(text, line: last, "\(count - first.count) more lines up to here were not understood")
        }
    }
}

extension CaptureText {
    /// Lines that a parser looks at: ten times what the largest capture of a real node has.
    private static let lineLimit = 200_000

    /// The lines, up to a limit; an issue tells where more were left out.
    func lines(_ parsed: inout ParsedFacts) -> [Line] {
        var end = 0
        for _ in 0..<Self.lineLimit {
            guard let newline = bytes[end...].firstIndex(of: 10) else { return lines }
            end = newline + 1
        }
        guard end < bytes.count else { return lines }
        parsed.issue(self, line: Self.lineLimit, "the lines below it were not read")
        return Line.split(Array(bytes[..<end]))
    }
}
