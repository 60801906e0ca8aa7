import NodeModel

/// One judgement as one line of JSON: what a query engine takes in bulk; `facts-v1.schema.json` describes it.
///
/// The keys of a node in the report's JSON, and in front of them what the report says once for all of its nodes.
public enum FactsLine {
    /// The line with its line feed. The same judgement gives the same bytes.
    public static func bytes(_ judgement: Judgement) -> [UInt8] {
        var line: [UInt8] = []
        var output = Output { line += $0 }
        var writer = JSONWriter(output)
        writer.object(inline: true) { writer in
            writer.field("schemaVersion", 1)
            writer.field("ruleSet", judgement.ruleSet)
            writer.judgement(judgement)
        }
        output = writer.output
        output.finish()
        return line
    }
}
