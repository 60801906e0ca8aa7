import NodeModel

/// Writes blocks for a terminal: aligned, cut to its width, sections flush left and what is in them indented.
struct TextWriter {
    private(set) var output: Output
    let width: Int
    let colour: Bool
    let details: Bool
    let maxRows: Int?
    private let indent = 2
    private var isFirst = true

    init(_ output: Output, _ options: RenderOptions) {
        self.output = output
        width = options.width
        colour = options.colour
        details = options.details
        maxRows = options.maxRows ?? (options.details ? FleetLayout.top : nil)
    }

    mutating func write(_ blocks: [Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let level, let phrase): heading(level, phrase)
        case .paragraph(let phrase): paragraph(phrase, indent: indent)
        case .facts(let facts): self.facts(facts)
        case .findings(let findings): self.findings(findings)
        case .list(let items): list(items)
        case .steps(let steps): self.steps(steps)
        case .table(let table): self.table(table)
        case .diagram(let diagram):
            for line in DiagramText.lines(diagram, width: width - indent) { self.line([plain(line)], indent: indent) }
        case .chart, .answer: break
        case .queries(let queries):
            for query in queries { self.query(query) }
        case .details(let summary, let blocks, let inText):
            guard inText || details else { return }
            heading(2, summary)
            write(blocks)
        }
    }

    private mutating func heading(_ level: Int, _ phrase: Phrase) {
        if !isFirst { output.write("\n") }
        guard !phrase.isEmpty else { return }
        for text in Wrap.lines(phrase, width: width) {
            line(text.map { Phrase.Span(text: $0.text, style: .strong) }, indent: 0)
        }
    }

    private mutating func paragraph(_ phrase: Phrase, indent: Int) {
        for text in Wrap.lines(phrase, width: width - indent) { line(text, indent: indent) }
    }

    private mutating func facts(_ facts: [Fact]) {
        let label = (facts.map { DisplayWidth.of($0.label) }.max() ?? 0) + indent + 2
        for fact in facts {
            hanging(Phrase(fact.label, .muted), at: label, Wrap.lines(fact.text, width: width - label))
        }
    }

    private mutating func findings(_ findings: [Finding]) {
        let mark = findings.flatMap { $0.marks.map { Wrap.width(Wrap.fitted($0, .max)) } }.max() ?? 0
        let body = mark == 0 ? indent : indent + mark + 2
        for finding in findings {
            var lines = Wrap.lines("\(strong: finding.title): \(finding.statement)", width: width - body)
            lines += proofs(finding, width: width - body)
            for index in 0..<max(lines.count, finding.marks.count { !$0.isEmpty }) {
                let mark = index < finding.marks.count ? finding.marks[index] : ""
                line(padded(mark, to: body - indent) + (index < lines.count ? lines[index] : []), indent: indent)
            }
        }
    }

    /// The first proof, and all of them with `details`.
    private func proofs(_ finding: Finding, width: Int) -> [Wrap.Line] {
        let more = details || finding.proofs.count < 2 ? "" : " (+\(finding.proofs.count - 1))"
        return finding.proofs.prefix(details ? .max : 1).map { proof in
            // Columns of a table mean nothing in a single line.
            let words = proof.quote.split(separator: " ").joined(separator: " ")
            let quote = words.isEmpty ? "" : "  \(words)"
            let text = DisplayWidth.cut(Text.visible("\(proof.place)\(more)\(quote)"), width)
            return [Phrase.Span(text: text, style: .muted)]
        }
    }

    private mutating func list(_ items: Items) {
        let count = maxRows ?? items.shown
        for item in items.items.prefix(count) {
            hanging("-", at: indent + 2, Wrap.lines(item, width: width - indent - 2))
        }
        let hidden = items.items.count - count
        if hidden > 0 {
            let noun = Noun("more " + items.noun.one, "more " + items.noun.many)
            line([plain("… and \(noun.counted(hidden))")], indent: indent)
        }
    }

    /// Commands are never cut: they are there to be copied.
    private mutating func steps(_ steps: [Step]) {
        let count = maxRows ?? 10
        for (index, step) in steps.prefix(count).enumerated() {
            let number = "\(index + 1)."
            line([plain(number + " "), .init(text: Text.visible(step.command), style: .strong)], indent: indent)
            paragraph(step.note, indent: indent + number.count + 1)
        }
        if steps.count > count {
            let rest = steps.dropFirst(count)
            let sum = ByteSum(rest.map(\.frees))
            let frees = sum.tier == nil ? "" : ", frees \(Bytes.text(sum))"
            line([plain("… and \(Noun("more step", "more steps").counted(rest.count))\(frees)")], indent: indent)
        }
    }

    private mutating func table(_ table: Table) {
        let rows = table.rows.prefix(maxRows ?? table.shown)
        let titles = table.columns.map { Phrase($0.title, .muted) }
        let natural = table.columns.indices.map { index in
            ([titles] + rows.map(\.cells)).map { Wrap.width(Wrap.fitted($0[index], .max)) }.max() ?? 0
        }
        let fit = TableFit(table, natural: natural, width: width - indent, gap: 2, frame: 0)
        for cells in [titles] + rows.map(\.cells) {
            // Prose goes on below itself; all else is on one line.
            let prose = fit.columns.filter { table.columns[$0].cut == .end }
            let wrapped = prose.map { (column: $0, lines: Wrap.lines(cells[$0], width: fit.widths[$0])) }
            for place in 0..<max(1, wrapped.map(\.lines.count).max() ?? 1) {
                var spans: Wrap.Line = []
                for column in fit.columns {
                    if column != fit.columns.first { spans.append(plain("  ")) }
                    var cell = place == 0 ? cells[column] : ""
                    if let lines = wrapped.first(where: { $0.column == column })?.lines {
                        cell = place < lines.count ? Phrase(lines[place]) : ""
                    }
                    spans += padded(cell, to: fit.widths[column], as: table.columns[column])
                }
                line(spans, indent: indent)
            }
        }
        if let rest = table.rest(after: rows.count) { line([plain(rest)], indent: indent) }
    }

    private mutating func query(_ query: FleetQuery) {
        let label = "[\(query.number)] "
        let column = indent + label.count
        hanging(Phrase(label), at: column, Wrap.lines(Phrase(query.title), width: width - column))
        for text in query.sql.split(separator: "\n") {
            line([.init(text: String(text), style: .muted)], indent: column)
        }
    }

    private mutating func hanging(_ label: Phrase, at column: Int, _ lines: [Wrap.Line]) {
        for (index, text) in lines.enumerated() {
            line(padded(index == 0 ? label : "", to: column - indent) + text, indent: indent)
        }
    }

    private func padded(_ phrase: Phrase, to width: Int, as column: Table.Column = .text("")) -> Wrap.Line {
        let spans = Wrap.fitted(phrase, width, cut: column.cut)
        let fill = plain(String(repeating: " ", count: max(0, width - Wrap.width(spans))))
        return column.alignment == .right ? [fill] + spans : spans + [fill]
    }

    private func plain(_ text: String) -> Phrase.Span { Phrase.Span(text: text, style: .plain) }

    private mutating func line(_ spans: Wrap.Line, indent: Int) {
        isFirst = false
        var text = String(repeating: " ", count: indent)
        for span in spans { text += colour ? ANSI.styled(span) : span.text }
        while text.last == " " { text.removeLast() }
        output.write(text + "\n")
    }
}
