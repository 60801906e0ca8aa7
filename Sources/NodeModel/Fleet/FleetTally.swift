/// Adds up judgements one at a time, or what a database keeps of them, so that a fleet need not be in memory.
///
/// Nodes are to come sorted by name and machine: where one node stands for many, it is the first.
public struct FleetTally {
    private var summary = FleetSummary()
    private var verdicts: [Verdict: VerdictCount] = [:]
    private var images: [String: FleetImage] = [:]
    private var causes: [[String]: MissingCause] = [:]
    private var labels: [[String]: LabelGroup] = [:]
    private var configurations: [String: Configuration] = [:]

    public init() {}

    /// Adds a node by its newest judgement; `previous` is the one before, for what changed.
    public mutating func add(_ judgement: Judgement, previous: Judgement? = nil) {
        let node = FleetNode(judgement)
        add(node)
        for image in judgement.images where image.duplicated != nil {
            add(imageNamed: image.names, image.configDigest, nodes: 1, wasted: ByteSum(image.duplicated))
        }
        if node.verdict == .unknown { addCauses(judgement) }
        for (key, value) in judgement.labels {
            var group = LabelGroup(key: key, value: value)
            group.add(node)
            add(group)
        }
        for disk in FullDisk.all(of: judgement) { add(disk) }
        add(Configuration(description: Configuration.describe(judgement), nodes: 1, example: node.node))
        if let previous, let change = VerdictChange(from: previous, to: judgement) { add([change]) }
    }

    /// Adds a node's own figures only.
    public mutating func add(_ node: FleetNode) {
        summary.nodes += 1
        summary.byFreed.append(node)
        summary.duplicated.add(node.duplicated)
        summary.freeable.add(node.freeable)
        summary.planned.add(node.planned)
        summary.leftOver.add(node.leftOver)

        var count = verdicts[node.verdict] ?? VerdictCount(verdict: node.verdict)
        count.nodes += 1
        count.duplicated.add(node.duplicated)
        count.leftOver.add(node.leftOver)
        count.planned.add(node.planned)
        verdicts[node.verdict] = count
    }

    /// Adds an image that so many nodes keep twice.
    public mutating func add(imageNamed names: [String], _ configDigest: Digest?, nodes: Int, wasted: ByteSum) {
        let name = names.min() ?? ""
        let key = configDigest?.hex ?? "name " + ImageName.normalized(name)
        var entry = images[key] ?? FleetImage(name: name, configDigest: configDigest)
        entry.name = entry.name.isEmpty ? name : name.isEmpty ? entry.name : min(entry.name, name)
        entry.nodes += nodes
        entry.wasted.add(wasted)
        images[key] = entry
    }

    /// Adds nodes that could not be judged for the same reason.
    public mutating func add(_ cause: MissingCause) {
        causes[[cause.capture, cause.why, cause.settleWith], default: cause.of(0)].nodes += cause.nodes
    }

    /// Adds nodes that share a label.
    public mutating func add(_ group: LabelGroup) {
        var sum = labels[[group.key, group.value]] ?? LabelGroup(key: group.key, value: group.value)
        sum.nodes += group.nodes
        sum.wasteful += group.wasteful
        sum.duplicated.add(group.duplicated)
        sum.planned.add(group.planned)
        labels[[group.key, group.value]] = sum
    }

    /// Adds nodes that are set up alike.
    public mutating func add(_ setUp: Configuration) {
        let new = Configuration(description: setUp.description, example: setUp.example)
        configurations[setUp.description, default: new].nodes += setUp.nodes
    }

    public mutating func add(_ disk: FullDisk) { summary.disks.append(disk) }

    /// Adds what changed on nodes that were added without the judgement before.
    public mutating func add(_ changes: [VerdictChange]) { summary.changes += changes }

    /// The sum of all that was added, in an order that depends on nothing else.
    public func summary(snapshots: Int) -> FleetSummary {
        var out = summary
        out.snapshots = snapshots
        out.verdicts = Verdict.allCases.compactMap { verdicts[$0] }
        out.images = images.sorted { Self.before(($0.value.wasted.bytes, $0.value.nodes, $0.key), $1) }.map(\.value)
        out.byFreed.sort {
            if $0.planned.bytes != $1.planned.bytes { return $0.planned.bytes > $1.planned.bytes }
            if $0.freeable.bytes != $1.freeable.bytes { return $0.freeable.bytes > $1.freeable.bytes }
            return $0.node < $1.node
        }
        out.notJudged = causes.sorted { ($1.value.nodes, $0.key.joined()) < ($0.value.nodes, $1.key.joined()) }
            .map(\.value)
        out.labels = Self.groups(Array(labels.values)).sorted {
            ($1.planned.bytes, $1.nodes, $0.key, $0.value) < ($0.planned.bytes, $0.nodes, $1.key, $1.value)
        }
        out.changes.sort { ($0.node, $0.after) < ($1.node, $1.after) }
        out.disks.sort { ($1.percent, $0.node, $0.path) < ($0.percent, $1.node, $1.path) }
        out.configurations = configurations.values.sorted {
            ($1.nodes, $0.description) < ($0.nodes, $1.description)
        }
        // One node in a hundred, in a fleet where that is not simply a small fleet.
        for index in out.configurations.indices where out.nodes >= 20 {
            out.configurations[index].isOutlier = out.configurations[index].nodes * 100 <= max(out.nodes, 100)
        }
        return out
    }

    /// Without the keys that name nearly every node on its own, such as a host name: those group nothing.
    private static func groups(_ labels: [LabelGroup]) -> [LabelGroup] {
        var values: [String: Int] = [:]
        var nodes: [String: Int] = [:]
        for label in labels {
            values[label.key, default: 0] += 1
            nodes[label.key, default: 0] += label.nodes
        }
        return labels.filter { label in
            let count = values[label.key] ?? 0
            return count <= 20 || count * 2 <= nodes[label.key] ?? 0
        }
    }

    private static func before(_ a: (Int64, Int, String), _ b: (key: String, value: FleetImage)) -> Bool {
        if a.0 != b.value.wasted.bytes { return a.0 > b.value.wasted.bytes }
        return a.1 != b.value.nodes ? a.1 > b.value.nodes : a.2 < b.key
    }

    private mutating func addCauses(_ judgement: Judgement) {
        var seen: Set<Missing> = []
        for missing in judgement.missing where seen.insert(missing).inserted {
            add(
                MissingCause(
                    capture: missing.capture, why: missing.why, settleWith: missing.settleWith, nodes: 1,
                    example: judgement.node))
        }
    }
}
