import NodeModel

extension JSONWriter {
    /// How many entries of each ranking are written; every node is in `nodes` anyway.
    static let rankingLimit = 100

    /// The fleet of the contract. Sums are plain numbers, 0 where nothing went in; `…Tier` says how good they are.
    mutating func fleet(_ fleet: FleetSummary) {
        field("nodes", fleet.nodes)
        object("byVerdict") { verdicts in
            for count in fleet.verdicts { verdicts.field(count.verdict.rawValue, count.nodes) }
        }
        sum("duplicatedBytes", fleet.duplicated)
        sum("freeable", fleet.freeable)
        sum("planned", fleet.planned)
        sum("leftOver", fleet.leftOver)
        field("snapshots", fleet.snapshots)
        list("verdicts", fleet.verdicts, inline: true) { writer, count in
            writer.field("verdict", count.verdict.rawValue)
            writer.field("nodes", count.nodes)
            writer.sum("duplicatedBytes", count.duplicated)
            writer.sum("planned", count.planned)
            writer.sum("leftOver", count.leftOver)
        }
        ranking("images", fleet.images) { writer, image in
            writer.field("name", image.name)
            writer.field("configDigest", image.configDigest?.description)
            writer.field("nodes", image.nodes)
            writer.sum("duplicatedBytes", image.wasted)
        }
        ranking("nodesByFreed", fleet.byFreed.filter { $0.planned.bytes > 0 || $0.freeable.bytes > 0 }) {
            writer, node in
            writer.field("node", node.node)
            writer.field("verdict", node.verdict.rawValue)
            writer.sum("planned", node.planned)
            writer.sum("freeable", node.freeable)
            writer.sum("duplicatedBytes", node.duplicated)
        }
        ranking("notJudged", fleet.notJudged) { writer, cause in
            writer.field("capture", cause.capture)
            writer.field("why", cause.why)
            writer.field("settleWith", cause.settleWith)
            writer.field("nodes", cause.nodes)
            writer.field("example", cause.example)
        }
        ranking("disks", fleet.disks) { writer, disk in
            writer.field("node", disk.node)
            writer.field("path", disk.path)
            writer.field("device", disk.device)
            writer.field("percent", disk.percent)
            writer.field("percentAfter", disk.percentAfter)
            writer.sum("planned", disk.planned)
            writer.field("isOneOfSeveral", disk.isOneOfSeveral)
        }
        ranking("labels", fleet.labels) { writer, group in
            writer.field("key", group.key)
            writer.field("value", group.value)
            writer.field("nodes", group.nodes)
            writer.field("wasteful", group.wasteful)
            writer.sum("duplicatedBytes", group.duplicated)
            writer.sum("planned", group.planned)
        }
        ranking("configurations", fleet.configurations) { writer, configuration in
            writer.field("description", configuration.description)
            writer.field("nodes", configuration.nodes)
            writer.field("example", configuration.example)
            writer.field("isOutlier", configuration.isOutlier)
        }
        ranking("changes", fleet.changes) { writer, change in
            writer.field("node", change.node)
            writer.field("kind", change.kind.rawValue)
            writer.field("from", change.from.rawValue)
            writer.field("to", change.to.rawValue)
            writer.field("before", change.before.description)
            writer.field("after", change.after.description)
        }
        list("queries", FleetQuery.all) { writer, query in
            writer.field("name", query.name)
            writer.field("title", query.title)
            writer.field("sql", query.sql)
        }
    }

    /// A node of a fleet that is too large for every node's defence.
    mutating func summary(_ node: NodeSummary) {
        field("node", node.node)
        field("collectedAt", node.collectedAt.description)
        object("source") {
            $0.field("name", node.bundle.name)
            $0.field("sha256", node.bundle.sha256)
        }
        field("machine", node.machine)
        field("verdict", node.verdict.rawValue)
        field("confidence", node.confidence.rawValue)
        field("relation", node.relation.rawValue)
        field("headline", node.headline)
        field("next", PlanLayout.next(node))
        amount("duplicatedBytes", node.duplicated)
        object("freedByRemoving") {
            $0.amount("docker", node.freedDocker)
            $0.amount("cri", node.freedCRI)
        }
        amount("planned", node.planned)
        amount("leftOver", node.leftOver)
        field("detail", "summary")
    }

    private mutating func sum(_ key: String, _ sum: ByteSum) {
        field(key, sum.bytes)
        field(key + "Tier", sum.tier?.rawValue)
    }

    /// The first entries, and how many more there are.
    private mutating func ranking<Item>(
        _ key: String, _ items: [Item], _ body: (inout JSONWriter, Item) -> Void
    ) {
        list(key, items.prefix(Self.rankingLimit), inline: true, body)
        field(key + "LeftOut", max(0, items.count - Self.rankingLimit))
    }
}
