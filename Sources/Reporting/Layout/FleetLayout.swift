import NodeModel

/// What a report says about many nodes: sums, then the top of each ranking, then where the numbers come from.
enum FleetLayout {
    /// Rows of a ranking that a layout makes at all; a format shows fewer.
    static let top = 100

    static func blocks(
        _ fleet: FleetSummary, nodes: [Judgement], ruleSets: [String], outdated: OutdatedVerdicts? = nil,
        isFirstScreen: Bool = false
    ) -> [Block] {
        var blocks: [Block] = [.heading(1, headline(fleet))]
        guard fleet.nodes > 0 else { return blocks }
        let old = outdated.map { [Fact("Rule sets", Phrase($0.statement))] } ?? mixed(ruleSets)
        blocks += [AnswerLayout.block(fleet), .facts(facts(fleet) + old)]
        let sections = sections(fleet)
        blocks += sections.flatMap(\.blocks)
        if !nodes.isEmpty {
            blocks.append(.heading(2, "Node by node"))
            blocks += inOrder(nodes, of: fleet).flatMap(NodeLayout.short)
        }
        let sure: [FleetQuery] = sureness(fleet).isEmpty ? [] : [.confidences]
        let queries = ([.totals] + sections.map(\.query) + sure).sorted { $0.number < $1.number }
        blocks.append(.details(summary: "SQL behind the numbers", blocks: [.queries(queries)], inText: false))
        let legend =
            isFirstScreen ? "\(Legend.tiers); [n] --details prints the SQL that gives the number" : Legend.tiers
        return blocks + (isFirstScreen ? [.heading(2, "")] : []) + [.paragraph(.muted(legend))]
    }

    private struct Section {
        var query: FleetQuery
        var blocks: [Block]
    }

    private static func sections(_ fleet: FleetSummary) -> [Section] {
        func section(
            _ title: String, _ query: FleetQuery, _ table: Table?, _ charts: [Block] = [], note: Phrase = "",
            then more: [Block] = []
        ) -> Section? {
            guard let table else { return nil }
            let heading = Block.heading(2, "\(title) \(Phrase("[\(query.number)]", .note))")
            let notes: [Block] = note.isEmpty ? [] : [.paragraph(.muted(note.words))]
            return Section(query: query, blocks: [heading] + charts + [.table(table)] + notes + more)
        }
        return [
            section("Verdicts", .verdicts, FleetTables.verdicts(fleet), FleetCharts.cells(fleet)),
            section(
                "Disks over \(FullDisk.threshold) %", .disks, FleetTables.disks(fleet.disks),
                FleetCharts.disks(fleet.disks)),
            section("Nodes by what their plans free", .nodes, FleetTables.nodes(fleet.byFreed)),
            section(
                "Images by bytes stored twice", .images, FleetTables.images(fleet.images),
                FleetCharts.images(fleet.images),
                note: "shared layers are counted with each image, so the rows may add up to more than is stored twice"),
            section(
                "Nodes that could not be judged, by what is missing", .notJudged, FleetTables.causes(fleet.notJudged),
                then: FleetTables.commands(fleet.notJudged)),
            section("Set-ups", .configurations, FleetTables.configurations(fleet.configurations)),
            section("Changed since the snapshot before", .changes, FleetTables.changes(fleet.changes)),
            section("By label", .labels, FleetTables.labels(fleet.labels)),
        ].compactMap { $0 }
    }

    /// The nodes as the table of nodes ranks them.
    private static func inOrder(_ nodes: [Judgement], of fleet: FleetSummary) -> [Judgement] {
        var places: [FleetNode: Int] = [:]
        for (place, node) in fleet.byFreed.enumerated() { places[node] = place }
        let placed = nodes.enumerated().map { (places[FleetNode($1)] ?? .max, $0, $1) }
        return placed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private static func headline(_ fleet: FleetSummary) -> Phrase {
        guard fleet.nodes > 0 else { return "No node was judged: the input holds no bundle" }
        func nodes(_ verdicts: Verdict...) -> Int {
            fleet.verdicts.filter { verdicts.contains($0.verdict) }.reduce(0) { $0 + $1.nodes }
        }
        let twice = nodes(.duplicated, .partlyDuplicated)
        let old = fleet.storedTwiceInOldStores
        let bytes = fleet.duplicated
        let of = "of \(Noun("node", "nodes").counted(fleet.nodes))"
        var parts: [String] = []
        if twice + old > 0 {
            let verb = twice + old == 1 ? "stores" : "store"
            let sum = bytes.tier == nil ? "" : ", \(Bytes.text(bytes))"
            var stores = ""
            if old > 0 {
                let live = twice > 0 ? "\(Bytes.grouped(twice)) in live stores, \(Bytes.grouped(old)) " : ""
                stores = ": \(live)in stores left over"
            }
            parts.append("\(Bytes.grouped(twice + old)) \(of) \(verb) images twice\(sum)\(stores)")
        } else {
            parts.append("none \(of) is known to store images twice")
        }
        let left = nodes(.leftover) - old
        if left > 0 {
            parts.append("\(Bytes.grouped(left)) \(left == 1 ? "has" : "have") an old copy left over")
        }
        if nodes(.unknown) > 0 { parts.append("\(Bytes.grouped(nodes(.unknown))) could not be judged") }
        return Phrase(parts.joined(separator: "; "))
    }

    private static func facts(_ fleet: FleetSummary) -> [Fact] {
        let note = Phrase("[\(FleetQuery.totals.number)]", .note)
        let leftover = fleet.verdicts.first { $0.verdict == .leftover }?.duplicated ?? ByteSum()
        let part = leftover.bytes > 0 ? ", \(Bytes.text(leftover)) of it in stores left over" : ""
        var facts = next(fleet) + sureness(fleet)
        if fleet.duplicated.tier != nil {
            let sum = Phrase.strong(Bytes.text(fleet.duplicated))
            facts.append(Fact("Stored twice", "\(sum) on disks a second time\(part) \(note)"))
        }
        let freed = [
            (fleet.planned, "by the plans of the nodes, which spare what is in use"),
            (fleet.freeable, "by removing one side's copies, in use or not"),
        ].filter { $0.0.tier != nil }.map { "\(strong: Bytes.text($0)) \($1)" as Phrase }
        if !freed.isEmpty { facts.append(Fact("Frees", "\(.joined(freed, separator: "; ")) \(note)")) }
        if fleet.leftOver.tier != nil {
            facts.append(Fact("Left over", "\(strong: Bytes.text(fleet.leftOver)) that no list shows \(note)"))
        }
        return facts
    }

    /// Where to begin: the node whose plan frees most, else what would let a node be judged.
    private static func next(_ fleet: FleetSummary) -> [Fact] {
        if let first = fleet.byFreed.first, first.planned.bytes > 0 {
            let freed = Phrase.strong(Bytes.text(first.planned))
            return [Fact("Next", "begin with \(code: first.node), whose plan frees \(freed) (\(code: "--node"))")]
        }
        if let cause = MissingCause.first(fleet.notJudged) {
            return [Fact("Next", "on \(code: cause.example), run \(code: cause.settleWith): it could not be judged")]
        }
        if let most = fleet.byFreed.max(by: { $0.duplicated.bytes < $1.duplicated.bytes }), most.duplicated.bytes > 0 {
            let why: Phrase = "which stores most twice: no plan frees anything yet (\(code: "--node"))"
            return [Fact("Next", "look at \(code: most.node), \(why)")]
        }
        return [Fact("Next", "nothing to free")]
    }

    /// How many verdicts are how sure, where every node is known.
    private static func sureness(_ fleet: FleetSummary) -> [Fact] {
        guard fleet.byFreed.count == fleet.nodes else { return [] }
        let parts = Confidence.allCases.compactMap { confidence -> String? in
            let count = fleet.byFreed.count { $0.confidence == confidence }
            return count > 0 ? "\(Bytes.grouped(count)) \(confidence.title)" : nil
        }
        let note = Phrase("[\(FleetQuery.confidences.number)]", .note)
        return [Fact("How sure", "\(parts.joined(separator: ", ")) \(note)")]
    }

    /// Sums over the words of different rules are said to be that.
    private static func mixed(_ ruleSets: [String]) -> [Fact] {
        guard ruleSets.count > 1 else { return [] }
        let names = ruleSets.joined(separator: ", ")
        return [Fact("Rule sets", "\(names): judge the older snapshots again before the sums are compared")]
    }
}

extension MissingCause {
    /// The one to settle first; nil where no command is known.
    static func first(_ causes: [MissingCause]) -> MissingCause? {
        harmlessFirst(causes).first { !$0.settleWith.isEmpty }
    }

    /// The probe changes something on the node, for a moment, and every node that could not be judged lacks it.
    static func harmlessFirst(_ causes: [MissingCause]) -> [MissingCause] {
        causes.filter { $0.capture != "probe" } + causes.filter { $0.capture == "probe" }
    }
}
