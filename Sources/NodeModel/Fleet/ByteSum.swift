/// A sum of figures, as good as its weakest part.
public struct ByteSum: Sendable, Hashable {
    public private(set) var bytes: Int64 = 0
    /// The weakest tier that went in; nil where nothing did.
    public private(set) var tier: Tier?

    public init() {}

    /// What a database keeps of a sum; nothing where there is no tier.
    public init(bytes: Int64?, tier: Tier?) {
        guard let bytes, let tier else { return }
        add(bytes: bytes, tier: tier)
    }

    public init(_ figure: ByteFigure?) { add(figure) }

    public init(_ figures: some Sequence<ByteFigure?>) {
        for figure in figures { add(figure) }
    }

    public mutating func add(_ figure: ByteFigure?) {
        guard let figure else { return }
        add(bytes: figure.bytes, tier: figure.tier)
    }

    public mutating func add(_ other: ByteSum) {
        guard let tier = other.tier else { return }
        add(bytes: other.bytes, tier: tier)
    }

    /// Stays at the largest number rather than overflow: the parts come from bundles that anyone can write.
    private mutating func add(bytes more: Int64, tier other: Tier) {
        let (sum, overflow) = bytes.addingReportingOverflow(more)
        bytes = overflow ? .max : sum
        tier = tier.map { $0.weakness >= other.weakness ? $0 : other } ?? other
    }
}

extension Judgement {
    /// What removing the images in both lists from one side gives back, on the side that gives more.
    public var freeable: ByteFigure? {
        Side.allCases.compactMap { freedByRemoving[$0] }.max { $0.bytes < $1.bytes }
    }

    /// What the printed plan gives back: only what may be removed.
    public var planned: ByteSum { ByteSum(plan.map(\.frees)) }

    /// What lies on the disk outside every list.
    public var leftOver: ByteSum { ByteSum(residues.map(\.figure)) }
}
