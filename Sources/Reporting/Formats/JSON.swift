import NodeModel

extension ReportFormat {
    /// For scripts: version 1 of the contract, `report-v1.schema.json`. Keys are always there and in this order;
    /// what is not known is null. Beyond `Report.detailLimit` nodes of a database, a node is its summary, a line each.
    public static let json = ReportFormat(
        name: "json", fileExtension: "json",
        summary: "everything, for scripts; described by a JSON Schema"
    ) { report, _, output in
        var writer = JSONWriter(output)
        writer.object { writer in
            writer.field("schemaVersion", 1)
            writer.field("ruleSet", report.ruleSets.joined(separator: ","))
            if report.isSummary {
                writer.list("nodes", forEach: report.forEachNode) { $0.summary($1) }
            } else {
                writer.list("nodes", report.judgements) { $0.judgement($1) }
            }
            if let outdated = report.outdated { writer.field("outdated", outdated.statement) }
            writer.object("fleet") { $0.fleet(report.fleet) }
        }
        output = writer.output
    }
}
