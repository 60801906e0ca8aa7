import NodeModel

/// The bytes of unpacked layers by chainID, from every store that tells them: a chainID is one layer everywhere.
struct LayerBytes: Sendable {
    private var sizes: [Digest: ByteRange] = [:]
    private(set) var inputs: Set<String> = []
    /// Chain IDs whose bytes are counted in the top layer of a stretch, as only its total is known.
    private var lumped: Set<Digest> = []

    init(_ facts: Facts, stores: [StorePicture]) {
        for snapshot in facts.snapshots {
            guard let chain = snapshot.chainID else { continue }
            sizes[chain] = snapshot.bytes
            inputs.insert(snapshot.capture.name)
        }
        // Docker's own files are exact to the byte; ctr rounds.
        for layer in facts.dockerLayers {
            guard let bytes = layer.bytes else { continue }
            sizes[layer.chainID] = ByteRange(exactly: bytes)
            inputs.insert(layer.capture.name)
        }
        learnFromImageSizes(stores)
    }

    /// The unpacked bytes of a layer; nil where nothing tells.
    subscript(_ chain: Digest) -> ByteRange? { sizes[chain] ?? (lumped.contains(chain) ? ByteRange(exactly: 0) : nil) }

    /// Whether a sum over these layers is a sum of layers that are known one by one.
    func knowsEach(_ chains: some Sequence<Digest>) -> Bool { chains.allSatisfy { sizes[$0] != nil } }

    /// Where an image's total is known and that of the image it was built on too, the difference is the layers between.
    private mutating func learnFromImageSizes(_ stores: [StorePicture]) {
        var totals: [Digest: ByteRange] = [:]
        var chains: [[Digest]] = []
        for image in stores.flatMap(\.images) {
            guard let chain = image.chain, let top = chain.last, let total = image.unpacked else { continue }
            // CRI-O counts its own files with the layers: the smaller total is nearer.
            totals[top] = totals[top].map { $0.middle <= total.middle ? $0 : total } ?? total
            chains.append(chain)
        }
        for chain in chains.sorted(by: { $0.count < $1.count }) {
            guard let top = chain.last, sizes[top] == nil, let total = totals[top] else { continue }
            let below = chain.dropLast().lastIndex { totals[$0] != nil }
            let base = below.flatMap { totals[chain[$0]] } ?? ByteRange(exactly: 0)
            let between = chain[(below.map { $0 + 1 } ?? 0)...].dropLast()
            let known = ByteSum.of(between.compactMap { sizes[$0]?.middle })
            let rest = max(0, max(0, total.middle - base.middle) - known)
            sizes[top] = ByteRange(exactly: rest)
            lumped.formUnion(between.filter { sizes[$0] == nil })
            inputs.insert("docker-image-inspect")
        }
    }
}

/// Adds up byte ranges, and knows how good the sum is.
struct ByteSum: Sendable {
    private(set) var bytes = ByteRange(exactly: 0)
    /// Parts whose size is not known.
    private(set) var unknown = 0
    /// Parts that stand for others.
    var isLumped = false
    /// Parts, known or not.
    private(set) var count = 0
    /// Every known part, where they are kept.
    private(set) var parts: [BytePart] = []
    private let keepsParts: Bool

    init(keepsParts: Bool = false) { self.keepsParts = keepsParts }

    var middle: Int64 { bytes.middle }

    mutating func add(_ range: ByteRange?, _ name: @autoclosure () -> String) {
        count += 1
        guard let range else {
            unknown += 1
            return
        }
        bytes = bytes + range
        if keepsParts { parts.append(BytePart(name: name(), bytes: range)) }
    }

    /// The sum of numbers that a bundle claims, which never overflows.
    static func of(_ bytes: some Sequence<Int64>) -> Int64 {
        bytes.reduce(ByteRange(exactly: 0)) { $0 + ByteRange(exactly: $1) }.high
    }

    mutating func add(_ other: ByteSum) {
        count += other.count
        if keepsParts { parts += other.parts }
        unknown += other.unknown
        bytes = bytes + other.bytes
    }

    /// Exact where every part is known and rounding cannot move the sum by more than 1 % or 1 MiB.
    var tier: Tier? {
        guard unknown == 0 else { return nil }
        if isLumped { return .estimated }
        return (bytes.high - bytes.low) / 2 <= max(middle / 100, 1 << 20) ? .exact : .estimated
    }
}
