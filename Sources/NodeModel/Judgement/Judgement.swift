/// The answer for one snapshot, with its defence: the waist between judging and reporting.
///
/// A pure function of a `Snapshot` and a rule set; the same input gives the same value, list order included.
public struct Judgement: Sendable, Equatable {
    /// Name of the rule set that judged, such as `2026.1`.
    public var ruleSet: String
    public var node: String
    /// Hash of the machine id, which tells two nodes of one name apart; empty where it is not known.
    public var machine: String
    public var collectedAt: Timestamp
    public var bundle: BundleIdentity
    public var verdict: Verdict
    public var confidence: Confidence
    /// Why it is as sure as it is, where that is not just what the rules say; empty otherwise.
    public var reason: String
    /// Whether docker's and crictl's lists show one store.
    public var relation: Relation
    /// The answer in one sentence, with bytes; no full stop.
    public var headline: String
    public var stores: [Store]
    public var views: [View]
    /// Images that are in more than one store, or listed by more than one view of one store.
    public var images: [SharedImage]
    /// One name, different content in two stores: not a duplicate.
    public var nameConflicts: [NameConflict]
    /// The second copies' cost as it stands, counted once a layer; nil where nothing allows a figure.
    public var duplicatedBytes: ByteFigure?
    /// What the disk gets back when all images in both lists, in use or not, are removed on that side now: what a
    /// removal measures. The plan counts only what may be removed.
    public var freedByRemoving: [Side: ByteFigure]
    public var residues: [Residue]
    /// One entry a rule, in the rule set's order.
    public var checks: [Check]
    public var contradictions: [Contradiction]
    public var missing: [Missing]
    /// Safe clean-up commands, in order. Printed, never run.
    public var plan: [PlanStep]
    /// Cautions about commands that look safe and are not.
    public var warnings: [String]
    /// Secrets removed, a count a capture, for the provenance section.
    public var redactions: Int
    public var collectorVersion: String
    public var labels: [String: String]
    public var filesystems: [Filesystem]

    public init(
        ruleSet: String, node: String, collectedAt: Timestamp, bundle: BundleIdentity, verdict: Verdict,
        confidence: Confidence, relation: Relation, headline: String, reason: String = "", stores: [Store] = [],
        views: [View] = [],
        images: [SharedImage] = [], nameConflicts: [NameConflict] = [], duplicatedBytes: ByteFigure? = nil,
        freedByRemoving: [Side: ByteFigure] = [:], residues: [Residue] = [], checks: [Check] = [],
        contradictions: [Contradiction] = [], missing: [Missing] = [], plan: [PlanStep] = [],
        warnings: [String] = [], redactions: Int = 0, collectorVersion: String = "", labels: [String: String] = [:],
        filesystems: [Filesystem] = [], machine: String = ""
    ) {
        self.ruleSet = ruleSet
        self.node = node
        self.machine = machine
        self.collectedAt = collectedAt
        self.bundle = bundle
        self.verdict = verdict
        self.confidence = confidence
        self.relation = relation
        self.reason = reason
        self.headline = headline
        self.stores = stores
        self.views = views
        self.images = images
        self.nameConflicts = nameConflicts
        self.duplicatedBytes = duplicatedBytes
        self.freedByRemoving = freedByRemoving
        self.residues = residues
        self.checks = checks
        self.contradictions = contradictions
        self.missing = missing
        self.plan = plan
        self.warnings = warnings
        self.redactions = redactions
        self.collectorVersion = collectorVersion
        self.labels = labels
        self.filesystems = filesystems
    }
}
