import NodeModel

/// Writes blocks as Markdown with tables, as GitHub, GitLab and Jira render it.
struct MarkdownWriter {
    /// GitHub refuses a comment of more than 65,536 characters.
    static let limit = 65_000
    /// Characters of a heading, and of a line: one hostile name must not push the answer out of the ticket.
    private static let headingLimit = 500
    private static let lineLimit = 2000
    private static let rowSteps = [100, 50, 20, 10, 5, 2, 1]
    private static let notice =
        "\n… the report is longer than a ticket takes: ask for the other formats, or for one node.\n"

    /// At most this many rows, points or steps, folded ones included.
    private let cap: Int

    /// The blocks within `limit`: with fewer rows where there are too many, and cut after a block where that does not
    /// suffice.
    static func text(_ blocks: [Block], maxRows: Int?) -> String {
        let steps = rowSteps.filter { $0 < maxRows ?? rowSteps[0] }
        for cap in [maxRows ?? rowSteps[0]] + steps {
            let text = MarkdownWriter(cap: cap).text(blocks)
            if text.utf8.count <= limit { return text }
        }
        let writer = MarkdownWriter(cap: 1)
        var text = ""
        for block in blocks {
            let next = writer.text(block)
            guard text.utf8.count + next.utf8.count + notice.utf8.count <= limit else { return text + notice }
            text += next
        }
        return text
    }

    private func text(_ blocks: [Block]) -> String { blocks.map(text).joined() }

    private func text(_ block: Block) -> String {
        switch block {
        case .heading(let level, let phrase):
            let text = MarkdownText.inline(phrase.cut(to: Self.headingLimit))
            return "\(level == 1 ? "" : "\n")\(String(repeating: "#", count: level)) \(text)\n"
        case .paragraph(let phrase): return "\n\(MarkdownText.atLineStart(inline(phrase)))\n"
        case .facts(let facts):
            return "\n"
                + facts.map { "- **\(MarkdownText.prose($0.label)):** \(inline($0.text))\n" }.joined()
        case .findings(let findings): return "\n" + folded(findings.map(text), 20, Noun("finding", "findings"))
        case .list(let items):
            let lines = items.items.map { "- \(MarkdownText.atLineStart(inline($0)))\n" }
            return "\n" + folded(lines, items.shown, items.noun)
        case .steps(let steps): return "\n" + folded(steps.enumerated().map(text), 10, Noun("step", "steps"))
        case .table(let table): return text(table)
        case .diagram(let diagram):
            return "\n" + MarkdownText.fenced(DiagramText.lines(diagram, width: MarkdownTable.width), language: "text")
        case .chart, .answer: return ""
        case .queries(let queries):
            return "\n"
                + queries.map { query in
                    // No list: a renderer would count on from its first number, and the footnotes have gaps.
                    let title = "\(MarkdownText.prose("[\(query.number)] \(query.title)"))\n\n"
                    let lines = query.sql.split(separator: "\n").map(String.init)
                    return title + MarkdownText.fenced(lines, language: "sql")
                }.joined(separator: "\n")
        case .details(let summary, let blocks, _): return details(MarkdownText.inline(summary), text(blocks))
        }
    }

    private func text(_ finding: Finding) -> String {
        let marks = finding.marks.filter { !$0.isEmpty }.map { MarkdownText.inline($0) }.joined(separator: ", ")
        let title = "**\(MarkdownText.prose(finding.title))**\(marks.isEmpty ? "" : " (\(marks))")"
        let shown = finding.proofs.prefix(3).map { proof in
            let quote = proof.quote.isEmpty ? "" : " \(MarkdownText.code(proof.quote))"
            return "  - \(MarkdownText.code(proof.place))\(quote)\n"
        }
        let more = finding.proofs.count - shown.count
        let rest = more > 0 ? "  - … and \(Noun("more line", "more lines").counted(more))\n" : ""
        return "- \(title): \(inline(finding.statement))\n" + shown.joined() + rest
    }

    private func text(index: Int, step: Step) -> String {
        let number = "\(index + 1). "
        let command = MarkdownText.fenced([Text.visible(step.command)], language: "sh", indent: number.count)
        let note = MarkdownText.atLineStart(inline(step.note))
        return "\(number)\(note.isEmpty ? "run" : note)\n\n\(command)"
    }

    private func text(_ table: Table) -> String {
        let rows = table.rows.prefix(cap)
        let shown = rows.prefix(table.shown)
        var out = "\n" + MarkdownTable.lines(table, rows: shown)
        let rest = table.rest(after: rows.count).map { "\n\(MarkdownText.prose($0))\n" } ?? ""
        guard rows.count > shown.count else { return out + rest }
        let folded = MarkdownTable.lines(table, rows: rows.dropFirst(shown.count))
        let noun = Noun("more " + table.noun.one, "more " + table.noun.many)
        out += details(noun.counted(rows.count - shown.count), "\n" + folded)
        return out + rest
    }

    /// The first entries, the next ones folded, and how many more there are.
    private func folded(_ entries: [String], _ visible: Int, _ noun: Noun) -> String {
        let kept = entries.prefix(cap)
        let noun = Noun("more " + noun.one, "more " + noun.many)
        var out = kept.prefix(visible).joined()
        if kept.count > visible {
            out += details(noun.counted(kept.count - visible), "\n" + kept.dropFirst(visible).joined())
        }
        if entries.count > kept.count { out += "\n… and \(noun.counted(entries.count - kept.count))\n" }
        return out
    }

    private func inline(_ phrase: Phrase) -> String { MarkdownText.inline(phrase.cut(to: Self.lineLimit)) }

    /// Markdown within HTML needs a blank line around it.
    private func details(_ summary: String, _ body: String) -> String {
        "\n<details><summary>\(summary)</summary>\n\(body)\n</details>\n"
    }
}
