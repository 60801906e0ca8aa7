import NodeModel

/// What a terminal shows of a node unless asked for more: the answer, what to do, what the checks say, the plan.
///
/// Nothing that a decision needs is left out: what speaks against the answer, what could not be read, what may not go
/// and why, what each step may break. Proofs beyond the best one, paths and options are behind `--details`.
enum FirstScreen {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let contradictions = EvidenceLayout.contradictions(judgement)
        let images = ImageLayout.short(judgement) + NodeLayout.residues(judgement, isShort: true)
        let plan = PlanLayout.steps(judgement, isShort: true)
        let headline = NodeLayout.headline(judgement, level: 1)
        if judgement.verdict == .unknown, let commands = commands(judgement) {
            return [headline, commands, .facts(facts(judgement))] + contradictions + checks(judgement) + images + plan
        }
        return [headline, .facts(facts(judgement))] + checks(judgement) + contradictions + images + plan
    }

    /// Where the rest is.
    static let footer: [Block] = [
        .heading(2, ""),
        .paragraph(.muted("\(Legend.marks); more proof: --details, --format html, twinstore explain")),
    ]

    private static func facts(_ judgement: Judgement) -> [Fact] {
        let verdict = [Fact("Verdict", NodeLayout.verdict(judgement))]
        let next = NodeLayout.next(judgement)
        var facts = verdict + next
        if judgement.verdict == .unknown { facts = commands(judgement) == nil ? next + verdict : verdict }
        facts += NodeLayout.bytes(judgement)
        facts += EvidenceLayout.proof(judgement) + ImageLayout.facts(judgement)
        if judgement.verdict != .unknown || commands(judgement) == nil { facts += missing(judgement) }
        return facts
            + [Fact("Collected", "\(NodeLayout.collected(judgement)), \(code: judgement.bundle.name)")]
    }

    /// The checks by hand, a line each, and what the stronger evidence says, in a sentence.
    private static func checks(_ judgement: Judgement) -> [Block] {
        let (byHand, others) = EvidenceLayout.sorted(judgement.checks)
        var blocks: [Block] = []
        // What a node that could not be judged needs stands above; where there is one store, nothing is to be settled.
        let areNamed = judgement.verdict == .unknown && commands(judgement) != nil || judgement.verdict == .singleStore
        if !byHand.isEmpty {
            let rows = byHand.map { check in
                let strength = check.says.isAnswer ? check.strength.title : ""
                return Table.Row(cells: [
                    Phrase(check.words), Phrase(check.says.rawValue, .saying(check.says)), .muted(strength),
                    Phrase(EvidenceLayout.statement(check)) + (areNamed ? "" : EvidenceLayout.settle(check)),
                ])
            }
            let columns: [Table.Column] = [
                .text("check"), .text("says"), .text("weight", dropOrder: 1), .prose("what was seen", shrinksTo: 20),
            ]
            blocks += [.heading(2, EvidenceLayout.title), .table(Table(columns: columns, rows: rows))]
        }
        // The verdict's line names the deciding ones where all agree.
        let isNamed = judgement.reason.isEmpty && judgement.contradictions.isEmpty && judgement.relation != .unknown
        let stronger = isNamed ? "" : EvidenceLayout.summary(others)
        if !stronger.isEmpty { blocks.append(.paragraph("Stronger evidence \(stronger)")) }
        return blocks
    }

    /// Captures that one command would bring, and why they are missing.
    private struct Lack {
        var captures: [Phrase]
        var why: String
        var command: String
        var isProbe: Bool { captures == [Phrase.code("probe")] }
    }

    private static func lacks(_ judgement: Judgement) -> [Lack] {
        var lacks: [Lack] = []
        for missing in judgement.missing {
            let capture = Phrase.code(missing.capture)
            if let index = lacks.firstIndex(where: { $0.why == missing.why && $0.command == missing.settleWith }) {
                lacks[index].captures.append(capture)
            } else {
                lacks.append(
                    Lack(captures: [capture], why: missing.why, command: missing.settleWith))
            }
        }
        return lacks
    }

    /// What a node that could not be judged needs, ready to be copied; nil where no command is known.
    private static func commands(_ judgement: Judgement) -> Block? {
        let lacks = lacks(judgement).filter { !$0.command.isEmpty }
        // The one command that changes something on the node, for a moment, comes last.
        let probes = lacks.filter(\.isProbe)
        var steps = (lacks.filter { !$0.isProbe } + probes).map { lack in
            let names = Phrase.joined(lack.captures, separator: ", ")
            let what: Phrase =
                lack.isProbe
                ? "if nothing else decides (it imports an empty image and removes it)" : "run it on the node"
            return Step(
                command: lack.command, note: "\(what) for \(names): \(Text.excerpt(lack.why, limit: 80))", frees: nil)
        }
        if lacks.count(where: { $0.why == "not captured" }) > 2 {
            let all: Phrase =
                "on the node: brings all of these at once; analyze the bundle that it writes. Or one by one:"
            steps.insert(Step(command: "sudo sh collector.sh", note: all, frees: nil), at: 0)
        }
        return steps.isEmpty ? nil : .steps(steps)
    }

    private static func missing(_ judgement: Judgement) -> [Fact] {
        let items = lacks(judgement).map { lack -> Phrase in
            let names = Phrase.joined(lack.captures, separator: ", ")
            return "\(names): \(Text.excerpt(lack.why, limit: 80))\(NodeLayout.settle(lack.command))"
        }
        return items.isEmpty ? [] : [Fact("Not read", .joined(items, separator: "; "))]
    }
}
