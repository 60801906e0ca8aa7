import NodeModel

/// The text of a run as its parser gets it.
struct PastedOutput: Sendable {
    var lines: [Line]
    /// Why it is not all that the command had to say; nil where it is.
    var partial: String?
    /// How it ended, where the output is nothing but complaints; nil where there is output.
    var failure: CaptureOutcome?
    /// What its author wrote into it.
    private(set) var remarks: [Line] = []

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
        if let name = partial, Self.unheeded.contains(name), lines.count(where: { !$0.isBlank }) > 1 { partial = nil }
        if partial == nil, run.target?.merging == .union, !hasBeginning { partial = "without its header" }
        if partial == nil, let first = lines.first(where: { !$0.isBlank }),
            "{[".contains(first.text.trimmed.first ?? " "),
            JSONTexts(lines).firstCut != nil
        {
            partial = "the JSON text is cut"
        }
        failure = SpokenOutcome.of(bytes)
        guard failure == nil else { return }
        lines = unwrapped(id, run.commandText, parsers)
        if id.kind == "docker-images" || id.kind == "crictl-images" || id.kind == "cri-images" {
            takeRemarks(id, run.commandText, parsers)
        }
    }

    /// Takes out what the author wrote between a list's rows: a line that is not understood, and that has neither an ID
    /// nor a size, is no row that was lost.
    private mutating func takeRemarks(_ id: CaptureID, _ command: String, _ parsers: ParserRegistry) {
        let strange = misread(lines, id, command, parsers)
        guard !strange.isEmpty, strange.count <= Self.most else { return }
        remarks = lines.filter { line in
            strange.contains(line.number) && !line.words.contains { ImageRow.isID($0) || HumanSize.isSize($0) }
                && !ImageRow.canBeNames(line.words)
        }
        let numbers = Set(remarks.map(\.number))
        lines.removeAll { numbers.contains($0.number) }
    }

    /// More remarks than this are a list that is not understood.
    private static let most = 6

    /// `crictl images ls` asks for the image `ls`, which containerd does not heed: a list that is there is whole.
    private static let unheeded = ["only `ls`", "only `list`"]

    /// Whether a list begins as the tool begins it.
    private var hasBeginning: Bool {
        guard let first = lines.first(where: { !$0.isBlank && Diagnostic($0.text) == nil }) else { return false }
        return OutputShape.header(first) != nil
            || OutputShape.brokenHeader(lines.drop { $0.isBlank || Diagnostic($0.text) != nil }) != nil
            || first.text.trimmed.hasPrefix("{") || first.text.hasPrefix("REF")
            || first.text.trimmed == "[" || first.text.rightTrimmed == "images:"
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

    /// Lines that a terminal broke at its width are put together again, where the parser then understands more: only a
    /// line that is as long as the longest, and only if it or the next one was not understood.
    private func unwrapped(_ id: CaptureID, _ command: String, _ parsers: ParserRegistry) -> [Line] {
        guard lines.count <= Self.longest else { return lines }
        let lengths = lines.map { $0.columnCount(atMost: 400) ?? .max }
        guard let width = lengths.max(), (40...400).contains(width) else { return lines }
        var lines = lines
        var full = lengths.map { $0 == width }
        var before = misread(lines, id, command, parsers)
        for _ in 0..<Self.rounds where !before.isEmpty {
            var (joined, joinedFull) = ([Line](), [Bool]())
            for (index, line) in lines.enumerated() {
                let isRest =
                    (joinedFull.last ?? false)
                    && (before.contains(line.number) || before.contains(joined.last?.number ?? -1))
                if isRest, let last = joined.popLast() {
                    joined.append(Line(number: last.number, text: last.text + line.text))
                    joinedFull[joined.count - 1] = full[index]
                } else {
                    joined.append(line)
                    joinedFull.append(full[index])
                }
            }
            guard joined.count < lines.count else { break }
            let after = misread(joined, id, command, parsers)
            guard after.count < before.count else { break }
            (lines, full, before) = (joined, joinedFull, after)
        }
        return lines
    }

    /// A longer output is no table that a terminal broke.
    private static let longest = 2_000
    private static let rounds = 40

    /// The lines that the parser says it did not understand; where it only counts the rest, those too.
    private func misread(_ lines: [Line], _ id: CaptureID, _ command: String, _ parsers: ParserRegistry) -> Set<Int> {
        var found = ParsedFacts()
        let text = CaptureText(id: id, command: command, bytes: Self.bytes(lines), numbers: lines.map(\.number))
        for parser in parsers.parsers(of: id) { parser.parse(text, &found) }
        var misread = Set(found.issues.map(\.line))
        if found.issues.contains(where: { $0.message.hasSuffix("were not understood") }), let last = misread.max() {
            misread.formUnion(lines.map(\.number).filter { $0 > last })
        }
        return misread
    }
}
