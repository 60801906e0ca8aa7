import NodeModel

extension CaptureParser {
    /// Processes of container runtimes, from `ps` in any format, with or without header, and from the process tree of
    /// `systemctl status`.
    ///
    /// A process ID of 0 stands for a line that does not tell it. Lines of other programs are counted but not kept.
    static let processes = CaptureParser(
        reads: .capture("ps"),
        summary: "the runtimes' processes with their parents, arguments and ages"
    ) { text, facts in
        var reader = ProcessReader(text: text)
        for line in text.lines { reader.read(line, into: &facts) }
        // With the first process and others of no concern it is the whole list, so its length means something.
        if reader.hasInit, reader.dropped > 0 { facts.processTotal = reader.rows }
    }
}

private struct ProcessReader {
    let text: CaptureText
    private var header: ProcessColumns?
    /// Rows that were processes, the kept and the dropped.
    private(set) var rows = 0
    private(set) var dropped = 0
    private(set) var hasInit = false
    /// The last line that gave a process, which a wrapped line may go on with.
    private var last: Line?

    /// No terminal is narrower, so no shorter line is wrapped.
    private static let narrowest = 79

    init(text: CaptureText) { self.text = text }

    mutating func read(_ line: Line, into facts: inout ParsedFacts) {
        let words = Words(line.text)
        guard words.count > 0 else { return last = nil }
        if let columns = ProcessColumns(header: words) {
            header = columns
            last = nil
            return
        }
        if let (pid, title) = treeMember(line) { return add(pid: pid, arguments: title, line, &facts) }
        if let row = header?.row(words, isStrict: false) { return add(row, words, line, &facts) }
        for columns in ProcessColumns.usual {
            if let row = columns.row(words, isStrict: true), row.command < words.count {
                return add(row, words, line, &facts)
            }
        }
        if let row = edited(words) { return add(row, words, line, &facts) }
        if isWrapped(line, words), let index = facts.facts.processes.indices.last {
            facts.facts.processes[index].arguments += line.text.rightTrimmed
            last = line
            return
        }
        last = nil
        if !isChatter(words) { facts.misread(text, line, "not a process") }
    }

    /// `├─1523 /usr/bin/containerd`, also commented out and with blanks before the number.
    private func treeMember(_ line: Line) -> (pid: Int, title: String)? {
        // 0xE2 begins both marks, and hardly anything else that is printed of a process.
        guard line.text.utf8.contains(0xE2), let mark = line.text.firstIndex(where: { $0 == "├" || $0 == "└" }),
            line.text[..<mark].allSatisfy({ " \t│|#".contains($0) })
        else { return nil }
        let rest = line.text[mark...].drop { "├└─ ".contains($0) }
        let digits = rest.prefix { $0.isNumber && $0.isASCII }
        guard let pid = Int(digits) else { return nil }
        let title = ProcessTitle.ofTree(rest.dropFirst(digits.count))
        return title.isEmpty ? nil : (pid, title)
    }

    /// A row that people shortened: user and process ID, one of them, or the title alone; `...` stands for a number.
    private func edited(_ words: Words) -> ProcessColumns.Row? {
        var row = ProcessColumns.Row(command: 0)
        var at = 0
        while at < min(words.count, 3), !ProcessTitle.standsAlone(words, from: at) {
            let word = words.bytes(at)
            if row.pid == nil, word.isDigits {
                row.pid = word.number
            } else if row.user.isEmpty, at == 0, word.allSatisfy({ (97...122).contains($0) || $0 == 43 }) {
                row.user = word.text
            } else if !word.isText("...") {
                return nil
            }
            at += 1
        }
        row.command = at
        return ProcessTitle.standsAlone(words, from: at) ? row : nil
    }

    /// Adds a row, and the further rows of a line that several were glued into.
    private mutating func add(
        _ row: ProcessColumns.Row, _ words: Words, _ line: Line, _ facts: inout ParsedFacts
    ) {
        var row = row
        while !row.isThread {
            let next = nextRow(in: words, after: row)
            let printed = next.map { words.span(row.command, to: $0.start) } ?? words.rest(from: row.command)
            add(
                pid: row.pid ?? 0, parent: row.parent, user: row.user, elapsed: row.elapsed,
                arguments: ProcessTitle.cleaned(printed), line, &facts)
            guard let next else { return }
            row = next.row
        }
    }

    /// Where two lines were glued into one, the row that starts within the title.
    private func nextRow(
        in words: Words, after row: ProcessColumns.Row
    ) -> (start: Int, row: ProcessColumns.Row)? {
        for start in (row.command + 1)..<max(row.command + 1, words.count - 7) where words.bytes(start + 1).isDigits {
            for columns in [ProcessColumns.aux, .full] {
                if let next = columns.row(words, from: start, isStrict: true), next.command < words.count {
                    return (start, next)
                }
            }
        }
        return nil
    }

    /// Counts a process, and keeps it if it is a runtime's, with its proof: most are not.
    private mutating func add(
        pid: Int, parent: Int? = nil, user: String = "", elapsed: Int? = nil, arguments: String, _ line: Line,
        _ facts: inout ParsedFacts
    ) {
        rows += 1
        last = nil
        if pid == 1 { hasInit = true }
        guard !ProcessTitle.isLooker(arguments) else { return }
        guard ProcessTitle.isRuntime(arguments) else {
            dropped += 1
            return
        }
        guard facts.facts.processes.count < Limits.factsPerCapture else { return }
        facts.facts.processes.append(
            ProcessLine(
                pid: pid, parent: parent, user: user, elapsed: elapsed, arguments: arguments, source: text.source(line))
        )
        last = line
    }

    /// The rest of a long line that a terminal wrapped, maybe in the middle of a word.
    private func isWrapped(_ line: Line, _ words: Words) -> Bool {
        guard let last, last.number == line.number - 1, last.text.utf8.count >= Self.narrowest else { return false }
        return !isChatter(words) && !line.text.contains("grep ")
    }

    private static let properties: Set<String> = [
        "Loaded:", "Active:", "Docs:", "Process:", "Tasks:", "Memory:", "CPU:", "CGroup:", "TriggeredBy:", "Drop-In:",
        "IO:", "Until:", "Status:", "Invocation:", "Notice:",
    ]

    /// What people and `systemctl status` put around processes: comments, dots, properties.
    private func isChatter(_ words: Words) -> Bool {
        let first = words[0]
        if ["#", "...", "…", "●", "○", "×", "(…)"].contains(first) || first.hasPrefix("#") { return true }
        return Self.properties.contains(String(first)) || (first == "Main" && words.count > 1 && words[1] == "PID:")
    }
}
