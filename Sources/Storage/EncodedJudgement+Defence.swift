import NodeModel

// How a judgement is defended: checks, the lines that prove them, what contradicts, what is missing, what to do.
extension EncodedJudgement {
    mutating func addDefence(_ judgement: Judgement) {
        let checkColumns = ["rule_id", "title_id", "by_hand", "says", "strength", "statement_id"]
        list(judgement.checks, "judged_check", checkColumns) { check, row in
            row.word(check.rule)
            row.word(check.title)
            row.flag(check.byHand)
            row.text(check.says.rawValue)
            row.text(check.strength.rawValue)
            row.word(check.statement)
        }
        let contradictionColumns = ["statement", "decided_by_id", "against_id", "settle_with_id"]
        list(judgement.contradictions, "judged_contradiction", contradictionColumns) { found, row in
            row.text(found.statement)
            row.words(found.decidedBy)
            row.words(found.against)
            row.word(found.settleWith)
        }
        let missing =
            judgement.missing.map { (rule: String?.none, item: $0) }
            + judgement.checks.flatMap { check in check.missing.map { (rule: check.rule, item: $0) } }
        let missingColumns = ["rule_id", "capture_id", "why_id", "settle_with_id"]
        list(missing, "judged_missing", missingColumns) { missing, row in
            row.word(missing.rule)
            row.word(missing.item.capture)
            row.word(missing.item.why)
            row.word(missing.item.settleWith)
        }
        let stepColumns = ["command", "purpose_id"] + Self.figure("frees_") + ["risk_id"]
        list(judgement.plan, "judged_step", stepColumns) { step, row in
            row.text(step.command)
            row.word(step.purpose)
            row.figure(step.frees)
            row.word(step.risk)
        }
        list(judgement.warnings, "judged_warning", ["warning"]) { warning, row in row.text(warning) }
    }

    mutating func addSources(_ judgement: Judgement) {
        let lists: [(about: String, sources: [[Source]])] = [
            ("check", judgement.checks.map(\.sources)), ("contradiction", judgement.contradictions.map(\.sources)),
            ("residue", judgement.residues.map(\.sources)), ("store", judgement.stores.map(\.sources)),
        ]
        let columns = ["snapshot_id", "about", "about_nth", "nth", "capture_id", "line", "quote_id"]
        let rows = lists.flatMap { about, things in
            things.enumerated().flatMap { thing, sources in
                sources.enumerated().map { (about: about, thing: thing, nth: $0, source: $1) }
            }
        }
        add(rows, into: "judged_source", columns) { _, found, row in
            row.snapshot()
            row.text(found.about)
            row.integer(found.thing)
            row.integer(found.nth)
            row.capture(found.source.capture)
            row.integer(found.source.line)
            row.word(found.source.quote)
        }
    }
}
