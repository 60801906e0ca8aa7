import NodeModel

/// Takes a pasted text apart: every command with its output, in their order.
struct PasteSplitter {
    private(set) var runs: [PastedRun] = []
    private var places = PastePlaces()
    /// Whether lines belong to the last run; else they stand under no command.
    private var isOpen = false
    private var hasFences = false
    private var isFenced = false
    /// Terminal columns, where many lines are exactly that long and none is longer; nil where it cannot be told.
    private var width: Int?

    /// The line before was as long as the terminal is wide: this one may be the rest of it.
    private var isBehindFull = false

    /// Commands in one text; what follows them is output.
    private static let limit = 20_000

    static func runs(of lines: [Line]) -> [PastedRun] {
        var splitter = PasteSplitter()
        splitter.split(lines)
        return splitter.runs
    }

    private mutating func split(_ lines: [Line]) {
        hasFences = lines.count { PasteTitle.isFence($0.text) } > 1
        width = Self.width(lines)
        var at = 0
        while at < lines.count {
            let line = lines[at]
            if PasteTitle.isFence(line.text) {
                fence()
            } else if runs.count < Self.limit, let prompt = prompt(line) {
                at += start(prompt, lines[at...])
            } else if isOpen, endsOutput(line) {
                isOpen = false
                addLoose(line)
            } else {
                add(line)
            }
            isBehindFull = width.map { line.isAsLong(as: $0) } ?? false
            at += 1
        }
    }

    private mutating func fence() {
        isFenced.toggle()
        if let last = runs.last, !last.isSilent || !last.isTitle { isOpen = false }
    }

    /// A prompt, a heading that names a command, or a bare line that can be nothing but a command.
    private func prompt(_ line: Line) -> (prompt: Prompt, isTitle: Bool)? {
        guard !line.isBlank, line.text.utf8.count <= ShellLine.longest else { return nil }
        if let prompt = Prompt(line.text) { return (prompt, false) }
        let isFile = isOpen && runs.last?.target?.id.kind == "file"
        let margin = String(line.text.prefix { $0 == " " || $0 == "\t" })
        if !isFile, !isBehindFull, StrictCommand.isOne(line.text) {
            return (Prompt(title: line.text.trimmed, margin: margin), false)
        }
        if let command = PasteTitle.command(line.text) { return (Prompt(title: command, margin: ""), true) }
        return nil
    }

    private func endsOutput(_ line: Line) -> Bool {
        guard PasteTitle.isDivider(line.text) else { return false }
        let isFile = runs.last?.target.map { $0.id.kind == "file" || $0.id == "systemctl-cat" } ?? false
        return !isFile || line.text.trimmed.hasPrefix("===")
    }

    private mutating func add(_ line: Line) {
        let isProse = hasFences && !isFenced && runs.last?.isTitle == true
        guard isOpen, !isProse, !runs.isEmpty else { return addLoose(line) }
        runs[runs.count - 1].add(line)
    }

    /// A line that stands under no command.
    private mutating func addLoose(_ line: Line) {
        if isOpen, let last = runs.last, last.isTitle, last.isSilent { return }
        if let last = runs.last, last.command == nil, last.place == places.here {
            runs[runs.count - 1].output.append(line)
            return
        }
        guard !line.isBlank else { return }
        runs.append(PastedRun(meaning: .unknown, line: line, place: places.here, output: [line]))
        isOpen = false
    }

    /// Starts the commands of a line; returns how many further lines they went on over.
    private mutating func start(_ found: (prompt: Prompt, isTitle: Bool), _ lines: ArraySlice<Line>) -> Int {
        guard let line = lines.first else { return 0 }
        if let last = runs.indices.last, !found.isTitle { runs[last].isFollowed = true }
        let (text, more) = whole(found.prompt.command, lines)
        if !found.isTitle { places.see(found.prompt) }
        isOpen = true
        var run = PastedRun(meaning: .unknown, line: line, place: places.here)
        run.isRoot = found.prompt.isRoot
        run.margin = found.prompt.margin
        run.isTitle = found.isTitle
        let commands = PastedCommand.all(in: ShellLine(text), variables: places.environment)
        let told = commands.map { ($0, CommandMeaning($0)) }
        let reading = told.filter { if case .reads = $0.1 { return true } else { return false } }
        let isRemoval = told.contains { if case .removes = $0.1 { return true } else { return false } }
        for (command, meaning) in told {
            follow(meaning)
            remember(command, run)
            guard case .reads = meaning else {
                if told.count > 1, meaning != .nothing, meaning != .unknown {
                    var event = run
                    event.meaning = isRemoval ? .changesImages : meaning
                    event.command = command
                    runs.append(event)
                }
                continue
            }
        }
        run.folder = places.folder
        run.command = reading.first?.0 ?? told.first?.0 ?? PastedCommand(words: [])
        run.place = run.command?.place ?? run.place
        run.isRoot = run.isRoot || run.command?.isSudo == true
        if reading.count > 1 {
            run.candidates = reading.compactMap { if case .reads(let target) = $0.1 { target } else { nil } }
            run.place = Set(reading.map { $0.0.place ?? places.here }).count == 1 ? run.place : "several places"
        } else {
            run.meaning = reading.first?.1 ?? (told.count == 1 ? told[0].1 : .nothing)
            if told.isEmpty { run.meaning = .nothing }
        }
        runs.append(run)
        return more
    }

    private mutating func follow(_ meaning: CommandMeaning) {
        switch meaning {
        case .enters(let place): places.enter(place)
        case .leaves: places.leave()
        case .changesFolder(let path): places.change(folder: path)
        case .sets(let name, let value): places.set(name, value)
        default: break
        }
    }

    /// `DOCKER_HOST=… docker images`, `docker -H …` and an exported variable all say that docker talks elsewhere.
    private mutating func remember(_ command: PastedCommand, _ run: PastedRun) {
        guard case .reads = CommandMeaning(command) else { return }
        for (name, value) in DockerMeaning.elsewhere(command) {
            var set = run
            set.command = command
            set.place = command.place ?? run.place
            set.meaning = .reads(PasteTarget(id: "environment"))
            set.output = [Line(number: run.line.number, text: "\(name)=\(value)")]
            runs.append(set)
        }
    }

    /// A command that goes on below: after a backslash or a pipe, in an open quote, or where the terminal wrapped it.
    private func whole(_ first: String, _ lines: ArraySlice<Line>) -> (text: String, more: Int) {
        var text = first
        var more = 0
        var isFull = width.flatMap { width in lines.first?.isAsLong(as: width) } ?? false
        for line in lines.dropFirst().prefix(12) {
            let isContinued = text.hasSuffix("\\")
            guard isFull || isContinued || ShellLine(text).isOpen, !line.isBlank, Prompt(line.text) == nil,
                text.utf8.count < ShellLine.longest
            else { break }
            let next = line.text.trimmed
            if isFull {
                text += line.text
            } else {
                text =
                    (isContinued ? String(text.dropLast()) : text) + " "
                    + (next.hasPrefix("> ") ? String(next.dropFirst(2)) : next)
            }
            isFull = width.map { line.isAsLong(as: $0) } ?? false
            more += 1
        }
        return (text, more)
    }

    private static func width(_ lines: [Line]) -> Int? {
        var longest = 0
        var count = 0
        for line in lines where line.text.utf8.count >= 60 {
            guard let length = line.columnCount(atMost: 300) else { return nil }
            if length > longest { (longest, count) = (length, 0) }
            if length == longest { count += 1 }
        }
        return count >= 2 ? longest : nil
    }
}

extension Prompt {
    /// A heading, or a line without any prompt.
    init(title command: String, margin: String) {
        self.init(command: command)
        self.margin = margin
    }
}

extension Line {
    /// How many columns it takes, as far as characters tell; nil where it is longer than any terminal.
    func columnCount(atMost limit: Int) -> Int? {
        let bytes = text.utf8.count
        if bytes <= limit, text.utf8.allSatisfy({ $0 < 128 }) { return bytes }
        guard bytes <= limit * 8 else { return nil }
        let count = text.count
        return count <= limit ? count : nil
    }

    func isAsLong(as width: Int) -> Bool { text.utf8.count >= width && columnCount(atMost: width) == width }
}
