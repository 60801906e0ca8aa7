import NodeModel

extension JSONWriter {
    /// The whole comparison: version 1. Every node is there, changed or not; what is not known is null.
    mutating func comparison(_ comparison: Comparison) {
        field("schemaVersion", 1)
        field("ruleSet", comparison.ruleSet)
        field("old", comparison.oldName)
        field("new", comparison.newName)
        object("summary") { summary in
            summary.field("nodes", comparison.nodes.count)
            summary.object("byKind", inline: true) { kinds in
                for kind in NodeComparison.Kind.allCases { kinds.field(kind.rawValue, comparison.count(kind)) }
            }
            summary.moved("duplicatedBytes", comparison.duplicated.before, comparison.duplicated.after)
            summary.moved("leftOver", comparison.leftOver.before, comparison.leftOver.after)
        }
        list("nodes", comparison.nodes) { $0.node($1) }
    }

    private mutating func node(_ node: NodeComparison) {
        field("node", node.node)
        field("kind", node.kind.rawValue)
        state("old", node.old)
        state("new", node.new)
        object("lists") { lists in
            lists.field("views", node.lists.views)
            lists.field("obstacles", node.lists.obstacles)
            lists.list("changes", node.lists.changes, inline: true) { writer, change in
                writer.field("names", change.names)
                writer.field("id", change.id.description)
                writer.object("fates", inline: true) { fates in
                    for (view, fate) in change.fates.sorted(by: { $0.key < $1.key }) {
                        fates.field(view, fate.rawValue)
                    }
                }
            }
        }
        if let deletion = node.deletion {
            object("deletion", inline: true) {
                $0.field("says", deletion.says.rawValue)
                $0.field("strength", deletion.strength.rawValue)
                $0.field("statement", deletion.statement)
            }
        } else {
            null("deletion")
        }
        list("storedTwice", node.twice, inline: true) { writer, image in
            writer.field("name", image.name)
            writer.field("configDigest", image.configDigest?.description)
            writer.moved("bytes", image.before, image.after)
        }
        list("residues", node.leftOver, inline: true) { writer, place in
            writer.field("kind", place.kind.rawValue)
            writer.field("path", place.path)
            writer.moved("bytes", place.before, place.after)
        }
    }

    private mutating func state(_ key: String, _ state: NodeComparison.State?) {
        guard let state else { return null(key) }
        object(key) { writer in
            writer.field("collectedAt", state.collectedAt.description)
            writer.object("source", inline: true) {
                $0.field("name", state.bundle.name)
                $0.field("sha256", state.bundle.sha256)
            }
            writer.field("verdict", state.verdict.rawValue)
            writer.field("confidence", state.confidence.rawValue)
            writer.field("headline", state.headline)
            writer.amount("duplicatedBytes", state.duplicated)
            writer.amount("leftOver", state.leftOver)
            writer.object("onDisk", inline: true) { stores in
                for (id, bytes) in state.onDisk.sorted(by: { $0.key < $1.key }) { stores.field(id, bytes) }
            }
        }
    }

    private mutating func moved(_ key: String, _ before: ByteSum?, _ after: ByteSum?) {
        object(key, inline: true) {
            $0.amount("before", before)
            $0.amount("after", after)
        }
    }

    /// null where there is no figure.
    mutating func amount(_ key: String, _ sum: ByteSum?) {
        guard let sum, let tier = sum.tier else { return null(key) }
        object(key, inline: true) {
            $0.field("bytes", sum.bytes)
            $0.field("tier", tier.rawValue)
        }
    }
}
