import NodeModel

/// One node in full, or the fleet with its nodes in short.
enum ReportLayout {
    /// With more nodes than this, they are rows of a table only.
    static let nodesInShort = 20

    /// - Parameter isFirstScreen: what a terminal has room for, of a node.
    static func blocks(_ report: Report, isFirstScreen: Bool = false) -> [Block] {
        let latest = report.latest
        if latest.count == 1 {
            let node = latest.flatMap(isFirstScreen ? FirstScreen.blocks : NodeLayout.full)
            return node + history(report) + (isFirstScreen ? FirstScreen.footer : [])
        }
        let nodes = latest.count > nodesInShort ? [] : latest
        return FleetLayout.blocks(
            report.fleet, nodes: nodes, ruleSets: report.ruleSets, outdated: report.outdated,
            isFirstScreen: isFirstScreen)
    }

    private static func history(_ report: Report) -> [Block] {
        let earlier = report.judgements.dropLast().reversed()
        guard !earlier.isEmpty else { return [] }
        let rows = earlier.map { judgement in
            Table.Row(cells: [
                Phrase(judgement.collectedAt.description), .verdict(judgement.verdict),
                Phrase(judgement.confidence.title), Phrase(Bytes.text(judgement.duplicatedBytes)),
            ])
        }
        let columns: [Table.Column] = [
            .text("collected"), .text("verdict"), .text("how sure"), .number("stored twice"),
        ]
        let noun = Noun("snapshot", "snapshots")
        return [.heading(2, "Earlier snapshots"), .table(Table(columns: columns, rows: rows, shown: 5, noun: noun))]
    }
}
