import NodeModel

/// Nodes at two moments beside each other: what `twinstore compare` writes. A pure function of the judgements.
public struct Comparison: Sendable, Equatable {
    /// What the operator named: a bundle, a database, a date.
    public let oldName: String
    public let newName: String
    public let ruleSet: String
    /// By node, then machine.
    public let nodes: [NodeComparison]

    public init(oldName: String, newName: String, ruleSet: String, nodes: [NodeComparison]) {
        self.oldName = oldName
        self.newName = newName
        self.ruleSet = ruleSet
        self.nodes = nodes.sorted { ($0.node, $0.machine) < ($1.node, $1.machine) }
    }

    public func count(_ kinds: NodeComparison.Kind...) -> Int { nodes.count { kinds.contains($0.kind) } }

    /// Nodes that are there at both moments.
    public var inBoth: [NodeComparison] { nodes.filter { $0.old != nil && $0.new != nil } }

    /// Sums of the nodes that are there at both moments.
    public var duplicated: (before: ByteSum, after: ByteSum) { sums(\.duplicated) }
    public var leftOver: (before: ByteSum, after: ByteSum) { sums(\.leftOver) }

    private func sums(_ figure: KeyPath<NodeComparison.State, ByteSum>) -> (before: ByteSum, after: ByteSum) {
        var (before, after) = (ByteSum(), ByteSum())
        for node in inBoth {
            node.old.map { before.add($0[keyPath: figure]) }
            node.new.map { after.add($0[keyPath: figure]) }
        }
        return (before, after)
    }
}

extension Bytes {
    /// `−68.2 MB` for what went, `+68.2 MB` for what came, `0 B` where nothing did.
    static func change(from before: Int64, to after: Int64) -> String {
        let (difference, overflow) = after.subtractingReportingOverflow(before)
        guard !overflow, difference != .min else { return "–" }
        if difference == 0 { return text(0) }
        return (difference < 0 ? "−" : "+") + text(abs(difference))
    }
}
