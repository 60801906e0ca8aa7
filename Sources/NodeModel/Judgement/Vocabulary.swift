/// The node's verdict. The first that applies, top to bottom; `unknown` where the evidence does not decide.
public enum Verdict: String, Sendable, CaseIterable {
    case duplicated
    case partlyDuplicated = "partly-duplicated"
    case leftover
    case separate
    case sameStore = "same-store"
    case singleStore = "single-store"
    case unknown

    /// The verdict in words, as a headline of a table.
    public var title: String {
        switch self {
        case .duplicated: "stored twice"
        case .partlyDuplicated: "content once, unpacked twice"
        case .leftover: "an old copy is left on disk"
        case .separate: "two runtimes, nothing stored twice"
        case .sameStore: "one store seen through two command lines"
        case .singleStore: "nothing to compare"
        case .unknown: "the evidence does not decide"
        }
    }

    /// What it means, in a sentence for a legend.
    public var meaning: String {
        switch self {
        case .duplicated: "docker and crictl list different stores, and at least one image is in both"
        case .partlyDuplicated:
            "docker and crictl share one content store and unpack into two sets of snapshots, and at least one image "
                + "is in both"
        case .leftover: "no image is in two live stores, but more than 1 MiB of images that no list shows is on disk"
        case .separate: "docker and crictl list different stores, and no image is in both"
        case .sameStore: "docker and crictl list one store: a removal on one side is a removal on the other"
        case .singleStore: "one command line and one store"
        case .unknown: "evidence is missing; the report names the command that would settle it"
        }
    }
}

/// How sure the verdict is.
public enum Confidence: String, Sendable, CaseIterable {
    /// Sufficient evidence, none against.
    case certain
    /// Supporting evidence only, all agreeing.
    case likely
    /// Evidence on both sides; the stronger decided.
    case contested
    /// Nothing decides.
    case none
}

/// Whether two views show one store.
public enum Relation: String, Sendable, CaseIterable {
    case same
    case different
    /// One content store, two sets of unpacked snapshots.
    case partly
    case unknown
    /// Fewer than two views.
    case notApplicable
}

/// How much a rule's word weighs.
public enum Strength: String, Sendable, CaseIterable {
    /// Decides alone.
    case sufficient
    /// Adds to the picture.
    case supporting
}

/// What one rule says about the relation of the two views.
public enum Saying: String, Sendable, CaseIterable {
    case same
    case different
    case partly
    /// It was examined and says nothing either way.
    case nothing
    /// What it needs was not there.
    case unknown

    /// The word for a relation of two views.
    public init(_ relation: Relation) {
        switch relation {
        case .same: self = .same
        case .different: self = .different
        case .partly: self = .partly
        case .unknown: self = .unknown
        case .notApplicable: self = .nothing
        }
    }
}

/// How good a byte figure is.
public enum Tier: String, Sendable, CaseIterable {
    /// From the sizes of the layers themselves.
    case exact
    /// From a formula that is named.
    case estimated
    /// An upper bound that is named.
    case bound

    /// 0 for the best figure.
    public var weakness: Int {
        switch self {
        case .exact: 0
        case .estimated: 1
        case .bound: 2
        }
    }
}

/// The two sides that something can be removed on.
public enum Side: String, Sendable, CaseIterable {
    case docker
    case cri
}

/// The program family that owns a store.
public enum Engine: String, Sendable, CaseIterable {
    case docker, containerd, crio, podman
}
