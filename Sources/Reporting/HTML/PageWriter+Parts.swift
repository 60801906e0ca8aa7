import NodeModel

/// Evidence, commands and tables.
extension PageWriter {
    func node(_ finding: Finding) -> HTML {
        let marks = finding.marks.filter { !$0.isEmpty }.map { HTML.tag(.span, children: nodes($0)) }
        let proofs = finding.proofs.prefix(cap).map(node)
        var body: [HTML] = [
            .tag(.p, .css("title"), children: [.tag(.strong, text: finding.title)]),
            .tag(.p, children: nodes(finding.statement)),
        ]
        if !proofs.isEmpty { body.append(.tag(.ul, .css("proofs"), children: Array(proofs.prefix(3)))) }
        if proofs.count > 3 {
            let more = Noun("more line", "more lines").counted(finding.proofs.count - 3)
            body.append(
                .tag(
                    .details,
                    children: [
                        .tag(.summary, text: more), .tag(.ul, .css("proofs"), children: Array(proofs.dropFirst(3))),
                    ]))
        }
        return .tag(
            .li, children: [.tag(.div, .css("marks"), children: marks), .tag(.div, .css("body"), children: body)])
    }

    private func node(_ proof: Proof) -> HTML {
        let place = HTML.tag(.span, .css("place"), text: Text.excerpt(proof.place, limit: longest))
        let quote = proof.quote.isEmpty ? [] : [HTML.tag(.code, text: Text.excerpt(proof.quote, limit: longest))]
        return .tag(.li, children: [place, .text(" ")] + quote)
    }

    func node(_ step: Step) -> HTML {
        let note = step.note.isEmpty ? "run" : step.note
        // A command is never cut: what is pasted must be whole.
        let command = HTML.tag(.pre, .css("command"), children: [.tag(.code, text: step.command)])
        return .tag(.li, children: [.tag(.p, children: nodes(note)), command])
    }

    func node(_ query: FleetQuery) -> HTML {
        let lines = query.sql.split(separator: "\n", omittingEmptySubsequences: false)
        let code = lines.enumerated().flatMap { index, line -> [HTML] in
            index == 0 ? [.text(String(line))] : [.lineBreak, .text(String(line))]
        }
        return .tag(
            .li, .id(Anchor("query", query.number)), .number(.value, query.number),
            children: [
                .tag(.p, text: query.title), .tag(.pre, .css("sql"), children: [.tag(.code, children: code)]),
            ])
    }

    mutating func node(_ table: Table) -> HTML {
        let rows = table.rows.prefix(cap)
        let shown = rows.prefix(table.shown)
        var out = [self.table(table, rows: shown, caption: topic)]
        if rows.count > shown.count {
            let more = Noun("more " + table.noun.one, "more " + table.noun.many).counted(rows.count - shown.count)
            let folded = self.table(table, rows: rows.dropFirst(shown.count), caption: "\(topic): \(more)")
            out.append(.tag(.details, children: [.tag(.summary, text: more), folded]))
        }
        if let rest = table.rest(after: rows.count) { out.append(.tag(.p, .css("muted"), text: rest)) }
        return .many(out)
    }

    /// In a frame that scrolls by itself and can be reached by keyboard, so that the page never scrolls sideways.
    private mutating func table(_ table: Table, rows: ArraySlice<Table.Row>, caption: String) -> HTML {
        let name = anchor("table")
        let titles = table.columns.map { column in
            HTML.element(
                .th, [.fixed(.scope, "col")] + (column.alignment == .right ? [.css("number")] : []),
                [.text(column.title)])
        }
        let body = rows.map { row in
            HTML.tag(
                .tr,
                children: zip(table.columns, row.cells).enumerated().map { index, cell in
                    let isHead = index == 0 && cell.0.alignment == .left
                    return .element(
                        isHead ? .th : .td, (isHead ? [.fixed(.scope, "row")] : []) + css(cell.0), nodes(cell.1))
                })
        }
        return .tag(
            .div, .css("scroll"), .fixed(.role, "region"), .labelled(by: name), .number(.tabindex, 0),
            children: [
                .tag(
                    .table,
                    children: [
                        .tag(.caption, .id(name), text: self.caption(caption)),
                        .tag(.thead, children: [.tag(.tr, children: titles)]), .tag(.tbody, children: Array(body)),
                    ])
            ])
    }

    private func css(_ column: Table.Column) -> [Attribute] {
        if column.alignment == .right { return [.css("number")] }
        return column.shrinksTo == nil ? [] : [.css("wraps")]
    }
}
