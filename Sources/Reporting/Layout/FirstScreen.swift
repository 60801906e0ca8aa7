import NodeModel

/// What a terminal shows of a node unless asked for more: the answer, what to do, what the checks say, the plan.
///
/// Nothing that a decision needs is left out: what speaks against the answer, what could not be read, what may not go
/// and why, what each step may break. Proofs beyond the best one, paths and options are behind `--details`.
enum FirstScreen {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let checks = checks(judgement)
        let open = EvidenceLayout.contradictions(judgement) + missing(judgement)
        return [NodeLayout.headline(judgement, level: 1), .facts(facts(judgement))]
            + (judgement.verdict == .unknown ? open + checks : checks + open)
            + ImageLayout.short(judgement) + NodeLayout.residues(judgement, isShort: true)
            + PlanLayout.steps(judgement, isShort: true)
    }

    /// Where the rest is.
    static let footer: [Block] = [
        .heading(2, ""),
        .paragraph(.muted("\(Legend.marks); more proof: --details, --format html, twinstore explain")),
    ]

    private static func facts(_ judgement: Judgement) -> [Fact] {
        let verdict = Fact("Verdict", NodeLayout.verdict(judgement))
        let next = NodeLayout.next(judgement)
        var facts = judgement.verdict == .unknown ? next + [verdict] : [verdict] + next
        facts += NodeLayout.bytes(judgement)
        if let proof = EvidenceLayout.best(judgement) { facts.append(Fact("Proof", proof)) }
        facts += ImageLayout.facts(judgement)
        let time = judgement.collectedAt.description
        return facts + [Fact("Collected", "\(time) by the node's clock, \(code: judgement.bundle.name)")]
    }

    /// The checks by hand, a line each, and what the stronger evidence says, in a sentence.
    private static func checks(_ judgement: Judgement) -> [Block] {
        let (byHand, others) = EvidenceLayout.sorted(judgement.checks)
        var blocks: [Block] = []
        if !byHand.isEmpty {
            let rows = byHand.map { check in
                let place = check.sources.first.map { Phrase.muted(" [\(Proof($0).place)]") } ?? ""
                let strength = check.says.isAnswer ? check.strength.rawValue : ""
                return Table.Row(cells: [
                    Phrase(check.words), Phrase(check.says.rawValue, .saying(check.says)), .muted(strength),
                    Phrase(EvidenceLayout.statement(check)) + place,
                ])
            }
            let columns: [Table.Column] = [
                .text("check"), .text("says"), .text("strength", dropOrder: 1), .prose("what was seen", shrinksTo: 20),
            ]
            blocks += [.heading(2, "The checks by hand"), .table(Table(columns: columns, rows: rows))]
        }
        let stronger = EvidenceLayout.summary(others)
        if !stronger.isEmpty { blocks.append(.paragraph("Stronger evidence: \(stronger)")) }
        return blocks
    }

    /// Captures that one command would bring share a line.
    private static func missing(_ judgement: Judgement) -> [Block] {
        var order: [[String]] = []
        var captures: [[String]: [Phrase]] = [:]
        for missing in judgement.missing {
            let key = [missing.why, missing.settleWith]
            if captures[key] == nil { order.append(key) }
            captures[key, default: []].append(.code(missing.capture))
        }
        let items = order.map { key -> Phrase in
            let names = Phrase.joined(captures[key] ?? [], separator: ", ")
            return "\(names): \(Text.excerpt(key[0], limit: 80))\(NodeLayout.settle(key[1]))"
        }
        guard !items.isEmpty else { return [] }
        return [.heading(2, "What could not be read"), .list(Items(items: items, shown: .max))]
    }
}
