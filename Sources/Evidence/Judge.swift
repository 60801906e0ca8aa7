import NodeModel

/// Facts → verdict, on one screen. Pure: the same snapshots give the same judgement.
public enum Judge {
    /// - Parameters:
    ///   - previous: the snapshot of the same node before this one, for what was removed in between.
    ///   - showingSums: keep every addend of every byte figure.
    public static func judge(
        _ snapshot: Snapshot, after previous: Snapshot? = nil, showingSums: Bool = false
    ) -> Judgement {
        let picture = Picture(snapshot, after: previous)
        return judge(picture, checks: Rule.all.map { $0.check(on: picture) }, showingSums: showingSums)
    }

    /// - Parameter checks: what every rule says of the picture.
    static func judge(_ picture: Picture, checks: [Check], showingSums: Bool) -> Judgement {
        let snapshot = picture.snapshot
        let axis = FirstAxis(picture, checks: checks)
        let (stores, views) = picture.resolveStores(relation: axis.relation)
        let (joined, conflicts) = ImageJoin.join(stores)
        let bytes = ByteAccounting(picture, stores: stores, joined: joined, showsSums: showingSums)
        let residues = Residues(picture, stores: stores, bytes: bytes)
        let sides = Sides(picture, stores: stores, views: views, bytes: bytes, relation: axis.relation)
        let decision = Decision(
            picture, axis: axis, checks: checks, stores: stores, sides: sides, bytes: bytes, residues: residues)
        let shared = SharedImages.describe(bytes, keeping: sides.keptStore)

        var judgement = Judgement(
            ruleSet: Rule.ruleSet, node: snapshot.node, collectedAt: snapshot.collectedAt, bundle: snapshot.bundle,
            verdict: decision.verdict, confidence: decision.confidence, relation: axis.relation, headline: "",
            reason: decision.reason, machine: snapshot.collector.machine)
        judgement.stores = stores.map(\.store)
        judgement.views = views
        judgement.images = shared.map(\.image)
        judgement.nameConflicts = conflicts
        judgement.duplicatedBytes = bytes.duplicatedBytes()
        judgement.freedByRemoving = sides.freed
        judgement.residues = residues.found
        judgement.checks = checks
        judgement.contradictions = [axis.contradiction].compactMap { $0 }
        judgement.missing = unique(decision.missing + unread(picture))
        judgement.redactions = snapshot.captures.map(\.redactions).reduce(0, +)
        judgement.collectorVersion = snapshot.collector.version
        judgement.labels = snapshot.collector.labels
        judgement.filesystems = snapshot.facts.filesystems
        (judgement.plan, judgement.warnings) = Plan.make(
            judgement, shared: shared, picture: picture, stores: stores, bytes: bytes)
        judgement.headline = Headline.text(judgement, stores: stores)
        return judgement
    }

    /// Captures that were attempted and could not be read: reported whatever the verdict.
    private static func unread(_ picture: Picture) -> [Missing] {
        picture.snapshot.captures.filter { capture in
            guard [.failed, .timeout, .denied, .truncated].contains(capture.outcome) else { return false }
            // A Docker that is known not to run cannot answer: that is a finding, not a gap.
            return !capture.id.name.hasPrefix("docker-") || picture.dockerSide != .absent
        }.map { picture.missing($0.id.name) }
    }

    private static func unique(_ missing: [Missing]) -> [Missing] {
        var seen: Set<String> = []
        return missing.filter { seen.insert($0.capture + "\u{0}" + $0.settleWith).inserted }
    }
}
