import NodeModel

/// What to do about it.
enum PlanLayout {
    /// The next thing to do, for the top of the report.
    static func next(_ judgement: Judgement) -> Phrase {
        let unsettled = judgement.missing.first { !$0.settleWith.isEmpty }
        if judgement.verdict == .unknown, let unsettled {
            let why = Text.excerpt(unsettled.why, limit: 80)
            let lack: Phrase = "\(code: unsettled.capture) is missing (\(why))"
            return "on the node, run \(code: unsettled.settleWith): \(lack)"
        }
        if judgement.confidence == .contested,
            let open = judgement.contradictions.first(where: { !$0.settleWith.isEmpty })
        {
            return "on the node, run \(code: open.settleWith) first, for the evidence is contested"
        }
        if let first = judgement.plan.first {
            let planned = judgement.planned
            let freed: Phrase = planned.tier == nil ? "" : ", frees \(strong: Bytes.text(planned))"
            let steps = Noun("step", "steps").counted(judgement.plan.count)
            // A long list of images is for the plan itself.
            let start = first.command.count <= 80 ? Phrase.code(first.command) : Phrase(first.purpose)
            return "carry out the plan (\(steps)\(freed)); first: \(start)"
        }
        switch judgement.verdict {
        case .duplicated, .partlyDuplicated:
            return "nothing may be removed now: every image in both stores has a reason to stay"
        case .leftover: return "look at what is left over before anything is removed"
        case .separate, .singleStore: return "nothing to free"
        case .sameStore: return "nothing to free: a removal on one side takes the other side's image"
        case .unknown: return "on the node, run \(code: "sh collector.sh") as root: what decides was not collected"
        }
    }

    /// The same of a node that only its summary is known of: what its own report says in full.
    static func next(_ node: NodeSummary) -> String {
        if node.verdict == .unknown { return "run the command that the node's own report names first" }
        if node.confidence == .contested { return "settle what is contested: the node's own report names the command" }
        if node.planned.bytes > 0 {
            return "carry out the plan of the node's own report, which frees \(Bytes.text(node.planned))"
        }
        switch node.verdict {
        case .separate, .singleStore: return "nothing to free"
        case .sameStore: return "nothing to free: a removal on one side takes the other side's image"
        case .duplicated, .partlyDuplicated, .leftover, .unknown:
            return "look at the node's own report before anything is removed"
        }
    }

    static func blocks(_ judgement: Judgement) -> [Block] { steps(judgement) + RuntimeOptions.blocks(judgement) }

    /// The plan, and what looks safe and is not.
    static func steps(_ judgement: Judgement, isShort: Bool = false) -> [Block] {
        var blocks: [Block] = []
        if !judgement.plan.isEmpty {
            let planned = judgement.planned
            let frees = planned.tier == nil ? "" : "frees \(Bytes.text(planned)); "
            blocks.append(.heading(2, "Plan: \(frees)printed, never run"))
            blocks += [.steps(judgement.plan.map(step))] + NodeCharts.plan(judgement)
        }
        if !judgement.warnings.isEmpty {
            // Below a plan they are about its steps.
            if !isShort || judgement.plan.isEmpty { blocks.append(.heading(2, "Cautions")) }
            let mark = isShort && !judgement.plan.isEmpty ? "caution: " : ""
            let items = judgement.warnings.map { Phrase.strong(mark) + Phrase(quoting: $0) }
            blocks.append(.list(Items(items: items, shown: isShort ? .max : 5, noun: Noun("caution", "cautions"))))
        }
        return blocks
    }

    private static func step(_ step: PlanStep) -> Step {
        var parts: [Phrase] = []
        if !step.purpose.isEmpty { parts.append(Phrase(quoting: step.purpose)) }
        if let figure = step.frees { parts.append("frees \(strong: Bytes.text(figure))") }
        if !step.risk.isEmpty { parts.append("\(strong: "risk:") \(Phrase(quoting: step.risk))") }
        return Step(command: step.command, note: .joined(parts, separator: "; "), frees: step.frees)
    }
}
