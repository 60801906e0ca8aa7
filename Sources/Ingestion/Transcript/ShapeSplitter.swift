import NodeModel

/// Parts outputs by their shape: those under no command, and those in which a second table begins.
struct ShapeSplitter {
    private let run: PastedRun
    private var found: [PastedRun] = []
    /// The capture that the lines are taken for; nil while none is known.
    private var id: CaptureID?
    /// Whether the lines still belong to the run's own command.
    private var isOwn: Bool
    /// Lines before this were looked through for JSON already.
    private var tried = 0

    /// The runs that one run's output is made of, its own first. Lines of no known shape are returned apart.
    static func split(_ run: PastedRun) -> (runs: [PastedRun], unread: [Line]) {
        var splitter = ShapeSplitter(run)
        return splitter.split()
    }

    private init(_ run: PastedRun) {
        self.run = run
        isOwn = run.target != nil
    }

    private mutating func split() -> ([PastedRun], [Line]) {
        guard isOwn || run.meaning == .unknown else { return ([run], []) }
        var own = run
        own.output = []
        var unread: [Line] = []
        var hasHeader = false
        var isRows = false
        var at = 0
        while at < run.output.count {
            let line = run.output[at]
            if isOwn {
                if !hasHeader, let broken = OutputShape.brokenHeader(run.output[at...]), isListOfImages {
                    own.output += run.output[at..<(at + broken.lines)]
                    hasHeader = true
                    at += broken.lines
                    continue
                }
                let isHeader = OutputShape.header(line).map { isForeign($0, line, hasHeader: &hasHeader) } ?? false
                if isHeader || isBehindBlank(at) && isForeignText(line) {
                    isOwn = false
                    continue
                }
                own.output.append(line)
                at += 1
                continue
            }
            if let end = json(from: at) {
                at = end
                id = nil
                continue
            }
            if let broken = OutputShape.brokenHeader(run.output[at...]), isAllowed(broken.id) {
                (id, isRows) = (broken.id, true)
                begin(line)
                found[found.count - 1].output += run.output[(at + 1)..<(at + broken.lines)]
                at += broken.lines
                continue
            }
            if let next = OutputShape.line(line) {
                id = next == OutputShape.other || !isAllowed(next) ? nil : next
                isRows = next == OutputShape.other || OutputShape.header(line) != nil
                if id != nil { begin(line) } else { unread.append(line) }
            } else if let id, continues(line, id, isRows: isRows) {
                found[found.count - 1].output.append(line)
            } else {
                if !line.isBlank || id.map({ !isText($0) }) ?? true { id = nil }
                if !line.isBlank { unread.append(line) }
            }
            at += 1
        }
        // A header whose rows became something else is no empty list.
        if isListOfImages, !isOwn, own.output.count(where: { !$0.isBlank }) < 2, case .reads(var target) = run.meaning {
            target.partial = target.partial ?? "what stands below its header was not understood"
            own.meaning = .reads(target)
        }
        let isEvent = run.target != nil || run.command != nil
        return ((isEvent ? [own] : []) + found.map(Self.refined), unread)
    }

    private var isListOfImages: Bool {
        run.target.map { $0.merging == .union && $0.id.kind.hasSuffix("-images") } ?? false
    }

    /// A second table of the same kind, or one of another kind.
    private func isForeign(_ header: CaptureID, _ line: Line, hasHeader: inout Bool) -> Bool {
        guard let target = run.target, target.id.kind != "file" else { return false }
        if target.id == "systemctl-cat" { return line.words.count > 3 }
        let same = target.id.kind == header.kind || header == "crictl-images" && target.id.kind == "cri-images"
        // One program answers to the other's name: a header alone proves nothing against the command.
        let isImages = header.kind.hasSuffix("-images") && target.id.kind.hasSuffix("-images")
        if same || isImages || header == OutputShape.other && !hasHeader {
            defer { hasHeader = true }
            return hasHeader && target.merging == .union
        }
        return ["ps", "df", "du"].contains(target.id.kind) ? header != OutputShape.other : target.merging == .union
    }

    private func isBehindBlank(_ at: Int) -> Bool { at > 0 && run.output[at - 1].isBlank }

    /// What a program says of itself, below a table and a blank line.
    private func isForeignText(_ line: Line) -> Bool {
        guard let target = run.target, target.merging == .union, let id = OutputShape.line(line), id != target.id else {
            return false
        }
        return isText(id)
    }

    private func isAllowed(_ id: CaptureID) -> Bool {
        run.candidates.isEmpty || run.candidates.contains { $0.id.kind == id.kind }
    }

    private mutating func begin(_ line: Line) {
        guard let id else { return }
        let isHeader = OutputShape.header(line) != nil || line.words.first == "IMAGE"
        if let last = found.last, last.target?.id == id, !isHeader || isText(id) {
            found[found.count - 1].output.append(line)
            return
        }
        var next = PastedRun(
            meaning: .reads(
                PasteTarget(
                    id: id, merging: id.kind.hasSuffix("images") ? .union : .each, partial: "no command stands above it"
                )),
            line: line, place: run.place, isRoot: run.isRoot, output: [line])
        next.folder = run.folder
        found.append(next)
    }

    /// Whether a line of no shape of its own goes on with what stands before it.
    private func continues(_ line: Line, _ id: CaptureID, isRows: Bool) -> Bool {
        if isText(id) { return line.isBlank || isPartOfText(line, id) }
        if line.isBlank { return false }
        return isRows || Diagnostic(line.text) != nil || id == "ps"
    }

    /// Texts in which blank lines part paragraphs.
    private func isText(_ id: CaptureID) -> Bool {
        id == "systemctl-cat" || id.kind == "file" || id == "docker-info" || id == "crictl-version"
    }

    private func isPartOfText(_ line: Line, _ id: CaptureID) -> Bool {
        let text = line.text.trimmed
        if id == "docker-info" || id == "crictl-version" { return text.contains(":") }
        if text.hasPrefix("#") || text.hasPrefix(";") || text.hasPrefix("[") || text.contains("=") { return true }
        if id == "systemctl-cat", line.text.first == " " || line.text.first == "\t" { return true }
        return id.kind == "file" && (text.contains(": ") || text.contains(":") && !text.contains(" "))
    }

    /// A JSON text from that line on: taken whole, as far as the braces go. Returns the line behind it.
    private mutating func json(from start: Int) -> Int? {
        let first = run.output[start].text.trimmed
        guard start >= tried else { return nil }
        guard first.hasPrefix("{") || first == "[" || first.hasPrefix("[{") else { return nil }
        var depth = 0
        var end = start
        repeat {
            for byte in run.output[end].text.utf8 {
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
                if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
            }
            end += 1
        } while depth > 0 && end < run.output.count
        tried = end
        let lines = Array(run.output[start..<end])
        guard let known = OutputShape.json(lines.map(\.text).joined(separator: "\n")), isAllowed(known) else {
            return nil
        }
        id = known
        begin(lines[0])
        found[found.count - 1].output += lines.dropFirst()
        return end
    }

    /// docker's header over crictl's rows, as people put them there: crictl's IDs have 13 digits, and no time follows.
    private static func refined(_ run: PastedRun) -> PastedRun {
        guard case .reads(var target) = run.meaning, target.id == "docker-images" else { return run }
        let rows = run.output.filter { OutputShape.header($0) == nil && !$0.isBlank }
        guard !rows.isEmpty,
            rows.allSatisfy({ row in
                let words = row.words
                return words.contains { $0.utf8.count == 13 && ImageRow.isID($0) } && !words.contains("ago")
            })
        else { return run }
        var run = run
        target.id = "crictl-images"
        run.meaning = .reads(target)
        return run
    }
}
