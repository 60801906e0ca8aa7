import NodeModel

/// What to do about it.
enum PlanLayout {
    /// The next thing to do, for the top of the report; nil where there is nothing to do.
    static func next(_ judgement: Judgement) -> Phrase? {
        let unsettled = judgement.missing.first { !$0.settleWith.isEmpty }
        if judgement.verdict == .unknown, let unsettled {
            return
                "\(code: unsettled.capture): \(Text.excerpt(unsettled.why, limit: 80)); on the node, run \(code: unsettled.settleWith)"
        }
        if judgement.confidence == .contested,
            let open = judgement.contradictions.first(where: { !$0.settleWith.isEmpty })
        {
            return "the evidence is contested; on the node, first run \(code: open.settleWith)"
        }
        if let first = judgement.plan.first {
            let freed = judgement.planned.tier == nil ? "" : " frees \(Bytes.text(judgement.planned))"
            let steps = Noun("step", "steps").counted(judgement.plan.count)
            // A long list of images is for the plan itself.
            let start = first.command.count <= 80 ? Phrase.code(first.command) : Phrase(first.purpose)
            return "the plan below (\(steps))\(freed); first: \(start)"
        }
        switch judgement.verdict {
        case .duplicated, .partlyDuplicated:
            return "nothing may be removed now: every image in both stores has a reason to stay"
        case .leftover: return "look at what is left over below before anything is removed"
        case .separate, .singleStore: return "nothing to free"
        case .sameStore: return "nothing to free: a removal on one side takes the other side's image"
        case .unknown: return nil
        }
    }

    static func blocks(_ judgement: Judgement) -> [Block] {
        var blocks: [Block] = []
        if !judgement.plan.isEmpty {
            let planned = judgement.planned
            let frees = planned.tier == nil ? "" : "frees \(Bytes.text(planned)); "
            blocks.append(.heading(2, "Plan: \(frees)printed, never run"))
            blocks += [.steps(judgement.plan.map(step))] + NodeCharts.plan(judgement)
        }
        if !judgement.warnings.isEmpty {
            let noun = Noun("caution", "cautions")
            blocks.append(.heading(2, "Cautions"))
            blocks.append(.list(Items(items: judgement.warnings.map { Phrase($0) }, shown: 5, noun: noun)))
        }
        return blocks + RuntimeOptions.blocks(judgement)
    }

    private static func step(_ step: PlanStep) -> Step {
        var parts: [Phrase] = []
        if !step.purpose.isEmpty { parts.append(Phrase(step.purpose)) }
        if let figure = step.frees { parts.append("frees \(strong: Bytes.text(figure))") }
        if !step.risk.isEmpty { parts.append("\(strong: "risk:") \(step.risk)") }
        return Step(command: step.command, note: .joined(parts, separator: "; "), frees: step.frees)
    }
}
