import NodeModel

extension ReportFormat {
    /// For a spreadsheet: one record a node, its newest snapshot. Bytes are plain numbers, each beside its tier.
    public static let csv = ReportFormat(
        name: "csv", fileExtension: "csv", summary: "for a spreadsheet: a record a node, its newest snapshot"
    ) { report, _, output in
        var writer = CSVWriter(output)
        writer.record(CSVNode.columns.map { .text($0) })
        for node in report.latest { writer.record(CSVNode.fields(node)) }
        output = writer.output
    }
}

/// A node as a record; columns may be added at the end, none is renamed.
private enum CSVNode {
    static let columns = [
        "node", "machine", "collected_at", "verdict", "confidence", "relation", "headline", "next", "images_twice",
        "duplicated_bytes", "duplicated_tier", "freed_docker_bytes", "freed_docker_tier", "freed_cri_bytes",
        "freed_cri_tier", "plan_steps", "plan_frees_bytes", "plan_frees_tier", "left_over_bytes", "left_over_tier",
        "contradictions", "missing", "labels", "bundle", "bundle_sha256", "collector_version", "rule_set",
    ]

    static func fields(_ node: Judgement) -> [CSVWriter.Field] {
        var fields: [CSVWriter.Field] = [
            .text(node.node), .text(node.machine), .text(node.collectedAt.description), .text(node.verdict.rawValue),
            .text(node.confidence.rawValue), .text(node.relation.rawValue), .text(node.headline),
            .text(PlanLayout.next(node)?.words ?? ""), .number(Int64(node.images.count { $0.stores.count > 1 })),
        ]
        fields += .figure(ByteSum(node.duplicatedBytes))
        for side in [Side.docker, .cri] { fields += .figure(ByteSum(node.freedByRemoving[side])) }
        fields.append(.number(Int64(node.plan.count)))
        fields += .figure(node.planned) + .figure(node.leftOver)
        let labels = node.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return fields + [
            .number(Int64(node.contradictions.count)), .text(node.missing.map(\.capture).joined(separator: " ")),
            .text(labels.joined(separator: ";")), .text(node.bundle.name), .text(node.bundle.sha256),
            .text(node.collectorVersion), .text(node.ruleSet),
        ]
    }
}

extension [CSVWriter.Field] {
    /// Bytes and their tier, both empty where there is no figure.
    static func figure(_ sum: ByteSum) -> Self {
        sum.tier.map { [.number(sum.bytes), .text($0.rawValue)] } ?? [.empty, .empty]
    }
}

extension Phrase {
    /// The words without their styles.
    var words: String { spans.map(\.text).joined() }
}
