import NodeModel

/// The text of a run as its parser gets it.
struct PastedOutput: Sendable {
    var lines: [Line]
    /// Why it is not all that the command had to say; nil where it is.
    var partial: String?
    /// How it ended, where the output is nothing but complaints; nil where there is output.
    var failure: CaptureOutcome?

    init(_ run: PastedRun, _ id: CaptureID, _ parsers: ParserRegistry) {
        let isText = id.kind == "file" || id == "systemctl-cat"
        var isCut = false
        lines = run.output.filter { line in
            if PasteTitle.isCut(line.text) {
                isCut = true
                // systemd's own parser knows what to make of it.
                return isText
            }
            return isText || id.kind == "ps" || !line.text.trimmed.hasPrefix("#")
        }
        while let last = lines.last, last.isBlank { lines.removeLast() }
        if run.target?.onlyErrors == true { lines = lines.filter { AccessError($0.text) != nil } }
        partial = run.target?.partial ?? (isCut ? "its author left lines out" : nil)
        if partial == nil, run.target?.merging == .union, !hasBeginning { partial = "without its header" }
        failure = SpokenOutcome.of(bytes)
        if failure == nil { lines = unwrapped(id, run.commandText, parsers) }
    }

    /// Whether a list begins as the tool begins it.
    private var hasBeginning: Bool {
        guard let first = lines.first(where: { !$0.isBlank && Diagnostic($0.text) == nil }) else { return false }
        return OutputShape.header(first) != nil || first.text.trimmed.hasPrefix("{") || first.text.hasPrefix("REF")
            || first.text.trimmed == "["
    }

    var bytes: [UInt8] { Self.bytes(lines) }

    static func bytes(_ lines: [Line]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.text.utf8
            bytes.append(10)
        }
        return bytes
    }

    /// Lines that a terminal broke at its width are put together again, where the parser then understands more.
    private func unwrapped(_ id: CaptureID, _ command: String, _ parsers: ParserRegistry) -> [Line] {
        let width = lines.map(\.text.count).max() ?? 0
        guard (40...400).contains(width), lines.count <= 20_000 else { return lines }
        let before = misread(lines, id, command, parsers)
        guard before > 0 else { return lines }
        var joined: [Line] = []
        var isOpen = false
        for line in lines {
            if isOpen, let last = joined.last {
                joined[joined.count - 1] = Line(number: last.number, text: last.text + line.text)
            } else {
                joined.append(line)
            }
            isOpen = line.text.count == width
        }
        return joined.count < lines.count && misread(joined, id, command, parsers) < before ? joined : lines
    }

    private func misread(_ lines: [Line], _ id: CaptureID, _ command: String, _ parsers: ParserRegistry) -> Int {
        var found = ParsedFacts()
        let text = CaptureText(id: id, command: command, bytes: Self.bytes(lines))
        for parser in parsers.parsers(of: id) { parser.parse(text, &found) }
        return found.issues.count
    }
}
