import NodeModel

/// Stored twice? How sure? How many bytes? What next? In a word or a number each.
enum AnswerLayout {
    static func block(_ judgement: Judgement) -> Block {
        .answer(
            Answer(
                verdict: judgement.verdict,
                cards: [twice(judgement), sure(judgement), bytes(judgement), next(judgement)]))
    }

    private static func twice(_ judgement: Judgement) -> Answer.Card {
        let answer =
            switch judgement.verdict {
            case .duplicated: "Yes"
            case .partlyDuplicated: "Partly"
            case .leftover: (judgement.duplicatedBytes?.bytes ?? 0) > 0 ? "In an old store" : "No"
            case .separate, .sameStore, .singleStore: "No"
            case .unknown: "Not known"
            }
        return card("Stored twice?", answer, .verdict(judgement.verdict) + ": " + Phrase(judgement.verdict.title))
    }

    private static func sure(_ judgement: Judgement) -> Answer.Card {
        let saying = Saying(judgement.relation)
        let agreeing = judgement.checks.filter { $0.says == saying && saying.isAnswer }
        let against = judgement.checks.count { $0.says != saying && $0.says.isAnswer }
        var note = "nothing speaks against it"
        if judgement.verdict == .unknown {
            note = "\(Noun("capture", "captures").counted(judgement.missing.count)) missing"
        } else if judgement.verdict == .leftover {
            // Whether two stores are one is another question than whether one of them is left over.
            note = judgement.reason.isEmpty ? judgement.residues.first?.kind.title ?? note : judgement.reason
        } else if !agreeing.isEmpty || against > 0 {
            let decide = agreeing.count { $0.strength == .sufficient }
            let parts = [(decide, "decide"), (agreeing.count - decide, "support")].filter { $0.0 > 0 }
            let checks = parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "s" : "")" }.joined(separator: ", ")
            note =
                "of the checks \(checks.isEmpty ? "none decides" : checks), \(against == 0 ? "none" : "\(against)") against"
        }
        return card("How sure?", judgement.confidence.title.capitalizedFirst, Phrase(note))
    }

    private static func bytes(_ judgement: Judgement) -> Answer.Card {
        let twice = judgement.relation == .same ? ByteSum() : ByteSum(judgement.duplicatedBytes)
        let left = judgement.leftOver
        let question = "How many bytes?"
        if judgement.verdict == .leftover, left.tier != nil {
            return card(question, Bytes.text(left.bytes), "\(quality(left)) that no list shows")
        }
        let also = left.bytes > 0 ? "; \(Bytes.text(left)) more that no list shows" : ""
        if twice.tier == nil || twice.bytes == 0, judgement.verdict.isClean {
            return card(question, Bytes.text(0), "nothing is on this disk a second time\(also)")
        }
        guard twice.tier != nil else {
            let why = judgement.verdict == .unknown ? "the evidence does not decide" : "nothing allows a figure"
            return card(question, "Not known", "\(why)\(also)")
        }
        return card(question, Bytes.text(twice.bytes), "\(quality(twice)) a second time on this disk\(also)")
    }

    private static func next(_ judgement: Judgement) -> Answer.Card {
        let question = "What next?"
        let open = judgement.missing.first { !$0.settleWith.isEmpty }
        if judgement.verdict == .unknown, let open {
            return card(question, "Run one command", "on the node: \(code: open.settleWith)")
        }
        let unsettled = judgement.contradictions.first { !$0.settleWith.isEmpty }
        if judgement.confidence == .contested, let unsettled {
            return card(question, "Settle it first", "on the node: \(code: unsettled.settleWith)")
        }
        if !judgement.plan.isEmpty {
            let steps = Noun("step", "steps").counted(judgement.plan.count)
            let answer = judgement.planned.bytes > 0 ? "Free \(Bytes.text(judgement.planned.bytes))" : "Follow the plan"
            return card(question, answer, "\(steps), printed below; twinstore runs nothing")
        }
        switch judgement.verdict {
        case .duplicated, .partlyDuplicated: return card(question, "Nothing yet", "every copy has a reason to stay")
        case .leftover: return card(question, "Look first", "at what is left over, before anything is removed")
        case .sameStore: return card(question, "Nothing", "a removal on one side takes the other side's image")
        case .separate, .singleStore: return card(question, "Nothing", "there is nothing to free")
        case .unknown: return card(question, "Collect again", "as root, with every runtime up")
        }
    }

    static func block(_ fleet: FleetSummary) -> Block {
        func nodes(_ verdicts: Verdict...) -> Int {
            fleet.verdicts.filter { verdicts.contains($0.verdict) }.reduce(0) { $0 + $1.nodes }
        }
        let twice = nodes(.duplicated, .partlyDuplicated)
        let noun = Noun("node", "nodes")
        let old = fleet.storedTwiceInOldStores
        let left = nodes(.leftover) - old
        let parts = [
            old > 0 ? "\(Bytes.grouped(twice)) in live stores, \(Bytes.grouped(old)) in stores left over" : "",
            left > 0 ? "\(Bytes.grouped(left)) \(left == 1 ? "has" : "have") something left over" : "",
        ]
        let also = Phrase(parts.filter { !$0.isEmpty }.joined(separator: "; "))
        let unjudged = nodes(.unknown)
        let judged = "\(Bytes.grouped(fleet.nodes - unjudged)) judged"
        let sure =
            unjudged == 0
            ? sureness(fleet) : "\(Bytes.grouped(unjudged)) could not be: what is missing is named below"
        let leftOver = fleet.leftOver.bytes > 0 ? "; \(Bytes.text(fleet.leftOver)) that no list shows" : ""
        return .answer(
            Answer(
                verdict: fleet.verdicts.first?.verdict,
                cards: [
                    card(
                        "Stored twice?",
                        twice + old == 0
                            ? "On no node" : "On \(Bytes.grouped(twice + old)) of \(Bytes.grouped(fleet.nodes))", also),
                    card("How sure?", judged, Phrase(sure)),
                    card(
                        "How many bytes?", Bytes.text(fleet.duplicated.bytes),
                        "\(quality(fleet.duplicated)) a second time on \(noun.many)' disks\(leftOver)"),
                    next(fleet),
                ]))
    }

    private static func next(_ fleet: FleetSummary) -> Answer.Card {
        let question = "What next?"
        if let first = fleet.byFreed.first, fleet.planned.bytes > 0 {
            let name = DisplayWidth.fitted(Text.visible(first.node), 40)
            return card(
                question, "Free \(Bytes.text(fleet.planned.bytes))", "by the nodes' plans; most on \(code: name)")
        }
        if let cause = MissingCause.first(fleet.notJudged) {
            let name = DisplayWidth.fitted(Text.visible(cause.example), 40)
            return card(question, "Run one command", "on \(code: name): \(code: cause.settleWith)")
        }
        return card(question, "Nothing", "no plan frees anything")
    }

    /// How sure the verdicts are, where every node is known.
    private static func sureness(_ fleet: FleetSummary) -> String {
        guard fleet.byFreed.count == fleet.nodes else { return "every node" }
        let parts = Confidence.allCases.compactMap { confidence -> String? in
            let count = fleet.byFreed.count { $0.confidence == confidence }
            return count > 0 ? "\(Bytes.grouped(count)) \(confidence.title)" : nil
        }
        return parts.joined(separator: ", ")
    }

    private static func quality(_ sum: ByteSum) -> String {
        switch sum.tier {
        case .exact, nil: "exactly,"
        case .estimated: "estimated,"
        case .bound: "at most,"
        }
    }

    private static func card(_ question: String, _ answer: String, _ note: Phrase) -> Answer.Card {
        Answer.Card(question: question, answer: answer, note: note)
    }
}

extension FleetSummary {
    /// Nodes whose verdict is `leftover` and that have images in the old store and in a live one.
    var storedTwiceInOldStores: Int { byFreed.count { $0.verdict == .leftover && $0.duplicated.bytes > 0 } }
}

extension Verdict {
    /// Whether it says that no image is stored twice.
    fileprivate var isClean: Bool { self == .separate || self == .sameStore || self == .singleStore }
}
