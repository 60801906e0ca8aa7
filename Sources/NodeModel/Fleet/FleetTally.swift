import NodeModel

/// Adds up judgements one at a time, so that a fleet need not be in memory to be summed.
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

        for image in judgement.images where image.duplicated != nil { add(image) }
        if node.verdict == .unknown { addCauses(judgement) }
        for (key, value) in judgement.labels { add(node, key: key, value: value) }
        summary.disks += FullDisk.all(of: judgement)

        let description = Configuration.describe(judgement)
        configurations[description, default: Configuration(description: description, example: node.node)].nodes += 1
        if let previous, let change = VerdictChange(from: previous, to: judgement) {
            summary.changes.append(change)
        }
    }

    /// Adds what changed on nodes that were added without the judgement before.
    public mutating func add(_ changes: [VerdictChange]) { summary.changes += changes }

    /// The sum of all that was added, in an order that depends on nothing else.
    public func summary(snapshots: Int) -> FleetSummary {
        var out = summary
        out.snapshots = snapshots
        out.verdicts = Verdict.allCases.compactMap { verdicts[$0] }
        out.images = images.sorted { Self.before(($0.value.wasted.bytes, $0.value.nodes, $0.key), $1) }.map(\.value)
        out.byFreed.sort {
            ($1.planned.bytes, $1.freeable.bytes, $0.node) < ($0.planned.bytes, $0.freeable.bytes, $1.node)
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

    private mutating func add(_ image: SharedImage) {
        let name = image.names.min() ?? ""
        let key = image.configDigest?.hex ?? "name " + ImageName.normalized(name)
        var entry = images[key] ?? FleetImage(name: name, configDigest: image.configDigest)
        entry.name = entry.name.isEmpty ? name : name.isEmpty ? entry.name : min(entry.name, name)
        entry.nodes += 1
        entry.wasted.add(image.duplicated)
        images[key] = entry
    }

    private mutating func addCauses(_ judgement: Judgement) {
        var seen: Set<[String]> = []
        for missing in judgement.missing {
            let key = [missing.capture, missing.why, missing.settleWith]
            guard seen.insert(key).inserted else { continue }
            let new = MissingCause(
                capture: missing.capture, why: missing.why, settleWith: missing.settleWith, example: judgement.node)
            causes[key, default: new].nodes += 1
        }
    }

    private mutating func add(_ node: FleetNode, key: String, value: String) {
        var group = labels[[key, value]] ?? LabelGroup(key: key, value: value)
        group.nodes += 1
        group.wasteful += node.verdict.isWasteful ? 1 : 0
        group.duplicated.add(node.duplicated)
        group.planned.add(node.planned)
        labels[[key, value]] = group
    }
}
