import NodeModel

/// Makes one capture of every command that a paste has, however often it was run.
struct PasteCaptures {
    private let runs: [PastedRun]
    private let parsers: ParserRegistry
    /// Each run's output as its parser gets it; nil for what is no output of use.
    private let outputs: [PastedOutput?]
    /// Some list is of the machine's own docker.
    private let hasOwnDocker: Bool
    /// What answered to the name of docker, by the run's place; `docker` for docker itself.
    private let programs: [Int: String]
    private let removed: [(run: Int, id: Digest)]
    private var issues: [Issue] = []

    init(_ runs: [PastedRun], _ parsers: ParserRegistry) {
        hasOwnDocker = runs.contains { run in
            run.target?.id == "docker-images" && run.command.map { DockerMeaning.elsewhere($0).isEmpty } ?? true
        }
        self.runs = runs
        self.parsers = parsers
        removed = PasteDeletions.removedIDs(in: runs)
        let outputs = runs.map { run in run.target.map { PastedOutput(run, $0.id, parsers) } }
        self.outputs = outputs
        let lists = runs.indices.filter { index in
            runs[index].target?.id == "docker-images" && outputs[index]?.failure == nil
                && ["docker", "podman"].contains(runs[index].command?.program)
        }
        let named = lists.map { index -> (Int, String) in
            guard runs[index].command?.program == "docker", let output = outputs[index] else {
                return (index, "podman")
            }
            return (index, PasteImages(output.lines, "docker-images", parsers).emulator ?? "docker")
        }
        programs = Dictionary(named) { first, _ in first }
    }

    mutating func fill(_ contents: inout BundleContents) {
        var order: [CaptureID] = []
        var groups: [CaptureID: [Int]] = [:]
        for (index, run) in runs.enumerated() {
            guard let target = run.target, isUsable(index, target) else { continue }
            if groups[target.id] == nil { order.append(target.id) }
            groups[target.id, default: []].append(index)
        }
        dropFlavours(&groups)
        for id in order {
            guard let group = groups[id].map(current), let last = group.last, let target = runs[last].target else {
                continue
            }
            switch target.merging {
            case .union: union(id, group, &contents)
            case .last:
                let answered = group.last { outputs[$0]?.failure == nil } ?? last
                add(id, [answered], partial: outputs[answered]?.partial, &contents)
            case .each:
                // The first of several is the one that rules ask for by its name: a whole one, if there is one.
                let whole = group.filter { outputs[$0]?.partial == nil } + group.filter { outputs[$0]?.partial != nil }
                for (number, index) in whole.enumerated() {
                    let name = number == 0 ? id : CaptureID("\(id).\(number + 1)")
                    add(name, [index], partial: outputs[index]?.partial, &contents)
                }
            }
        }
        contents.deletions = PasteDeletions(runs, outputs, parsers).found
        contents.issues += issues
    }

    /// Whether a run's output can be used at all; says why not.
    private mutating func isUsable(_ index: Int, _ target: PasteTarget) -> Bool {
        guard let output = outputs[index] else { return false }
        let run = runs[index]
        if let command = run.command, hasOwnDocker, !DockerMeaning.elsewhere(command).isEmpty {
            if target.id != "environment" {
                issue(run.line, "this docker talks to another daemon than the other one does: not read")
            }
            return false
        }
        if run.command?.program == "podman", target.id.kind.hasPrefix("docker"), programs.values.contains("docker") {
            issue(run.line, "podman is another program than the docker of this text: not read")
            return false
        }
        let program = programs[index] ?? run.command?.program ?? ""
        if ["podman", "nerdctl"].contains(program), !run.isRoot {
            issue(
                run.line,
                "\(program) without root has a store of its own, which no runtime of the node uses: not read")
            return false
        }
        for line in output.remarks {
            issue(line, "no row of a list: \(Text.excerpt(line.text.trimmed, limit: 120))")
        }
        guard output.lines.allSatisfy(\.isBlank) else { return true }
        // A filter may well have let nothing through; a whole list at least has its header.
        if target.merging == .union, target.partial != nil, run.command?.pipe.isEmpty == false { return true }
        if run.command != nil, !target.onlyErrors, target.id.kind != "crictl-image-endpoint" {
            issue(run.line, "the output of `\(Text.excerpt(run.commandText, limit: 80))` is not in the text")
        }
        return false
    }

    /// Two crictls may read two configurations, and their lists be of two stores. The product's own is the kubelet's.
    private mutating func dropFlavours(_ groups: inout [CaptureID: [Int]]) {
        let unpinned = groups.keys.filter { id in
            ["crictl-images", "crictl-version", "crictl-imagefsinfo", "cri-info.crictl", "cri-containers.crictl"]
                .contains(id.name)
        }
        let all = unpinned.flatMap { groups[$0] ?? [] }
        let answered = all.filter { runs[$0].command != nil && outputs[$0]?.failure == nil }
        let flavours = Set(answered.compactMap { runs[$0].target?.flavour })
        guard let own = flavours.filter({ !$0.isEmpty }).sorted().first else { return }
        for id in unpinned.sorted() {
            let (kept, dropped) = (
                groups[id]?.filter { runs[$0].target?.flavour == own } ?? [],
                groups[id]?.filter { runs[$0].target?.flavour != own } ?? []
            )
            guard !dropped.isEmpty else { continue }
            groups[id] = kept.isEmpty ? nil : kept
            issue(
                runs[dropped[0]].line,
                "`crictl` may ask another runtime than `\(own) crictl`, which is the kubelet's: only that one is read")
        }
        // The files of the other crictl say nothing of this one.
        for id in ["crictl-runtime-endpoint", "crictl-image-endpoint", CaptureID.file("/etc/crictl.yaml")] {
            guard let index = groups.removeValue(forKey: id)?.first else { continue }
            issue(runs[index].line, "`\(own) crictl` has a configuration of its own: \(id) is not read")
        }
    }

    /// The runs after the last switch of a runtime, where there are any.
    private func current(_ group: [Int]) -> [Int] {
        guard let change = runs.lastIndex(where: { $0.meaning == .switchesRuntime }) else { return group }
        let after = group.filter { $0 > change }
        return after.isEmpty ? group : after
    }

    /// Several runs of one list: together they are what it shows, as far as nothing changed between them.
    private mutating func union(_ id: CaptureID, _ group: [Int], _ contents: inout BundleContents) {
        let answered = group.filter { outputs[$0]?.failure == nil }
        guard let first = answered.first else { return add(id, group.suffix(1), partial: nil, &contents) }
        let change = runs.lastIndex { run in
            if case .removes = run.meaning { return true }
            return run.meaning == .changesImages || run.meaning == .switchesRuntime
        }
        let isImages = ["docker-images", "crictl-images", "cri-images"].contains(id.kind)
        let read = isImages ? answered.map { PasteImages(outputs[$0]?.lines ?? [], id, parsers) } : []
        if change == nil || change ?? 0 < first {
            for (index, images) in zip(answered.dropFirst(), read.dropFirst()) {
                guard let image = images.conflict(with: read[0]) else { continue }
                contents.captures.append(
                    Capture(
                        id: id, outcome: .skipped, command: Text.excerpt(runs[index].commandText, limit: 200),
                        message:
                            "two lists of \(image.names.first ?? image.id?.short ?? "one image") differ in size: they are of "
                            + "two machines or two runtimes"))
                issue(
                    image.source.line, "the list differs from the one above it, so neither can be put down to this node"
                )
                return
            }
        }
        let whole = answered.indices.last { place in
            outputs[answered[place]]?.partial == nil && answered[place] > change ?? -1
                && (read.isEmpty || read.allSatisfy { $0.isContained(in: read[place]) })
        }
        let why =
            answered.compactMap { outputs[$0]?.partial }.first
            ?? (change == nil ? "another list has other images" : "images were removed or added after it was taken")
        add(id, answered, partial: whole == nil ? why : nil, &contents)
    }

    /// Adds a capture made of the outputs of those runs, without the images that were removed after them.
    private mutating func add(
        _ id: CaptureID, _ group: some Collection<Int>, partial: String?, _ contents: inout BundleContents
    ) {
        guard let first = group.first, let output = outputs[first] else { return }
        let lines = group.flatMap { index -> [Line] in
            let gone = removed.filter { $0.run > index }.map(\.id)
            let all = outputs[index]?.lines ?? []
            return gone.isEmpty
                ? all
                : all.filter { line in
                    !line.words.contains { word in gone.contains { Digest(word)?.matches($0) ?? false } }
                }
        }
        let isList = runs[first].target?.merging != .each && id.kind != "file"
        var capture = Capture(id: id, outcome: .ok, command: runs[first].fullCommand)
        var text = CaptureText(
            id: id, command: runs[first].fullCommand, bytes: PastedOutput.bytes(lines), isCut: partial != nil,
            numbers: lines.map(\.number), folder: runs[first].folder)
        capture.bytes = text.bytes.count
        if let failure = output.failure {
            capture.outcome = failure
            capture.message = lines.prefix(3).map { Text.excerpt($0.text, limit: Source.quoteLimit) }.joined(
                separator: "\n")
            if isList {
                text.errors = String(decoding: text.bytes.prefix(Limits.errorBytes), as: UTF8.self)
                text.bytes = []
                text.numbers = []
                capture.bytes = 0
            }
        } else if let partial {
            capture.outcome = .truncated
            capture.message = partial
        }
        contents.captures.append(capture)
        contents.texts.append(text)
    }

    private mutating func issue(_ line: Line, _ message: String) { issue(line.number, message) }
    private mutating func issue(_ line: Int, _ message: String) {
        issues.append(Issue(capture: .bundle, line: line, message: message))
    }
}

extension PastedRun {
    /// The command as a parser wants it: the listed directory named, where only the prompt did.
    var fullCommand: String {
        guard let command, ["ls", "ll"].contains(command.program), !folder.isEmpty,
            !command.arguments.contains(where: { !$0.hasPrefix("-") })
        else { return Text.excerpt(commandText, limit: 1_000) }
        return commandText + " " + folder
    }
}
