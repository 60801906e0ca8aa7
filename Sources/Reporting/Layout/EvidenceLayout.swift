import NodeModel

/// The checks and what speaks against one another.
enum EvidenceLayout {
    /// The five checks that people do by hand, in the order in which they do them.
    static let byHandOrder = ["configuration", "endpoint", "directories", "deletion", "processes"]

    static let title: Phrase = "The checks that one makes by hand"

    static func blocks(_ judgement: Judgement) -> [Block] {
        let (byHand, others) = sorted(judgement.checks)
        let speaking = others.filter { $0.says != .nothing && $0.says != .unknown }
        let silent = others.filter { $0.says == .nothing || $0.says == .unknown }
        var blocks: [Block] = []
        if !byHand.isEmpty {
            blocks += [.heading(2, title), .findings(byHand.map(finding)), .paragraph(.muted(Legend.strengths))]
        }
        if !others.isEmpty { blocks.append(.heading(2, "Stronger evidence")) }
        if !speaking.isEmpty { blocks.append(.findings(speaking.map(finding))) }
        if !silent.isEmpty { blocks.append(.paragraph(.muted("No answer from: ") + silence(silent))) }
        return blocks + contradictions(judgement)
    }

    /// The checks that people do by hand in their order, and the others, strongest first.
    static func sorted(_ checks: [Check]) -> (byHand: [Check], others: [Check]) {
        (checks.filter(\.byHand).sorted { place($0) < place($1) }, checks.filter { !$0.byHand })
    }

    /// What each answer has for itself: `for different stores: runtime name and sizes`; who is silent where nobody speaks.
    static func summary(_ checks: [Check]) -> String {
        let answers: [Saying] = [.same, .different, .partly]
        var parts = answers.compactMap { saying -> String? in
            let agreeing = checks.filter { $0.says == saying }
            return agreeing.isEmpty ? nil : "for \(saying.words): \(names(agreeing))"
        }
        let silent = checks.filter { !$0.says.isAnswer }
        if parts.isEmpty, !silent.isEmpty { parts.append("without an answer: \(names(silent))") }
        return parts.joined(separator: "; ")
    }

    /// `best` as a line of the report.
    static func proof(_ judgement: Judgement) -> [Fact] { best(judgement).map { [Fact("Proof", $0)] } ?? [] }

    /// The strongest statement for the answer, with the line that proves it; nil where no check decided.
    static func best(_ judgement: Judgement) -> Phrase? {
        let agreeing = judgement.checks.filter { $0.says == Saying(judgement.relation) && $0.says.isAnswer }
        let proven = agreeing.filter { !$0.sources.isEmpty }
        guard let check = proven.first(where: { $0.strength == .sufficient }) ?? proven.first,
            let source = check.sources.first
        else { return nil }
        let place = Proof(source).place
        // A long statement has in it what the line says.
        guard check.statement.count <= 80 else { return "\(check.statement) [\(.muted(place))]" }
        // Columns of a table mean nothing in a single line.
        let quote = source.quote.split(separator: " ").joined(separator: " ")
        return "\(check.statement) [\(.muted("\(place) \(Text.excerpt(quote, limit: 80))"))]"
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
            return "\(saying.words), shown by \(titles); nothing speaks against it"
        case .likely where agreeing.isEmpty: return "only supporting evidence"
        case .likely: return "only supporting evidence, all agreeing: \(titles)"
        case .contested:
            let against = judgement.checks.filter { $0.says.isAnswer && $0.says != saying }
            return "\(saying.words), shown by \(titles); against it \(names(against)); the stronger decided"
        case .none where judgement.missing.isEmpty: return "no evidence decides"
        case .none: return "\(Noun("capture", "captures").counted(judgement.missing.count)) missing"
        }
    }

    private static func names(_ checks: [Check]) -> String {
        let more = checks.count > 3 ? ["\(checks.count - 3) more"] : []
        return list(checks.prefix(3).map(\.words) + more)
    }

    private static func list(_ all: [String]) -> String {
        guard let last = all.last, all.count > 1 else { return all.first ?? "nothing else" }
        return all.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func place(_ check: Check) -> Int { byHandOrder.firstIndex(of: check.rule) ?? byHandOrder.count }

    /// What a check saw, or what it lacked.
    static func statement(_ check: Check) -> String {
        guard check.statement.isEmpty else { return check.statement }
        return check.missing.first.map { "needs \($0.capture): \($0.why)" } ?? "not tried"
    }

    private static func finding(_ check: Check) -> Finding {
        let strength: Phrase = check.says.isAnswer ? .muted(check.strength.title) : ""
        var needs = check.missing.map { Proof(place: "needs \($0.capture)", quote: $0.why) }
        let statement = statement(check)
        if check.statement.isEmpty { needs = [] }
        // What the statement names already need not be named again.
        needs.removeAll { need in
            check.missing.contains { need.place.hasSuffix($0.capture) && statement.contains($0.capture) }
        }
        return Finding(
            title: check.byHand ? check.title : check.words.capitalizedFirst,
            marks: [Phrase(check.says.rawValue, .saying(check.says)), strength],
            statement: Phrase(statement) + settle(check), proofs: check.sources.map(Proof.init) + needs)
    }

    /// The command that would let a check that could not be made be made.
    static func settle(_ check: Check) -> Phrase {
        guard check.says == .unknown, let missing = check.missing.first(where: { !$0.settleWith.isEmpty }) else {
            return ""
        }
        return NodeLayout.settle(missing.settleWith)
    }

    /// Checks without an answer; those that lack the same capture are named together.
    private static func silence(_ checks: [Check]) -> Phrase {
        var groups: [(lack: Phrase, checks: [String])] = []
        for check in checks {
            var lack: Phrase = ""
            if let missing = check.missing.first { lack = "\(code: missing.capture)\(settle(check))" }
            if let index = groups.firstIndex(where: { $0.lack == lack }) {
                groups[index].checks.append(check.words)
            } else {
                groups.append((lack, [check.words]))
            }
        }
        let phrases = groups.map { group -> Phrase in
            let need = group.checks.count == 1 ? "needs" : "need"
            return group.lack.isEmpty ? Phrase(list(group.checks)) : "\(list(group.checks)) (\(need) \(group.lack))"
        }
        return .joined(phrases, separator: ", ")
    }

    static func contradictions(_ judgement: Judgement) -> [Block] {
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
