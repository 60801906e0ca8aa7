import NodeModel

/// What a database says of all nodes, read from sums that were made when their judgements were stored.
public struct StoredFleet: Sendable {
    public var summary: FleetSummary
    /// Nodes by the rule set that judged their newest snapshot.
    public var ruleSets: [String: Int]
    /// Nodes whose newest snapshot was not judged: the summary leaves them out.
    public var notJudged: Int
}

extension SnapshotStore {
    /// Nodes with a snapshot.
    public func nodeCount() throws -> Int { Int(try connection.integer("SELECT count(*) FROM node") ?? 0) }

    /// Nodes by the rule set that judged their newest snapshot, and how many were not judged.
    public func nodesByRuleSet() throws -> (nodes: [String: Int], notJudged: Int) {
        let list = try connection.prepare(
            """
            SELECT rule_set_id, count(*) FROM node LEFT JOIN judgement_total ON snapshot_id = latest_snapshot_id
            GROUP BY rule_set_id
            """)
        var nodes: [String: Int] = [:]
        var notJudged = 0
        while try list.step() {
            let count = Int(list.integer(1))
            if list.isNull(0) { notJudged = count } else { nodes[try words.text(list.integer(0))] = count }
        }
        return (nodes, notJudged)
    }

    /// The fleet by each node's newest snapshot, as it was judged when it was stored.
    ///
    /// - Parameter withRankings: whether images, causes, labels, disks and changes are read, or sums and nodes only.
    public func fleet(withRankings: Bool = true) throws -> StoredFleet {
        var tally = FleetTally()
        var latest = LatestNodes()
        try addNodes(to: &tally, &latest)
        if withRankings {
            try addImages(to: &tally)
            try addCauses(to: &tally)
            try addLabels(to: &tally, latest)
            try addDisks(to: &tally, latest)
            tally.add(try changes(latest))
        }
        var ruleSets: [String: Int] = [:]
        for (id, nodes) in latest.ruleSets { ruleSets[try words.text(id), default: 0] += nodes }
        return StoredFleet(
            summary: tally.summary(snapshots: latest.nodes.count), ruleSets: ruleSets, notJudged: latest.notJudged)
    }

    /// Each node by its newest judged snapshot, sorted by name and machine, one at a time.
    public func forEachNodeSummary(_ body: (NodeSummary) throws -> Void) throws {
        let list = try connection.prepare(
            """
            SELECT node.name, machine, collected_at, bundle_name, bundle_sha256, judgement.verdict,
                judgement.confidence, relation, headline, judgement.duplicated_bytes, judgement.duplicated_tier,
                freed_docker_bytes, freed_docker_tier, freed_cri_bytes, freed_cri_tier, planned_bytes, planned_tier,
                left_over_bytes, left_over_tier
            FROM node JOIN snapshot ON snapshot.id = latest_snapshot_id
            JOIN judgement ON judgement.snapshot_id = latest_snapshot_id
            JOIN judgement_total AS total ON total.snapshot_id = latest_snapshot_id ORDER BY node.name, machine
            """)
        while try list.step() {
            var row = RowReader(list, words)
            let node = NodeSummary(
                node: row.text(), machine: row.text(), collectedAt: Timestamp(seconds: row.integer()),
                bundle: BundleIdentity(name: row.text(), sha256: row.text()),
                verdict: try row.vocabulary(Verdict.self), confidence: try row.vocabulary(Confidence.self),
                relation: try row.vocabulary(Relation.self), headline: row.text(), duplicated: try row.sum(),
                freedDocker: try row.sum(), freedCRI: try row.sum(), planned: try row.sum(), leftOver: try row.sum())
            try body(node)
        }
    }

    /// The newest judged snapshots, and what else is found of them by their numbers.
    private struct LatestNodes {
        var nodes: [FleetNode] = []
        /// Places in `nodes` by snapshot.
        var places: [Int64: Int] = [:]
        var ruleSets: [Int64: Int] = [:]
        var notJudged = 0
    }

    private func addNodes(to tally: inout FleetTally, _ latest: inout LatestNodes) throws {
        let list = try connection.prepare(
            """
            SELECT latest_snapshot_id, rule_set_id, set_up_id, node.name, collected_at, verdict, confidence,
                duplicated_bytes, duplicated_tier, freeable_bytes, freeable_tier, planned_bytes, planned_tier,
                left_over_bytes, left_over_tier
            FROM node JOIN snapshot ON snapshot.id = latest_snapshot_id
            LEFT JOIN judgement_total ON snapshot_id = latest_snapshot_id ORDER BY node.name, machine
            """)
        var setUps: [Int64: Configuration] = [:]
        while try list.step() {
            var row = RowReader(list, words)
            let snapshot = row.integer()
            guard let ruleSet = row.optionalInteger() else {
                latest.notJudged += 1
                continue
            }
            let setUp = row.integer()
            let node = FleetNode(
                node: row.text(), collectedAt: Timestamp(seconds: row.integer()),
                verdict: try row.vocabulary(Verdict.self), confidence: try row.vocabulary(Confidence.self),
                duplicated: try row.sum(), freeable: try row.sum(), planned: try row.sum(), leftOver: try row.sum())
            latest.ruleSets[ruleSet, default: 0] += 1
            setUps[setUp, default: Configuration(description: "", example: node.node)].nodes += 1
            latest.places[snapshot] = latest.nodes.count
            latest.nodes.append(node)
            tally.add(node)
        }
        for (id, setUp) in setUps {
            tally.add(Configuration(description: try words.text(id), nodes: setUp.nodes, example: setUp.example))
        }
    }

    private func addImages(to tally: inout FleetTally) throws {
        let list = try connection.prepare(
            "SELECT names_id, config_id, nodes, estimated_nodes, bound_nodes, high, low FROM fleet_image_sum WHERE nodes > 0"
        )
        while try list.step() {
            var row = RowReader(list, words)
            let names = try row.words()
            let config = try row.optionalDigest()
            let nodes = row.int()
            let (estimated, bound) = (row.int(), row.int())
            let tier: Tier = bound > 0 ? .bound : estimated > 0 ? .estimated : .exact
            let (high, overflow) = row.integer().multipliedReportingOverflow(by: 1 << 32)
            let (bytes, alsoOverflow) = high.addingReportingOverflow(row.integer())
            tally.add(
                imageNamed: names, config, nodes: nodes,
                wasted: ByteSum(bytes: overflow || alsoOverflow ? .max : bytes, tier: tier))
        }
    }

    private func addCauses(to tally: inout FleetTally) throws {
        let list = try connection.prepare(
            """
            SELECT capture_id, why_id, settle_with_id, count(DISTINCT latest_snapshot_id), min(node.name)
            FROM judgement_total AS total JOIN node ON latest_snapshot_id = total.snapshot_id
            JOIN judged_missing AS missing ON missing.snapshot_id = total.snapshot_id
            WHERE verdict = 'unknown' AND rule_id IS NULL GROUP BY capture_id, why_id, settle_with_id
            """)
        while try list.step() {
            var row = RowReader(list, words)
            tally.add(
                MissingCause(
                    capture: try row.word(), why: try row.word(), settleWith: try row.word(), nodes: row.int(),
                    example: row.text()))
        }
    }

    private func addLabels(to tally: inout FleetTally, _ latest: LatestNodes) throws {
        struct Label: Hashable {
            let key: Int64
            let value: Int64
        }
        let list = try connection.prepare("SELECT snapshot_id, key_id, value_id FROM snapshot_label")
        var groups: [Label: LabelGroup] = [:]
        while try list.step() {
            guard let place = latest.places[list.integer(0)] else { continue }
            let label = Label(key: list.integer(1), value: list.integer(2))
            groups[label, default: LabelGroup(key: "", value: "")].add(latest.nodes[place])
        }
        for (label, sums) in groups {
            var group = sums
            group.key = try words.text(label.key)
            group.value = try words.text(label.value)
            tally.add(group)
        }
    }

    private func addDisks(to tally: inout FleetTally, _ latest: LatestNodes) throws {
        let list = try connection.prepare(
            "SELECT snapshot_id, path_id, device_id, bytes, used, available, is_one_of_several FROM judged_full_disk")
        var disks: [(place: Int, disk: FullDisk)] = []
        while try list.step() {
            var row = RowReader(list, words)
            guard let place = latest.places[row.integer()] else { continue }
            let disk = FullDisk(
                node: latest.nodes[place].node, path: try row.word(), device: try row.word(), bytes: row.integer(),
                used: row.integer(), available: row.integer(), planned: latest.nodes[place].planned,
                isOneOfSeveral: row.flag())
            disks.append((place, disk))
        }
        // In the order of nodes, so that two of one name do not change places.
        for (_, disk) in disks.sorted(by: { $0.place < $1.place }) { tally.add(disk) }
    }

    private func changes(_ latest: LatestNodes) throws -> [VerdictChange] {
        // In the order of an index, so that the snapshot before is the row before.
        let list = try connection.prepare(
            "SELECT node_id, id, collected_at FROM snapshot ORDER BY node_id, collected_at")
        let find = try statement("SELECT verdict, duplicated_bytes FROM judgement_total WHERE snapshot_id = ?")
        var changes: [(place: Int, change: VerdictChange)] = []
        var before: (node: Int64, snapshot: Int64, at: Int64)?
        while try list.step() {
            let this = (node: list.integer(0), snapshot: list.integer(1), at: list.integer(2))
            defer { before = this }
            guard let before, before.node == this.node, let place = latest.places[this.snapshot] else { continue }
            find.bind(1, before.snapshot)
            guard try find.step() else { continue }
            defer { find.reset() }
            var row = RowReader(find, words)
            let old = VerdictChange.Side(
                verdict: try row.vocabulary(Verdict.self), bytes: row.optionalInteger() ?? 0,
                at: Timestamp(seconds: before.at))
            let node = latest.nodes[place]
            let new = VerdictChange.Side(
                verdict: node.verdict, bytes: node.duplicated.bytes, at: node.collectedAt)
            if let change = VerdictChange(node: node.node, from: old, to: new) { changes.append((place, change)) }
        }
        return changes.sorted { $0.place < $1.place }.map(\.change)
    }
}
