/// An image that a node has in more than one store, as a list over the whole fleet tells of it.
public struct DuplicateImage: Sendable, Hashable {
    public var node: String
    /// Hash of the machine id; empty where it is not known.
    public var machine: String
    public var collectedAt: Timestamp
    public var verdict: Verdict
    /// As printed, every tag of every list, sorted.
    public var names: [String] = []
    /// `sha256:` and its digits; empty where only a manifest digest or a name joined the image.
    public var configDigest = ""
    public var join: Join = .name
    /// Store ids, sorted.
    public var stores: [String] = []
    /// Its own share, not counting that other images share its layers.
    public var duplicated = ByteSum()
    /// Store ids whose containers, running or stopped, use it.
    public var inUseBy: [String] = []
    /// How many containers use it, over all stores: running and all.
    public var containers = ContainerCount(running: 0, total: 0)
    public var pinned = false
    /// Whether it may be removed from the store that the kubelet does not use, and why (not).
    public var removable = false
    public var reason = ""

    /// A node, before anything is known of its images.
    public init(node: String, machine: String, collectedAt: Timestamp, verdict: Verdict) {
        self.node = node
        self.machine = machine
        self.collectedAt = collectedAt
        self.verdict = verdict
    }

    public init(_ judgement: Judgement, _ image: SharedImage) {
        self.init(
            node: judgement.node, machine: judgement.machine, collectedAt: judgement.collectedAt,
            verdict: judgement.verdict)
        names = image.names
        configDigest = image.configDigest?.description ?? ""
        join = image.join
        stores = image.stores
        duplicated = ByteSum(image.duplicated)
        inUseBy = image.inUseBy
        for count in image.containers.values { containers.add(count) }
        pinned = image.pinned
        removable = image.removable
        reason = image.reason
    }
}

extension ContainerCount {
    public mutating func add(_ other: ContainerCount) {
        running += other.running
        total += other.total
    }
}
