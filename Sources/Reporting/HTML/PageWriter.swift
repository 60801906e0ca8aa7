import NodeModel

/// Turns blocks into the content of a page: the first screen, then a section for every heading of the second level.
struct PageWriter {
    /// At most this many rows, points or steps, folded ones included.
    let cap: Int
    /// The headline as text, for the browser's tab.
    private(set) var title = ""
    /// What the section is about, for the captions of its tables.
    var topic = "Report"
    private var counters: [String: Int] = [:]
    private var captions: [String: Int] = [:]
    private var sections: [(anchor: Anchor, title: String)] = []

    init(cap: Int) { self.cap = cap }

    /// Text of one piece at most: a name of a page's length says no more than its beginning.
    var longest: Int { cap >= 20 ? 2000 : 160 }

    mutating func main(_ blocks: [Block]) -> [HTML] {
        var sections: [HTML] = []
        var first: [HTML] = []
        var current: [HTML] = []
        var anchor: Anchor?
        var tone: Verdict?
        func closed() -> HTML { .element(.section, anchor.map { [.id($0)] } ?? [], current) }
        for block in blocks {
            if case .answer(let answer) = block { tone = answer.verdict ?? tone }
            if case .heading(2, let phrase) = block {
                if anchor != nil { sections.append(closed()) }
                topic = PhraseNodes.words(phrase)
                let next = self.anchor("section")
                self.sections.append((next, topic))
                (anchor, current) = (next, [.tag(.h2, children: nodes(phrase))])
            } else if anchor == nil {
                first.append(node(block))
            } else {
                current.append(node(block))
            }
        }
        if anchor != nil { sections.append(closed()) }
        let hero = HTML.tag(.div, tone.map { .css("hero", Marks.css($0)) } ?? .css("hero"), children: first)
        return [hero] + contents() + sections
    }

    private func contents() -> [HTML] {
        guard sections.count > 2 else { return [] }
        let items = sections.map { section in
            HTML.tag(.li, children: [.tag(.a, .link(to: section.anchor), text: section.title)])
        }
        return [.tag(.nav, .label("Sections"), children: [.tag(.ul, children: items)])]
    }

    mutating func anchor(_ kind: StaticString) -> Anchor {
        counters["\(kind)", default: 0] += 1
        return Anchor(kind, counters["\(kind)"])
    }

    /// A caption that no other table has: screen readers list them.
    mutating func caption(_ text: String) -> String {
        captions[text, default: 0] += 1
        let count = captions[text] ?? 1
        return count == 1 ? text : "\(text) (\(count))"
    }

    func nodes(_ phrase: Phrase) -> [HTML] { PhraseNodes.of(phrase, longest: longest) }

    mutating func node(_ block: Block) -> HTML {
        switch block {
        case .heading(let level, let phrase): return heading(level, phrase)
        case .paragraph(let phrase): return .tag(.p, children: nodes(phrase))
        case .facts(let facts):
            let rows = facts.map { fact in
                HTML.tag(
                    .div, children: [.tag(.dt, text: fact.label), .tag(.dd, children: nodes(fact.text))])
            }
            return .tag(.dl, .css("facts"), children: rows)
        case .findings(let findings):
            return folded(findings.map(node), 20, Noun("finding", "findings"), .ul, [.css("findings")])
        case .list(let items):
            let points = items.items.prefix(cap + 1).map { HTML.tag(.li, children: nodes($0)) }
            return folded(
                points, items.shown, items.noun, .ul, [.css("points")], count: items.items.count)
        case .steps(let steps):
            return folded(steps.map(node), 10, Noun("step", "steps"), .ol, [.css("steps")])
        case .table(let table): return node(table)
        case .diagram(let diagram): return DiagramDrawing.node(diagram, anchor("drawing"), anchor("drawing"))
        case .chart(.bars(let chart)): return BarDrawing.node(chart, longest: longest)
        case .chart(.cells(let chart)): return CellDrawing.node(chart)
        case .answer(let answer): return node(answer)
        case .queries(let queries): return .tag(.ol, .css("queries"), children: queries.map(node))
        case .details(let summary, let blocks, _):
            // Its tables are about what it is about.
            let outer = topic
            topic = PhraseNodes.words(summary)
            defer { topic = outer }
            return .tag(
                .details, children: [.tag(.summary, children: nodes(summary))] + blocks.map { node($0) })
        }
    }

    private mutating func heading(_ level: Int, _ phrase: Phrase) -> HTML {
        if level == 1, title.isEmpty { title = Text.excerpt(PhraseNodes.words(phrase), limit: 120) }
        if level == 3 { topic = PhraseNodes.words(phrase) }
        return .tag(level == 1 ? .h1 : level == 3 ? .h3 : .h4, children: nodes(phrase))
    }

    private func node(_ answer: Answer) -> HTML {
        let cards = answer.cards.map { card in
            HTML.tag(
                .div,
                children: [
                    .tag(.dt, text: card.question),
                    .tag(
                        .dd,
                        children: [
                            .tag(.strong, text: PhraseNodes.glued(card.answer)),
                            .tag(.span, .css("note"), children: nodes(card.note)),
                        ]),
                ])
        }
        return .tag(.dl, .css("cards"), children: cards)
    }

    /// The first entries, the next ones folded, and how many more there are.
    func folded(
        _ entries: [HTML], _ visible: Int, _ noun: Noun, _ list: Tag, _ attributes: [Attribute], count: Int? = nil
    ) -> HTML {
        let kept = entries.prefix(cap)
        let more = Noun("more " + noun.one, "more " + noun.many)
        var out = [HTML.element(list, attributes, Array(kept.prefix(visible)))]
        let hidden = Array(kept.dropFirst(visible))
        if !hidden.isEmpty {
            // A numbered list goes on where it was folded.
            let start = list == .ol ? [Attribute.number(.start, visible + 1)] : []
            out.append(
                .tag(
                    .details,
                    children: [
                        .tag(.summary, text: more.counted(hidden.count)), .element(list, attributes + start, hidden),
                    ]))
        }
        let rest = (count ?? entries.count) - kept.count
        if rest > 0 { out.append(.tag(.p, .css("muted"), text: "… and \(more.counted(rest))")) }
        return .many(out)
    }
}
