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
        let collected = Fact("Collected", "\(judgement.collectedAt.description) by the node's clock")
        return [headline(judgement, level: 1), AnswerLayout.block(judgement), .facts(facts + [collected])]
    }

    static func headline(_ judgement: Judgement, level: Int) -> Block {
        .heading(level, "\(code: judgement.node): \(judgement.headline)")
    }

    static func next(_ judgement: Judgement) -> [Fact] {
        PlanLayout.next(judgement).map { [Fact("Next", $0)] } ?? []
    }

    static func verdict(_ judgement: Judgement) -> Phrase {
        let why = EvidenceLayout.why(judgement)
        return
            "\(.verdict(judgement.verdict)) (\(judgement.verdict.title)), \(strong: judgement.confidence.title): \(why)"
    }

    static func bytes(_ judgement: Judgement) -> [Fact] {
        var parts: [Phrase] = []
        if let figure = judgement.duplicatedBytes, judgement.relation != .same {
            parts.append("\(strong: Bytes.text(figure)) a second time")
        }
        if judgement.relation == .same, let figure = judgement.freedByRemoving[.docker] {
            parts.append(
                "\(strong: Bytes.text(figure)) freed by removing the images of both lists, which are the same bytes")
        } else {
            let sides = Side.allCases.compactMap { side in judgement.freedByRemoving[side].map { (side.owner, $0) } }
            let freed = sides.enumerated().map { index, side -> Phrase in
                "\(index == 0 ? "removing " : "")\(side.0)\(index == 0 ? " frees" : "") \(strong: Bytes.text(side.1))"
            }
            if !freed.isEmpty { parts.append(.joined(freed, separator: ", ")) }
        }
        let figures = [judgement.duplicatedBytes] + Side.allCases.map { judgement.freedByRemoving[$0] }
        if ByteSum(figures).bytes == 0 { parts = [] }
        return parts.isEmpty ? [] : [Fact("Bytes", .joined(parts, separator: "; "))]
    }

    private static func leftOver(_ judgement: Judgement) -> [Fact] {
        guard !judgement.residues.isEmpty else { return [] }
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
