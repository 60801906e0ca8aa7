import NodeModel

/// Everything that a format writes: the judgements, and the fleet they make up. A pure function of the judgements.
public struct Report: Sendable, Equatable {
    /// By node, then machine, then time, then bundle.
    public let judgements: [Judgement]
    public let fleet: FleetSummary

    /// - Parameter changes: what changed on nodes whose earlier snapshots are not among the judgements.
    public init(judgements: [Judgement], changes: [VerdictChange] = []) {
        let sorted = Self.inOrder(judgements)
        var tally = FleetTally()
        for (index, judgement) in sorted.enumerated() where Self.isLatest(index, of: sorted) {
            let previous = index > 0 && Self.isOneNode(sorted[index - 1], judgement) ? sorted[index - 1] : nil
            tally.add(judgement, previous: previous)
        }
        tally.add(changes)
        self.judgements = sorted
        fleet = tally.summary(snapshots: sorted.count)
    }

    /// The newest judgement of each node, by node.
    public var latest: [Judgement] {
        judgements.indices.filter { Self.isLatest($0, of: judgements) }.map { judgements[$0] }
    }

    private static func isLatest(_ index: Int, of sorted: [Judgement]) -> Bool {
        index + 1 == sorted.count || !isOneNode(sorted[index + 1], sorted[index])
    }

    /// Two machines of one name are two nodes.
    private static func isOneNode(_ a: Judgement, _ b: Judgement) -> Bool {
        a.node == b.node && a.machine == b.machine
    }

    /// The rule sets that judged; more than one where a database was not judged again.
    public var ruleSets: [String] { Set(judgements.map(\.ruleSet)).sorted() }

    private static func inOrder(_ judgements: [Judgement]) -> [Judgement] {
        func isBefore(_ a: Judgement, _ b: Judgement) -> Bool {
            if !isOneNode(a, b) { return (a.node, a.machine) < (b.node, b.machine) }
            if a.collectedAt != b.collectedAt { return a.collectedAt < b.collectedAt }
            return (a.bundle.sha256, a.bundle.name) < (b.bundle.sha256, b.bundle.name)
        }
        let isSorted = zip(judgements, judgements.dropFirst()).allSatisfy { !isBefore($1, $0) }
        return isSorted ? judgements : judgements.sorted(by: isBefore)
    }
}
