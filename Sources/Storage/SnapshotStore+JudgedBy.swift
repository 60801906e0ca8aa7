import NodeModel

/// A snapshot and what was made of it so far.
public struct JudgedSnapshot: Sendable, Hashable {
    public var id: Int64
    public var node: String
    public var collectedAt: Timestamp
    /// Nil where it was never judged, as is everything below.
    public var verdict: Verdict?
    public var duplicatedBytes: Int64?
    public var ruleSet: String?
    /// Where a list goes on after it.
    public var place: JudgedPlace
}

/// A place in the order of nodes and their clocks.
public struct JudgedPlace: Sendable, Hashable {
    var node: Int64
    var time: Int64

    public static let start = JudgedPlace(node: .min, time: .min)
}

extension SnapshotStore {
    /// The rule sets that judged, sorted, with the number of snapshots; nil for those that none judged.
    public func ruleSets() throws -> [(ruleSet: String?, snapshots: Int)] {
        let list = try statement(
            """
            SELECT text.value, count(*) FROM snapshot LEFT JOIN judgement ON judgement.snapshot_id = snapshot.id
            LEFT JOIN text ON text.id = rule_set_id GROUP BY 1 ORDER BY 1
            """)
        var found: [(ruleSet: String?, snapshots: Int)] = []
        while try list.step() {
            found.append((list.isNull(0) ? nil : list.text(0), Int(list.integer(1))))
        }
        return found
    }

    /// Snapshots after a place, in the order of nodes and their clocks, so that each is judged after the one before it.
    ///
    /// - Parameters:
    ///   - ruleSet: leave those out that this one judged; nil for all.
    ///   - count: at most so many.
    public func snapshots(
        notJudgedBy ruleSet: String?, after place: JudgedPlace, count: Int
    ) throws -> [JudgedSnapshot] {
        let list = try statement(
            """
            SELECT snapshot.id, node.name, collected_at, verdict, duplicated_bytes, text.value, node_id
            FROM snapshot JOIN node ON node.id = node_id LEFT JOIN judgement ON judgement.snapshot_id = snapshot.id
            LEFT JOIN text ON text.id = rule_set_id
            WHERE (node_id, collected_at) > (?1, ?2) AND (?3 IS NULL OR text.value IS NOT ?3)
            ORDER BY node_id, collected_at LIMIT ?4
            """)
        list.bind(1, place.node)
        list.bind(2, place.time)
        if let ruleSet { list.bind(3, ruleSet) } else { list.bindNull(3) }
        list.bind(4, Int64(count))
        var found: [JudgedSnapshot] = []
        while try list.step() {
            found.append(
                JudgedSnapshot(
                    id: list.integer(0), node: list.text(1), collectedAt: Timestamp(seconds: list.integer(2)),
                    verdict: list.isNull(3) ? nil : Verdict(rawValue: list.text(3)),
                    duplicatedBytes: list.optionalInteger(4), ruleSet: list.isNull(5) ? nil : list.text(5),
                    place: JudgedPlace(node: list.integer(6), time: list.integer(2))))
        }
        return found
    }
}
