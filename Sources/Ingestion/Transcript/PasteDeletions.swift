import NodeModel

/// Reads the deletion check where somebody made it: an image removed in one list and looked for in the other.
///
/// It is the strongest evidence there is, so everything has to be in the text: that the image was in the other list
/// before, that the removal succeeded, that nothing else changed until the other list was asked again, that this one
/// could have shown the image, and that its answer was not cut off.
struct PasteDeletions {
    private(set) var found: [DeletionObservation] = []
    private let runs: [PastedRun]
    private let outputs: [PastedOutput?]
    /// The images of each list, by the run's place.
    private var listed: [Int: [ListedImage]] = [:]

    /// Removed images that are looked for: a paste has a handful.
    private static let limit = 64

    init(_ runs: [PastedRun], _ outputs: [PastedOutput?], _ parsers: ParserRegistry) {
        self.runs = runs
        self.outputs = outputs
        let removals = runs.indices.flatMap { index -> [(Int, String, String)] in
            guard case .removes(let view, let images) = runs[index].meaning else { return [] }
            return images.map { (index, view, $0) }
        }
        guard !removals.isEmpty else { return }
        for (index, run) in runs.enumerated() {
            guard let id = run.target?.id, isImages(id), let lines = outputs[index]?.lines else { continue }
            listed[index] = PasteImages(lines, id, parsers).images
        }
        for (index, view, name) in removals.prefix(Self.limit) { observe(name, removedFrom: view, at: index) }
    }

    /// The IDs that docker's removals deleted, each with the place of its run.
    static func removedIDs(in runs: [PastedRun]) -> [(run: Int, id: Digest)] {
        let all = runs.indices.flatMap { index -> [(run: Int, id: Digest)] in
            guard case .removes(_, let images) = runs[index].meaning else { return [] }
            let gone = deleted(runs[index])
            return images.compactMap { Digest($0) }.filter { id in gone.contains { $0.matches(id) } }.map {
                (index, $0)
            }
        }
        return Array(all.prefix(limit))
    }

    /// `Deleted: sha256:…` lines. `Untagged:` alone leaves the image where it is.
    private static func deleted(_ run: PastedRun) -> [Digest] {
        run.output.compactMap { line in
            let words = line.words
            return words.count == 2 && words[0] == "Deleted:" ? Digest(words[1]) : nil
        }
    }

    private mutating func observe(_ name: String, removedFrom view: String, at index: Int) {
        guard let id = identity(of: name, in: view, before: index), succeeded(index, id, name) else { return }
        let before = runs.indices[..<index].last { other in
            isList(other, besides: view) && rows(other).contains { $0.id?.matches(id) ?? false }
        }
        guard let before, let shown = rows(before).first(where: { $0.id?.matches(id) ?? false }),
            let capture = runs[before].target?.id
        else { return }
        guard let after = runs.indices[(index + 1)...].first(where: { runs[$0].target?.id == capture }),
            let output = outputs[after], output.failure == nil, runs[after].command?.hidesErrors == false,
            !runs[(index + 1)..<after].contains(where: { Self.changes($0.meaning) }),
            !runs[before..<index].contains(where: { $0.meaning == .switchesRuntime })
        else { return }
        let still = rows(after).first { $0.id?.matches(id) ?? false }
        if still == nil {
            guard output.partial == nil || wouldShow(shown, after), isAnswered(after) else { return }
        }
        let line = still?.source.line ?? runs[after].line.number
        let quote = still?.source.quote ?? runs[after].line.text
        found.append(
            DeletionObservation(
                image: shown.names.first ?? id.short, removedFrom: view, otherView: Self.view(capture),
                stillListedByOther: still != nil, source: Source(capture: capture, line: line, quote: quote)))
    }

    /// `docker`, `crictl`, or the socket that crictl was pinned to.
    private static func view(_ capture: CaptureID) -> String {
        capture.kind == "docker-images" ? "docker" : capture.instance.isEmpty ? "crictl" : capture.instance
    }

    /// The ID of what was removed: the argument itself, or the one that the list showed under that name.
    private func identity(of name: String, in view: String, before index: Int) -> Digest? {
        if let id = Digest(name) { return id }
        let wanted = ImageName.normalized(name)
        for other in runs.indices[..<index].reversed()
        where runs[other].target.map({ Self.view($0.id) == view && isImages($0.id) }) ?? false {
            let matching = rows(other).filter { row in row.names.contains { ImageName.normalized($0) == wanted } }
            if let id = matching.first?.id { return matching.count == 1 ? id : nil }
        }
        return nil
    }

    /// docker names the ID among what it deleted; crictl only the names, which it deletes all.
    private func succeeded(_ index: Int, _ id: Digest, _ name: String) -> Bool {
        guard !runs[index].output.contains(where: { Diagnostic($0.text) == .error }) else { return false }
        guard case .removes(let view, _) = runs[index].meaning else { return false }
        if view == "docker" { return Self.deleted(runs[index]).contains { $0.matches(id) } }
        return runs[index].output.contains { $0.words.first == "Deleted:" }
    }

    private func isImages(_ id: CaptureID) -> Bool {
        ["docker-images", "crictl-images", "cri-images"].contains(id.kind)
    }

    private func isList(_ index: Int, besides view: String) -> Bool {
        guard let id = runs[index].target?.id, isImages(id) else { return false }
        return (Self.view(id) == "docker") != (view == "docker")
    }

    private func rows(_ index: Int) -> [ListedImage] { listed[index] ?? [] }

    private static func changes(_ meaning: CommandMeaning) -> Bool {
        if case .removes = meaning { return true }
        return meaning == .changesImages || meaning == .switchesRuntime
    }

    /// Whether the row that the list showed before would have come through the filter that it was asked with.
    private func wouldShow(_ row: ListedImage, _ index: Int) -> Bool {
        guard let command = runs[index].command, !command.pipe.isEmpty else { return false }
        if let target = runs[index].target, case .reads(let plain) = CommandMeaning(command.unpiped),
            plain.partial != nil,
            target.partial != nil
        {
            return false
        }
        return command.pipe.allSatisfy { stage in
            guard let program = stage.first.map({ NodePath.name($0) }), ["grep", "egrep", "fgrep"].contains(program)
            else {
                return keepsRows(stage)
            }
            let flags = stage.dropFirst().filter { $0.hasPrefix("-") }
            guard flags.allSatisfy({ ["-i", "-E", "-e", "-F", "-w", "--color", "--color=auto"].contains($0) }),
                let pattern = stage.dropFirst().first(where: { !$0.hasPrefix("-") })
            else { return false }
            let isPlain = pattern.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || "._/:-".utf8.contains(byte)
            }
            let text = flags.contains("-i") ? row.source.quote.lowercased() : row.source.quote
            return isPlain && text.contains(flags.contains("-i") ? pattern.lowercased() : pattern)
        }
    }

    private func keepsRows(_ stage: [String]) -> Bool {
        if case .keeps = PipeEffect(stage, "crictl-images") { return true }
        return false
    }

    /// An empty answer counts where the text goes on below it: another prompt, or a note of the author.
    private func isAnswered(_ index: Int) -> Bool {
        runs[index].isFollowed || !runs[index].isSilent
    }
}

extension PastedCommand {
    fileprivate var unpiped: PastedCommand {
        var plain = self
        plain.pipe = []
        return plain
    }
}
