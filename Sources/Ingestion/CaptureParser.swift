import NodeModel

/// Turns the output of one kind of capture into facts.
///
/// A value in a file of its own, named once in `all`. It never throws: what it does not understand becomes an issue
/// with line and text, and what it did understand is kept.
struct CaptureParser: Sendable {
    /// The kind of capture (`docker-images`) that it reads, as `collector.sh --list` prints it; for small files the
    /// paths, with `*` for any run of characters (`/etc/rancher/k3s/config.yaml.d/*`).
    var reads: Reads
    /// What it finds, for `twinstore captures`.
    var summary: String
    var parse: @Sendable (CaptureText, inout ParsedFacts) -> Void

    enum Reads: Sendable {
        case capture(String)
        case files([String])
    }
}

/// What a parser may add to.
struct ParsedFacts {
    var facts = Facts()
    var issues: [Issue] = []
    /// `node.process-total` and the like: what the manifest of other collectors says elsewhere.
    var processTotal: Int?

    mutating func issue(_ text: CaptureText, line: Int, _ message: String) {
        issues.append(Issue(capture: text.id, line: line, message: message))
    }
}

/// One capture's output with everything that a parser may want to know of it.
struct CaptureText: Sendable {
    var id: CaptureID
    /// The command as it ran; it names the directory of an `ls`, the socket of a `crictl`.
    var command: String
    var bytes: [UInt8]
    /// Standard error; tools warn there.
    var errors: String
    /// Whether the output ended early: truncated, timed out, or cut by a limit.
    var isCut: Bool
    /// The lines' numbers in the text that they were taken from; empty where they are the output's own.
    var numbers: [Int] = []
    /// The working directory of the command; empty where it is not known.
    var folder = ""

    init(
        id: CaptureID, command: String = "", bytes: [UInt8], errors: String = "", isCut: Bool = false,
        numbers: [Int] = [], folder: String = ""
    ) {
        self.numbers = numbers
        self.folder = folder
        self.id = id
        self.command = command
        self.bytes = bytes
        self.errors = errors
        self.isCut = isCut
    }

    init(id: CaptureID, command: String = "", text: String, errors: String = "", isCut: Bool = false) {
        self.init(id: id, command: command, bytes: Array(text.utf8), errors: errors, isCut: isCut)
    }

    /// The lines, numbered from 1 or as in the text that they were taken from, without line ends, colours and other terminal dressing.
    var lines: [Line] {
        let lines = Line.split(bytes)
        guard !numbers.isEmpty else { return lines }
        return lines.map { Line(number: number(of: $0.number), text: $0.text) }
    }

    /// Where the output's own line of that number stands in the text that it was taken from.
    func number(of line: Int) -> Int { numbers.indices.contains(line - 1) ? numbers[line - 1] : line }

    func hasMoreLines(than limit: Int) -> Bool {
        guard bytes.count > limit else { return false }
        return bytes.count { $0 == 10 } > limit
    }

    /// The proof for a line of this capture.
    func source(_ line: Line) -> Source { Source(capture: id, line: line.number, quote: line.text) }
}
