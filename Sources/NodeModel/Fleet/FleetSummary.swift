/// What many nodes have in common: each node counts once, by its newest snapshot.
public struct FleetSummary: Sendable, Equatable {
    public internal(set) var nodes = 0
    public internal(set) var snapshots = 0
    /// Verdicts that occur, worst first.
    public internal(set) var verdicts: [VerdictCount] = []
    /// Bytes that are on a disk a second time.
    public internal(set) var duplicated = ByteSum()
    /// What removing one side's copies gives back, on the side that gives more, in use or not.
    public internal(set) var freeable = ByteSum()
    /// What the plans of the nodes give back: only what may be removed.
    public internal(set) var planned = ByteSum()
    /// What no list shows.
    public internal(set) var leftOver = ByteSum()
    /// Most wasted bytes first.
    public internal(set) var images: [FleetImage] = []
    /// Most freed bytes first, every node once.
    public internal(set) var byFreed: [FleetNode] = []
    /// Most nodes first.
    public internal(set) var notJudged: [MissingCause] = []
    /// Most freed bytes first; a label that nearly every node has for itself is left out.
    public internal(set) var labels: [LabelGroup] = []
    /// Fullest first.
    public internal(set) var disks: [FullDisk] = []
    /// Most nodes first.
    public internal(set) var configurations: [Configuration] = []
    /// By node.
    public internal(set) var changes: [VerdictChange] = []
}

public struct VerdictCount: Sendable, Hashable {
    public var verdict: Verdict
    public var nodes = 0
    public var duplicated = ByteSum()
    public var leftOver = ByteSum()
    public var planned = ByteSum()
}

/// One image over all nodes: joined by config digest, else by its name in normal form.
public struct FleetImage: Sendable, Hashable {
    /// The first of its names in alphabetical order.
    public var name: String
    public var configDigest: Digest?
    /// Nodes that hold it twice.
    public var nodes = 0
    public var wasted = ByteSum()
}

public struct FleetNode: Sendable, Hashable {
    public var node: String
    public var collectedAt: Timestamp
    public var verdict: Verdict
    public var confidence: Confidence
    public var duplicated: ByteSum
    public var freeable: ByteSum
    public var planned: ByteSum
    public var leftOver: ByteSum

    public init(
        node: String, collectedAt: Timestamp, verdict: Verdict, confidence: Confidence, duplicated: ByteSum,
        freeable: ByteSum, planned: ByteSum, leftOver: ByteSum
    ) {
        self.node = node
        self.collectedAt = collectedAt
        self.verdict = verdict
        self.confidence = confidence
        self.duplicated = duplicated
        self.freeable = freeable
        self.planned = planned
        self.leftOver = leftOver
    }
}

/// One reason why nodes could not be judged. A node counts under each of its reasons.
public struct MissingCause: Sendable, Hashable {
    public var capture: String
    public var why: String
    public var settleWith: String
    public var nodes = 0
    public var example: String

    public init(capture: String, why: String, settleWith: String, nodes: Int = 0, example: String) {
        self.capture = capture
        self.why = why
        self.settleWith = settleWith
        self.nodes = nodes
        self.example = example
    }

    func of(_ nodes: Int) -> MissingCause {
        MissingCause(capture: capture, why: why, settleWith: settleWith, nodes: nodes, example: example)
    }
}

public struct LabelGroup: Sendable, Hashable {
    public var key: String
    public var value: String
    public var nodes = 0
    /// Nodes whose verdict names bytes that could go.
    public var wasteful = 0
    public var duplicated = ByteSum()
    public var planned = ByteSum()

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// Adds a node's own figures.
    public mutating func add(_ node: FleetNode) {
        nodes += 1
        wasteful += node.verdict.isWasteful ? 1 : 0
        duplicated.add(node.duplicated)
        planned.add(node.planned)
    }
}

/// A file system with stores on it that is more than 85 % full.
public struct FullDisk: Sendable, Hashable {
    public static let threshold = 85

    public var node: String
    public var path: String
    public var device: String
    public var bytes: Int64
    public var used: Int64
    public var available: Int64
    /// What the node's plan gives back.
    public var planned: ByteSum
    /// Whether the node's stores lie on other file systems too, so that the plan may help there instead.
    public var isOneOfSeveral: Bool

    public init(
        node: String, path: String, device: String, bytes: Int64, used: Int64, available: Int64, planned: ByteSum,
        isOneOfSeveral: Bool
    ) {
        self.node = node
        self.path = path
        self.device = device
        self.bytes = bytes
        self.used = used
        self.available = available
        self.planned = planned
        self.isOneOfSeveral = isOneOfSeveral
    }

    /// Percent in use as `df` prints it, rounded up.
    public var percent: Int { Self.percent(used: used, available: available) }
    /// Percent in use once the plan is carried out and all of it lies here.
    public var percentAfter: Int {
        let freed = min(max(planned.bytes, 0), used)
        return Self.percent(used: used - freed, available: available.addingReportingOverflow(freed).partialValue)
    }

    public static func percent(used: Int64, available: Int64) -> Int {
        let (whole, overflow) = used.addingReportingOverflow(available)
        guard used >= 0, available >= 0, !overflow, whole > 0 else { return 0 }
        let (scaled, tooLarge) = used.multipliedReportingOverflow(by: 100)
        if tooLarge { return Int(used / (whole / 100)) }
        return Int(scaled / whole) + (scaled % whole > 0 ? 1 : 0)
    }
}

/// Which stores a node has and what shows them: nodes set up alike are described alike.
public struct Configuration: Sendable, Hashable {
    public var description: String
    public var nodes = 0
    public var example: String
    /// Few nodes of a large fleet are set up so.
    public var isOutlier = false

    public init(description: String, nodes: Int = 0, example: String) {
        self.description = description
        self.nodes = nodes
        self.example = example
    }
}

/// What changed between the two newest snapshots of a node.
public struct VerdictChange: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case new, worse, better, fixed, other
    }

    public var node: String
    public var kind: Kind
    public var from: Verdict
    public var to: Verdict
    public var before: Timestamp
    public var after: Timestamp
}
