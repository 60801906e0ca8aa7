import NodeModel

/// The checks and what speaks against one another.
enum EvidenceLayout {
    /// The five checks that people do by hand, in the order in which they do them.
    static let byHandOrder = ["configuration", "endpoint", "directories", "deletion", "processes"]

    static func blocks(_ judgement: Judgement) -> [Block] {
        let byHand = judgement.checks.filter(\.byHand).sorted { place($0) < place($1) }
        let others = judgement.checks.filter { !$0.byHand }
        let speaking = others.filter { $0.says != .nothing && $0.says != .unknown }
        let silent = others.filter { $0.says == .nothing || $0.says == .unknown }
        var blocks: [Block] = []
        if !byHand.isEmpty {
            blocks += [.heading(2, "The checks by hand"), .findings(byHand.map(finding))]
        }
        if !others.isEmpty { blocks.append(.heading(2, "Stronger evidence")) }
        if !speaking.isEmpty { blocks.append(.findings(speaking.map(finding))) }
        if !silent.isEmpty { blocks.append(.paragraph(.muted("No answer from: ") + silence(silent))) }
        return blocks + contradictions(judgement)
    }

    /// Why the verdict is as sure as it is.
    static func why(_ judgement: Judgement) -> Phrase {
        guard judgement.reason.isEmpty else { return Phrase(judgement.reason) }
        let saying = Saying(judgement.relation)
        let agreeing = judgement.checks.filter { $0.says == saying }
        let strong = agreeing.filter { $0.strength == .sufficient }
        let titles = names(strong.isEmpty ? agreeing : strong)
        switch judgement.confidence {
        case .certain where agreeing.isEmpty: return "nothing speaks against it"
        case .certain:
            return "\(titles) \(verb(strong.isEmpty ? agreeing : strong)) \(saying.words), nothing speaks against it"
        case .likely where agreeing.isEmpty: return "only supporting evidence"
        case .likely: return "only supporting evidence, all agreeing: \(titles)"
        case .contested:
            let against = judgement.checks.filter { $0.says.isAnswer && $0.says != saying }
            return "\(titles) \(verb(strong.isEmpty ? agreeing : strong)) \(saying.words), against \(names(against)); "
                + "the stronger decided"
        case .none where judgement.missing.isEmpty: return "no evidence decides"
        case .none: return "\(Noun("capture", "captures").counted(judgement.missing.count)) missing, see below"
        }
    }

    private static func names(_ checks: [Check]) -> String {
        let titles = checks.prefix(3).map(\.words)
        let more = checks.count > 3 ? ["\(checks.count - 3) more"] : []
        let all = titles + more
        guard let last = all.last, all.count > 1 else { return all.first ?? "nothing else" }
        return all.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func verb(_ checks: [Check]) -> String { checks.count == 1 ? "says" : "say" }

    private static func place(_ check: Check) -> Int { byHandOrder.firstIndex(of: check.rule) ?? byHandOrder.count }

    private static func finding(_ check: Check) -> Finding {
        let strength: Phrase = check.says.isAnswer ? .muted(check.strength.rawValue) : ""
        var needs = check.missing.map { Proof(place: "needs \($0.capture)", quote: $0.why) }
        var statement = check.statement
        if statement.isEmpty {
            statement = needs.first.map { "\($0.place): \($0.quote)" } ?? "not observed"
            needs = []
        }
        // What the statement names already need not be named again.
        needs.removeAll { need in
            check.missing.contains { need.place.hasSuffix($0.capture) && statement.contains($0.capture) }
        }
        return Finding(
            title: check.byHand ? check.title : check.words.capitalizedFirst,
            marks: [Phrase(check.says.rawValue, .saying(check.says)), strength],
            statement: Phrase(statement), proofs: check.sources.map(Proof.init) + needs)
    }

    private static func silence(_ checks: [Check]) -> Phrase {
        .joined(
            checks.map { check in
                guard let missing = check.missing.first else { return Phrase(check.words) }
                return "\(check.words) (needs \(code: missing.capture))"
            }, separator: ", ")
    }

    private static func contradictions(_ judgement: Judgement) -> [Block] {
        guard !judgement.contradictions.isEmpty else { return [] }
        let findings = judgement.contradictions.map { item in
            Finding(
                title: "\(item.decidedBy.joined(separator: ", ")) against \(item.against.joined(separator: ", "))",
                marks: [], statement: Phrase(item.statement) + NodeLayout.settle(item.settleWith),
                proofs: item.sources.map(Proof.init))
        }
        return [.heading(2, "Contradictions: the first side decided"), .findings(findings)]
    }
}

extension Saying {
    var isAnswer: Bool { self == .same || self == .different || self == .partly }

    var words: String {
        switch self {
        case .same: "one store"
        case .different: "different stores"
        case .partly: "one content store, unpacked twice"
        case .nothing: "nothing either way"
        case .unknown: "not known"
        }
    }
}

extension Check {
    /// The rule's id as words: shorter than its title, and what `explain` and the JSON report call it.
    var words: String { rule.replacing("-", with: " ") }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
