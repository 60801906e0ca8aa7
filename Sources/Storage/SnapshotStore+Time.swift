import NodeModel

extension SnapshotStore {
    /// The node's snapshot before that one, by the node's own clock; nil where it is the first.
    public func predecessor(of snapshotID: Int64) throws -> Int64? {
        try neighbour(of: snapshotID, "other.collected_at < this.collected_at ORDER BY other.collected_at DESC")
    }

    /// The node's snapshot after that one, by the node's own clock; nil where it is the newest.
    public func successor(of snapshotID: Int64) throws -> Int64? {
        try neighbour(of: snapshotID, "other.collected_at > this.collected_at ORDER BY other.collected_at")
    }

    private func neighbour(of snapshotID: Int64, _ condition: String) throws -> Int64? {
        let find = try statement(
            """
            SELECT other.id FROM snapshot AS this JOIN snapshot AS other ON other.node_id = this.node_id
            WHERE this.id = ? AND \(condition) LIMIT 1
            """)
        find.bind(1, snapshotID)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.integer(0)
    }

    /// Each node's newest snapshot that is no newer than that, sorted by node and machine.
    public func snapshots(node: String? = nil, upTo moment: Timestamp) throws -> [SnapshotSummary] {
        let all = try snapshots(node: node).filter { $0.collectedAt <= moment }
        return all.indices.filter { index in
            index + 1 == all.count || all[index].node != all[index + 1].node
                || all[index].machine != all[index + 1].machine
        }.map { all[$0] }
    }
}
