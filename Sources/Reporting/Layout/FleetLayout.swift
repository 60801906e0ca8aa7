import NodeModel

/// What a report says about many nodes: sums, then the top of each ranking, then where the numbers come from.
enum FleetLayout {
    /// Rows of a ranking that a layout makes at all; a format shows fewer.
    static let top = 100

    static func blocks(_ fleet: FleetSummary, nodes: [Judgement], ruleSets: [String]) -> [Block] {
        var blocks: [Block] = [.heading(1, headline(fleet))]
        guard fleet.nodes > 0 else { return blocks }
        blocks += [AnswerLayout.block(fleet), .facts(facts(fleet) + mixed(ruleSets))]
        blocks += section("Verdicts", .verdicts, FleetTables.verdicts(fleet), FleetCharts.cells(fleet))
        blocks += section(
            "Disks over \(FullDisk.threshold) %", .disks, FleetTables.disks(fleet.disks), FleetCharts.disks(fleet.disks)
        )
        blocks += section("Nodes by what their plans free", .nodes, FleetTables.nodes(fleet.byFreed))
        blocks += section(
            "Images by bytes stored twice, shared layers counted with each", .images, FleetTables.images(fleet.images),
            FleetCharts.images(fleet.images))
        blocks += section(
            "Nodes that could not be judged, by what is missing", .notJudged, FleetTables.causes(fleet.notJudged))
        blocks += section("Set-ups", .configurations, FleetTables.configurations(fleet.configurations))
        blocks += section("Changed since the snapshot before", .changes, FleetTables.changes(fleet.changes))
        blocks += section("By label", .labels, FleetTables.labels(fleet.labels))
        if !nodes.isEmpty {
            blocks.append(.heading(2, "Node by node"))
            blocks += nodes.flatMap(NodeLayout.short)
        }
        blocks.append(
            .details(
                summary: "SQL behind the numbers", blocks: [.queries(FleetQuery.all)], inText: true))
        blocks.append(.paragraph(.muted(Legend.tiers)))
        return blocks
    }

    private static func headline(_ fleet: FleetSummary) -> Phrase {
        guard fleet.nodes > 0 else { return "No node was judged: the input holds no bundle" }
        func nodes(_ verdicts: Verdict...) -> Int {
            fleet.verdicts.filter { verdicts.contains($0.verdict) }.reduce(0) { $0 + $1.nodes }
        }
        let twice = nodes(.duplicated, .partlyDuplicated)
        var bytes = ByteSum()
        for count in fleet.verdicts where count.verdict == .duplicated || count.verdict == .partlyDuplicated {
            bytes.add(count.duplicated)
        }
        let of = "of \(Noun("node", "nodes").counted(fleet.nodes))"
        var parts: [String] = []
        if twice > 0 {
            let verb = twice == 1 ? "stores" : "store"
            parts.append("\(Bytes.grouped(twice)) \(of) \(verb) images twice: \(Bytes.text(bytes))")
        } else {
            parts.append("none \(of) is known to store images twice")
        }
        if nodes(.leftover) > 0 {
            parts.append(
                "\(Bytes.grouped(nodes(.leftover))) \(nodes(.leftover) == 1 ? "has" : "have") an old copy left over")
        }
        if nodes(.unknown) > 0 { parts.append("\(Bytes.grouped(nodes(.unknown))) could not be judged") }
        return Phrase(parts.joined(separator: "; "))
    }

    private static func facts(_ fleet: FleetSummary) -> [Fact] {
        let note = Phrase("[\(FleetQuery.totals.number)]", .note)
        var facts = [
            Fact(
                "Stored twice",
                "\(strong: Bytes.text(fleet.duplicated)) on disks a second time, in left-over stores too \(note)"),
            Fact(
                "Frees",
                """
                \(strong: Bytes.text(fleet.planned)) by the plans of the nodes, which spare what is in use; \
                \(strong: Bytes.text(fleet.freeable)) by removing one side's copies, in use or not \(note)
                """),
        ]
        if fleet.leftOver.tier != nil {
            facts.append(Fact("Left over", "\(strong: Bytes.text(fleet.leftOver)) that no list shows \(note)"))
        }
        return facts
    }

    /// Sums over the words of different rules are said to be that.
    private static func mixed(_ ruleSets: [String]) -> [Fact] {
        guard ruleSets.count > 1 else { return [] }
        let names = ruleSets.joined(separator: ", ")
        return [Fact("Rule sets", "\(names): judge the older snapshots again before the sums are compared")]
    }

    private static func section(_ title: String, _ query: FleetQuery, _ table: Table?, _ charts: [Block] = [])
        -> [Block]
    {
        guard let table else { return [] }
        return [.heading(2, "\(title) \(Phrase("[\(query.number)]", .note))")] + charts + [.table(table)]
    }
}
