import NodeModel

/// The JSON values of a capture, wherever they stand: one a line, one over many lines, several in a row, warnings
/// between them, or the first part of one that was cut.
struct JSONTexts {
    var documents: [Document] = []
    /// The lines that are neither JSON nor blank nor a tool's own warning.
    var rest: [Line] = []
    /// First line of a value that is not whole; nil where all are.
    var firstCut: Int?
    /// First line that is a tool's own error.
    private var failure: Line?

    struct Document {
        var root: JSON
        var isComplete: Bool
        fileprivate var lines: Lines
        fileprivate var base: Int
    }

    init(_ lines: [Line]) {
        let all = Lines(lines)
        var at = 0
        while at < lines.count {
            let line = lines[at]
            let start = line.text.utf8.first { $0 != 32 && $0 != 9 }
            let opens = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
            if opens, let (document, end) = all.parse(from: at) {
                documents.append(document)
                if !document.isComplete, firstCut == nil { firstCut = line.number }
                at = max(at, end) + 1
                continue
            }
            at += 1
            if line.isBlank { continue }
            guard let diagnostic = Diagnostic(line.text) else {
                rest.append(line)
                continue
            }
            if diagnostic == .error, failure == nil { failure = line }
        }
    }

    /// Says so where a value was cut, or where there is nothing but a tool's error.
    func report(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        reportCut(text, &parsed)
        if documents.isEmpty, rest.isEmpty, let failure {
            parsed.issue(text, line: failure.number, "no answer but: \(Text.excerpt(failure.text, limit: 160))")
        }
    }

    /// Says so where a value was cut.
    func reportCut(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        guard let firstCut else { return }
        parsed.issue(text, line: firstCut, "the JSON text is damaged or cut; what came before that is kept")
    }
}

extension JSONTexts.Document {
    /// The proof for a value: its line; of a long line the part around the value.
    func source(_ text: CaptureText, _ value: JSON?) -> Source {
        lines.source(text, at: base + (value ?? root).position)
    }
}

/// The lines again as one text, warnings blanked out, with a way back from an offset to a line.
private struct Lines {
    var lines: [Line]
    var bytes: [UInt8] = []
    var starts: [Int] = []

    init(_ lines: [Line]) {
        self.lines = lines
        starts.reserveCapacity(lines.count)
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.text.utf8.count + 1 })
        for line in lines {
            starts.append(bytes.count)
            let first = line.text.utf8.first { $0 != 32 && $0 != 9 }
            // What stands in quotes is JSON's own, even where it reads like a warning.
            if first != UInt8(ascii: "{"), first != UInt8(ascii: "\""), Diagnostic(line.text) != nil {
                bytes.append(10)
                continue
            }
            bytes += line.text.utf8
            bytes.append(10)
        }
    }

    /// The value that starts on that line, and the index of the line that it ends on.
    func parse(from index: Int) -> (JSONTexts.Document, Int)? {
        let base = starts[index]
        let parsed = JSONDocument(bytes[base...])
        guard let root = parsed.root, root.isObject || root.isArray else { return nil }
        guard parsed.isComplete || !root.members.isEmpty || !root.elements.isEmpty else { return nil }
        let document = JSONTexts.Document(root: root, isComplete: parsed.isComplete, lines: self, base: base)
        return (document, line(at: base + max(0, parsed.end - 1)))
    }

    /// Index of the line that holds an offset.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    func source(_ text: CaptureText, at offset: Int) -> Source {
        let index = line(at: offset)
        let whole = lines[index]
        let utf8 = whole.text.utf8
        guard utf8.count > Source.quoteLimit else { return text.source(whole) }
        let start = max(0, min(offset - starts[index] - 110, utf8.count))
        let part = String(decoding: utf8.dropFirst(start).prefix(180), as: UTF8.self)
        let quote = (start > 0 ? "…" : "") + part + (start + 180 < utf8.count ? "…" : "")
        return Source(capture: text.id, line: whole.number, quote: quote)
    }
}
