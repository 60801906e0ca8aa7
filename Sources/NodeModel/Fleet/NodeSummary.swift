/// A judgement without its defence: what a report says of a node where the fleet is too large to show every proof.
public struct NodeSummary: Sendable, Hashable {
    public var node: String
    /// Hash of the machine id; empty where it is not known.
    public var machine: String
    public var collectedAt: Timestamp
    public var bundle: BundleIdentity
    public var verdict: Verdict
    public var confidence: Confidence
    public var relation: Relation
    public var headline: String
    /// Bytes held a second time.
    public var duplicated: ByteSum
    /// What removing Docker's copies gives back, in use or not.
    public var freedDocker: ByteSum
    /// What removing the kubelet's copies gives back, in use or not.
    public var freedCRI: ByteSum
    /// What the plan gives back.
    public var planned: ByteSum
    /// What no list shows.
    public var leftOver: ByteSum

    public init(
        node: String, machine: String, collectedAt: Timestamp, bundle: BundleIdentity, verdict: Verdict,
        confidence: Confidence, relation: Relation, headline: String, duplicated: ByteSum, freedDocker: ByteSum,
        freedCRI: ByteSum, planned: ByteSum, leftOver: ByteSum
    ) {
        self.node = node
        self.machine = machine
        self.collectedAt = collectedAt
        self.bundle = bundle
        self.verdict = verdict
        self.confidence = confidence
        self.relation = relation
        self.headline = headline
        self.duplicated = duplicated
        self.freedDocker = freedDocker
        self.freedCRI = freedCRI
        self.planned = planned
        self.leftOver = leftOver
    }

    public init(_ judgement: Judgement) {
        self.init(
            node: judgement.node, machine: judgement.machine, collectedAt: judgement.collectedAt,
            bundle: judgement.bundle, verdict: judgement.verdict, confidence: judgement.confidence,
            relation: judgement.relation, headline: judgement.headline,
            duplicated: ByteSum(judgement.duplicatedBytes),
            freedDocker: ByteSum(judgement.freedByRemoving[.docker]),
            freedCRI: ByteSum(judgement.freedByRemoving[.cri]), planned: judgement.planned,
            leftOver: judgement.leftOver)
    }
}
