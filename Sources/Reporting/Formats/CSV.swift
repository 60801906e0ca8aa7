import NodeModel

extension ReportFormat {
    /// For a spreadsheet: one record a node, its newest snapshot. Bytes are plain numbers, each beside its tier.
    public static let csv = ReportFormat(
        name: "csv", fileExtension: "csv", summary: "for a spreadsheet: a record a node, its newest snapshot",
        showsRankings: false
    ) { report, _, output in
        var writer = CSVWriter(output)
        writer.record(CSVNode.columns.map { .text($0) })
        report.forEachNode { writer.record(CSVNode.fields($0)) }
        output = writer.output
    }
}

/// A node as a record: what the database's view `node_verdict` has too. Columns may be added at the end, none is renamed.
private enum CSVNode {
    static let columns = [
        "node", "machine", "collected_at", "verdict", "confidence", "relation", "headline", "duplicated_bytes",
        "duplicated_tier", "freed_docker_bytes", "freed_docker_tier", "freed_cri_bytes", "freed_cri_tier",
        "planned_bytes", "planned_tier", "left_over_bytes", "left_over_tier", "bundle", "bundle_sha256",
        "next",
    ]

    static func fields(_ node: NodeSummary) -> [CSVWriter.Field] {
        let sums = [node.duplicated, node.freedDocker, node.freedCRI, node.planned, node.leftOver]
        return [
            .text(node.node), .text(node.machine), .text(node.collectedAt.description), .text(node.verdict.rawValue),
            .text(node.confidence.rawValue), .text(node.relation.rawValue), .text(node.headline),
        ] + sums.flatMap([CSVWriter.Field].figure) + [
            .text(node.bundle.name), .text(node.bundle.sha256), .text(PlanLayout.next(node)),
        ]
    }
}

extension [CSVWriter.Field] {
    /// Bytes and their tier, both empty where there is no figure.
    static func figure(_ sum: ByteSum) -> Self {
        sum.tier.map { [.number(sum.bytes), .text($0.rawValue)] } ?? [.empty, .empty]
    }
}
