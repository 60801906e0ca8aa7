import NodeModel

/// Everything that a format writes: the judgements, and the fleet they make up. A pure function of the judgements.
public struct Report: Sendable, Equatable {
    /// By node, then time, then bundle.
    public let judgements: [Judgement]
    public let fleet: FleetSummary

    public init(judgements: [Judgement]) {
        let sorted = Self.inOrder(judgements)
        var tally = FleetTally()
        for (index, judgement) in sorted.enumerated() {
            let previous = index > 0 && sorted[index - 1].node == judgement.node ? sorted[index - 1] : nil
            let isLatest = index + 1 == sorted.count || sorted[index + 1].node != judgement.node
            if isLatest { tally.add(judgement, previous: previous) }
        }
        self.judgements = sorted
        fleet = tally.summary(snapshots: sorted.count)
    }

    /// The newest judgement of each node, by node.
    public var latest: [Judgement] {
        judgements.indices.filter {
            $0 + 1 == judgements.count || judgements[$0 + 1].node != judgements[$0].node
        }.map { judgements[$0] }
    }

    /// The rule sets that judged; more than one where a database was not judged again.
    public var ruleSets: [String] { Set(judgements.map(\.ruleSet)).sorted() }

    private static func inOrder(_ judgements: [Judgement]) -> [Judgement] {
        func isBefore(_ a: Judgement, _ b: Judgement) -> Bool {
            if a.node != b.node { return a.node < b.node }
            if a.collectedAt != b.collectedAt { return a.collectedAt < b.collectedAt }
            return (a.bundle.sha256, a.bundle.name) < (b.bundle.sha256, b.bundle.name)
        }
        let isSorted = zip(judgements, judgements.dropFirst()).allSatisfy { !isBefore($1, $0) }
        return isSorted ? judgements : judgements.sorted(by: isBefore)
    }
}
