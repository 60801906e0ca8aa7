import NodeModel

/// What a report says about one node, in the order in which an engineer asks.
enum NodeLayout {
    /// The whole defence of the answer.
    static func full(_ judgement: Judgement) -> [Block] {
        let unread = missing(judgement)
        var blocks = answer(judgement)
        if judgement.verdict == .unknown { blocks += unread }
        blocks += EvidenceLayout.blocks(judgement)
        if judgement.verdict != .unknown { blocks += unread }
        blocks += PathLayout.blocks(judgement)
        blocks += NodeCharts.blocks(judgement)
        blocks += ImageLayout.blocks(judgement)
        blocks += residues(judgement)
        blocks += PlanLayout.blocks(judgement)
        blocks += provenance(judgement)
        return blocks
    }

    /// The answer, how sure it is and what to do: a node among many.
    static func short(_ judgement: Judgement) -> [Block] {
        let facts = [Fact("Verdict", verdict(judgement))] + next(judgement)
        return [headline(judgement, level: 3), .facts(facts)]
    }

    private static func answer(_ judgement: Judgement) -> [Block] {
        let facts =
            [Fact("Verdict", verdict(judgement))] + next(judgement) + bytes(judgement) + leftOver(judgement)
            + EvidenceLayout.proof(judgement) + ImageLayout.facts(judgement)
        let collected = Fact("Collected", collected(judgement))
        return [headline(judgement, level: 1), AnswerLayout.block(judgement), .facts(facts + [collected])]
    }

    /// When, and whose word that is: a text tells only what stands in it, or when its file was written.
    static func collected(_ judgement: Judgement) -> Phrase {
        let time = judgement.collectedAt.description
        return judgement.collectorVersion.isEmpty
            ? "\(time) as the text or its file tells" : "\(time) by the node's clock"
    }

    static func headline(_ judgement: Judgement, level: Int) -> Block {
        .heading(level, "\(code: judgement.node): \(judgement.headline)")
    }

    static func next(_ judgement: Judgement) -> [Fact] {
        [Fact("Next", PlanLayout.next(judgement))]
    }

    static func verdict(_ judgement: Judgement) -> Phrase {
        let why = EvidenceLayout.why(judgement)
        return
            "\(.verdict(judgement.verdict)) (\(judgement.verdict.title)), \(strong: judgement.confidence.title): \(why)"
    }

    /// How many bytes are there twice, and what a removal gives back; of a store that is left over, what it holds.
    static func bytes(_ judgement: Judgement) -> [Fact] {
        let parts = judgement.verdict == .leftover ? heldByOldStore(judgement) : heldTwice(judgement)
        guard parts.isEmpty else { return [Fact("Bytes", .joined(parts, separator: "; "))] }
        switch judgement.verdict {
        case .separate, .sameStore, .singleStore: return [Fact("Bytes", "\(strong: Bytes.text(0)) a second time")]
        case .unknown: return [Fact("Bytes", "not known, as the evidence does not decide")]
        case .duplicated, .partlyDuplicated, .leftover: return [Fact("Bytes", "not known, as nothing allows a figure")]
        }
    }

    private static func heldByOldStore(_ judgement: Judgement) -> [Phrase] {
        guard judgement.leftOver.tier != nil else { return [] }
        var parts: [Phrase] = ["\(strong: Bytes.text(judgement.leftOver)) that no list shows"]
        if let figure = judgement.duplicatedBytes, figure.bytes > 0 {
            parts.append("\(strong: Bytes.text(figure)) of layers are in a live store too")
        }
        return parts
    }

    private static func heldTwice(_ judgement: Judgement) -> [Phrase] {
        let figures = [judgement.duplicatedBytes] + Side.allCases.map { judgement.freedByRemoving[$0] }
        guard ByteSum(figures).bytes > 0 else { return [] }
        if judgement.relation == .same {
            let freed: [Phrase] =
                judgement.freedByRemoving[.docker].map { figure in
                    ["both lists show the same bytes, and removing their images frees \(Bytes.text(figure)) once"]
                } ?? []
            return ["\(strong: Bytes.text(0)) a second time"] + freed
        }
        var parts: [Phrase] = []
        if let figure = judgement.duplicatedBytes { parts.append("\(strong: Bytes.text(figure)) a second time") }
        let sides = Side.allCases.compactMap { side in judgement.freedByRemoving[side].map { (side.owner, $0) } }
        let freed = sides.enumerated().map { index, side -> Phrase in
            "\(index == 0 ? "removing " : "")\(side.0)\(index == 0 ? " frees" : "") \(strong: Bytes.text(side.1))"
        }
        // The plan spares what is in use, and frees less than the removal of all would.
        let isLess = judgement.planned.bytes < judgement.freedByRemoving[.docker]?.bytes ?? 0
        if !freed.isEmpty { parts.append("\(.joined(freed, separator: ", "))\(isLess ? " (used or not)" : "")") }
        return parts
    }

    private static func leftOver(_ judgement: Judgement) -> [Fact] {
        // Where that is the verdict, the bytes are these.
        guard !judgement.residues.isEmpty, judgement.verdict != .leftover else { return [] }
        let noun = Noun("place", "places").counted(judgement.residues.count)
        return [Fact("Left over", "\(strong: Bytes.text(judgement.leftOver)) that no list shows, in \(noun)")]
    }

    /// How a figure was computed and from what.
    static func account(_ figure: ByteFigure) -> Phrase {
        guard !figure.inputs.isEmpty else { return Phrase(figure.formula) }
        let shown = figure.inputs.prefix(3).map { Phrase.code($0) }
        let more = figure.inputs.count > 3 ? " and \(figure.inputs.count - 3) more" : ""
        return "\(figure.formula), from \(.joined(shown, separator: ", "))\(more)"
    }

    private static func missing(_ judgement: Judgement) -> [Block] {
        guard !judgement.missing.isEmpty else { return [] }
        let items = judgement.missing.map { missing -> Phrase in
            "\(code: missing.capture): \(Text.excerpt(missing.why, limit: 80))\(settle(missing.settleWith))"
        }
        return [
            .heading(2, "What could not be read"),
            .list(Items(items: items, shown: 5, noun: Noun("capture", "captures"))),
        ]
    }

    static func settle(_ command: String) -> Phrase {
        command.isEmpty ? "" : "; settle it with \(code: command)"
    }

    /// - Parameter isShort: without how each figure was arrived at.
    static func residues(_ judgement: Judgement, isShort: Bool = false) -> [Block] {
        guard !judgement.residues.isEmpty else { return [] }
        let findings = judgement.residues.map { residue in
            let images = residue.images.isEmpty ? "" : ", \(Noun("image", "images").counted(residue.images.count))"
            let account = isShort ? nil : residue.figure.map { " (\(self.account($0)))" as Phrase }
            let place: Phrase = "\(code: residue.path)\(images): "
            let isNamed = isShort && residue.statement.contains(residue.path)
            let statement: Phrase = isNamed ? "\(residue.statement)\(images)" : "\(place)\(residue.statement)"
            return Finding(
                title: residue.kind.title, marks: [.strong(Bytes.text(residue.figure))],
                statement: "\(statement)\(account ?? "")",
                proofs: residue.sources.map(Proof.init))
        }
        return [.heading(2, "Left over: on the disk, in no list"), .findings(findings)]
    }

    private static func provenance(_ judgement: Judgement) -> [Block] {
        let collector = judgement.collectorVersion.isEmpty ? "made by hand" : "collector \(judgement.collectorVersion)"
        let secrets = Noun("secret", "secrets").counted(judgement.redactions) + " removed by the collector"
        let content = String(judgement.bundle.sha256.prefix(Digest.shortest))
        let source: Phrase = """
            \(code: judgement.bundle.name), SHA-256 of its content \(code: content)…, \(collector), \
            rule set \(judgement.ruleSet)\(judgement.redactions > 0 ? ", \(secrets)" : "")
            """
        return [.heading(2, "Provenance"), .paragraph(source)] + accounts(judgement) + [
            .paragraph(.muted(Legend.tiers))
        ]
    }

    /// Each figure of the first screen, with how it was computed.
    private static func accounts(_ judgement: Judgement) -> [Block] {
        var figures: [(String, ByteFigure?)] = [("a second time on this disk", judgement.duplicatedBytes)]
        figures += Side.allCases.map { ("freed by removing \($0.owner)", judgement.freedByRemoving[$0]) }
        let items = figures.compactMap { what, figure in
            figure.map { "\(Bytes.text($0)) \(what): \(account($0))" as Phrase }
        }
        guard !items.isEmpty else { return [] }
        return [.details(summary: "How the bytes were counted", blocks: [.list(Items(items: items))], inText: false)]
    }
}

/// What the marks mean.
enum Legend {
    static let tiers =
        signed.map { "\($0.sign) \($0.meaning)" }.joined(separator: "; ") + "; 1 MB is 1,000,000 bytes"
    /// The first words of each.
    static let marks = signed.map { "\($0.sign) \($0.meaning.prefix { $0 != ":" })" }.joined(separator: ", ")
    /// Those with a mark first.
    private static let signed = Tier.allCases.filter { !$0.mark.isEmpty } + Tier.allCases.filter(\.mark.isEmpty)
    static let strengths =
        Strength.allCases.map { "\($0.title) (\($0.rawValue)): \($0.meaning)" }.joined(separator: "; ")
}

extension Side {
    /// Whose copies they are.
    var owner: String {
        switch self {
        case .docker: "Docker's"
        case .cri: "the kubelet's"
        }
    }
}

extension Tier {
    /// The mark as a legend names it.
    fileprivate var sign: String { mark.isEmpty ? "else" : mark }
}

extension Strength {
    /// What the evidence does; the vocabulary's own word is in JSON and on the page of the rules.
    var title: String {
        switch self {
        case .sufficient: "decides"
        case .supporting: "supports"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .sufficient: "proves the answer alone"
        case .supporting: "fits the answer, and proves nothing alone"
        }
    }
}

extension Confidence {
    var title: String { self == .none ? "undecided" : rawValue }
}

extension Proof {
    init(_ source: Source) {
        place = source.line > 0 ? "\(source.capture.name):\(source.line)" : source.capture.name
        quote = source.quote
    }
}
