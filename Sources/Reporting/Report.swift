import NodeModel

/// Everything that a format writes: the judgements, and the fleet they make up.
public struct Report: Sendable {
    /// Nodes of a database up to which each is shown with its defence; of more, only the summaries are.
    ///
    /// To judge a node from its facts takes about a millisecond, and its proof about 20 kB of JSON.
    public static let detailLimit = 500

    /// By node, then machine, then time, then bundle; empty where the report is a summary.
    public let judgements: [Judgement]
    public let fleet: FleetSummary
    /// The rule sets that judged; more than one where a database was not judged again.
    public let ruleSets: [String]
    /// Whether the fleet is larger than `detailLimit`, so that nodes have summaries only.
    public let isSummary: Bool
    /// Nil where every verdict is the program's own.
    public let outdated: OutdatedVerdicts?
    private let stream: @Sendable ((NodeSummary) -> Void) -> Void
    private let imageStream: @Sendable ((DuplicateImage) -> Void) -> Void

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
        ruleSets = Set(judgements.map(\.ruleSet)).sorted()
        isSummary = false
        outdated = nil
        stream = { _ in }
        imageStream = { _ in }
    }

    /// A fleet too large to be in memory: its sums, and its nodes one at a time.
    ///
    /// - Parameters:
    ///   - nodes: calls its argument with each node in turn, sorted by name and machine.
    ///   - images: the same with each image that a node has in more than one store.
    public init(
        fleet: FleetSummary, ruleSets: [String], outdated: OutdatedVerdicts? = nil,
        nodes: @escaping @Sendable ((NodeSummary) -> Void) -> Void,
        images: @escaping @Sendable ((DuplicateImage) -> Void) -> Void
    ) {
        judgements = []
        self.fleet = fleet
        self.ruleSets = ruleSets
        isSummary = true
        self.outdated = outdated
        stream = nodes
        imageStream = images
    }

    /// The newest judgement of each node, by node; none where the report is a summary.
    public var latest: [Judgement] {
        judgements.indices.filter { Self.isLatest($0, of: judgements) }.map { judgements[$0] }
    }

    /// Each node in short, by node, whatever the size of the fleet.
    public func forEachNode(_ body: (NodeSummary) -> Void) {
        if isSummary { return stream(body) }
        for judgement in latest { body(NodeSummary(judgement)) }
    }

    /// Each image that a node has in more than one store, by node, whatever the size of the fleet.
    public func forEachImage(_ body: (DuplicateImage) -> Void) {
        if isSummary { return imageStream(body) }
        for judgement in latest {
            for image in judgement.images where image.stores.count > 1 { body(DuplicateImage(judgement, image)) }
        }
    }

    private static func isLatest(_ index: Int, of sorted: [Judgement]) -> Bool {
        index + 1 == sorted.count || !isOneNode(sorted[index + 1], sorted[index])
    }

    /// Two machines of one name are two nodes.
    private static func isOneNode(_ a: Judgement, _ b: Judgement) -> Bool {
        a.node == b.node && a.machine == b.machine
    }

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

/// Stored verdicts that are not of the program's own rules.
public struct OutdatedVerdicts: Sendable, Hashable {
    /// Nodes whose newest verdict is of other rules.
    public var nodes: Int
    /// Those other rule sets, sorted.
    public var ruleSets: [String]
    /// Nodes that have no verdict at all.
    public var notJudged: Int
    /// The program's rule set.
    public var current: String

    /// nil where there are none.
    public init?(nodesByRuleSet: [String: Int], notJudged: Int, current: String) {
        let others = nodesByRuleSet.filter { $0.key != current }
        guard !others.isEmpty || notJudged > 0 else { return nil }
        nodes = others.values.reduce(0, +)
        ruleSets = others.keys.sorted()
        self.notJudged = notJudged
        self.current = current
    }

    /// What is so, and the command that changes it.
    public var statement: String {
        var parts: [String] = []
        if nodes > 0 {
            let verdicts = nodes == 1 ? "1 verdict is" : "\(Bytes.grouped(nodes)) verdicts are"
            parts.append("\(verdicts) of rule set \(ruleSets.joined(separator: ", ")), this program has \(current)")
        }
        if notJudged > 0 {
            parts.append(notJudged == 1 ? "1 node is not judged" : "\(Bytes.grouped(notJudged)) nodes are not judged")
        }
        return parts.joined(separator: "; ") + ": twinstore judge --database FILE judges again"
    }
}
