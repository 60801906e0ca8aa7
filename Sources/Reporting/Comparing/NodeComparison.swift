import NodeModel

/// One node at two moments: small, so that those of a whole fleet can be held at once.
public struct NodeComparison: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Waste where there was none.
        case new
        case worse, better, fixed
        /// Another verdict, and no waste before or after that is known.
        case other
        case unchanged
        case onlyOld = "only-old"
        case onlyNew = "only-new"
    }

    /// What is said of the node at one of the moments.
    public struct State: Sendable, Equatable {
        public var collectedAt: Timestamp
        public var bundle: BundleIdentity
        public var verdict: Verdict
        public var confidence: Confidence
        public var headline: String
        public var duplicated: ByteSum
        public var leftOver: ByteSum
        /// What `du` counted below each store's root, by store.
        public var onDisk: [String: Int64]

        init(_ judgement: Judgement) {
            collectedAt = judgement.collectedAt
            bundle = judgement.bundle
            verdict = judgement.verdict
            confidence = judgement.confidence
            headline = judgement.headline
            duplicated = ByteSum(judgement.duplicatedBytes)
            leftOver = judgement.leftOver
            onDisk = [:]
            for store in judgement.stores { onDisk[store.id] = store.bytesOnDisk }
        }
    }

    /// One image that is stored twice at one of the moments only, or costs another amount.
    public struct Twice: Sendable, Equatable {
        public var name: String
        public var configDigest: Digest?
        /// nil where it was not stored twice then.
        public var before: ByteSum?
        public var after: ByteSum?
    }

    /// One place of left-over bytes that is there at one of the moments only, or has another size.
    public struct LeftOver: Sendable, Equatable {
        public var kind: ResidueKind
        public var path: String
        public var before: ByteSum?
        public var after: ByteSum?
    }

    public let node: String
    /// Hash of the machine id; empty where it is not known.
    public let machine: String
    public let kind: Kind
    public let old: State?
    public let new: State?
    public let lists: ListComparison
    /// What the deletion check says of the newer moment; nil where there is nothing to compare.
    public let deletion: Check?
    /// By name.
    public let twice: [Twice]
    /// By path.
    public let leftOver: [LeftOver]

    /// - Parameters:
    ///   - old: the judgement of the older moment; nil where the node is not there.
    ///   - new: that of the newer, made in the knowledge of the older snapshot.
    ///   - lists: what the lists of images gained and lost.
    public init?(from old: Judgement?, to new: Judgement?, lists: ListComparison = ListComparison()) {
        guard let node = new ?? old else { return nil }
        self.node = node.node
        machine = node.machine
        self.old = old.map(State.init)
        self.new = new.map(State.init)
        self.lists = lists
        guard let old, let new else {
            kind = old == nil ? .onlyNew : .onlyOld
            (deletion, twice, leftOver) = (nil, [], [])
            return
        }
        kind = VerdictChange(from: old, to: new).map { Kind($0.kind) } ?? .unchanged
        deletion = new.checks.first { $0.rule == "deletion" }
        twice = Twice.changes(from: old, to: new)
        leftOver = LeftOver.changes(from: old, to: new)
    }

    /// Whether there is more to say than that it is as it was.
    public var isEventful: Bool {
        kind != .unchanged || !lists.changes.isEmpty || !twice.isEmpty || !leftOver.isEmpty
    }

    /// Whether both moments are one and the same bundle.
    public var isOneSnapshot: Bool { old != nil && old?.bundle.sha256 == new?.bundle.sha256 }
}

extension NodeComparison.Kind {
    fileprivate init(_ kind: VerdictChange.Kind) {
        switch kind {
        case .new: self = .new
        case .worse: self = .worse
        case .better: self = .better
        case .fixed: self = .fixed
        case .other: self = .other
        }
    }
}

extension NodeComparison.Twice {
    fileprivate static func changes(from old: Judgement, to new: Judgement) -> [Self] {
        var found: [String: Self] = [:]
        for image in old.images {
            guard let bytes = image.duplicated else { continue }
            found[key(image)] = Self(name: name(image), configDigest: image.configDigest, before: ByteSum(bytes))
        }
        for image in new.images {
            guard let bytes = image.duplicated else { continue }
            let one = found[key(image)] ?? Self(name: name(image), configDigest: image.configDigest)
            found[key(image)] = Self(
                name: one.name, configDigest: one.configDigest, before: one.before, after: ByteSum(bytes))
        }
        return found.values.filter { $0.before?.bytes != $0.after?.bytes }.sorted {
            ($0.name, $0.configDigest?.hex ?? "") < ($1.name, $1.configDigest?.hex ?? "")
        }
    }

    private static func name(_ image: SharedImage) -> String {
        image.names.min() ?? image.configDigest?.short ?? "untagged image"
    }

    private static func key(_ image: SharedImage) -> String {
        image.configDigest?.hex ?? "name " + ImageName.normalized(name(image))
    }
}

extension NodeComparison.LeftOver {
    fileprivate static func changes(from old: Judgement, to new: Judgement) -> [Self] {
        var found: [String: Self] = [:]
        for residue in old.residues {
            found[key(residue)] = Self(kind: residue.kind, path: residue.path, before: ByteSum(residue.figure))
        }
        for residue in new.residues {
            found[key(residue), default: Self(kind: residue.kind, path: residue.path)].after = ByteSum(residue.figure)
        }
        return found.values.filter { $0.before?.bytes != $0.after?.bytes }.sorted {
            ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue)
        }
    }

    private static func key(_ residue: Residue) -> String { residue.kind.rawValue + " " + residue.path }
}
