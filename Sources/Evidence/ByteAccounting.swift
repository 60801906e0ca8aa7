import NodeModel

/// Bytes to the layer: what is stored a second time, and what a removal on either side gives back.
struct ByteAccounting: Sendable {
    let picture: Picture
    let stores: [StorePicture]
    let joined: [JoinedImage]
    let layers: LayerBytes
    private let showsSums: Bool
    private let content: ContentBytes
    /// The images that are in more than one store.
    let shared: [JoinedImage]
    /// The captures that lists were read from, sorted.
    private let listInputs: [String]
    /// The captures that layers and blobs were read from, sorted.
    private let inputs: [String]

    init(_ picture: Picture, stores: [StorePicture], joined: [JoinedImage], showsSums: Bool = false) {
        self.showsSums = showsSums
        self.picture = picture
        let stores = Self.chained(stores)
        self.stores = stores
        self.joined = joined
        layers = LayerBytes(picture.facts, stores: stores)
        content = ContentBytes(picture)
        shared = joined.filter { $0.members.count > 1 }
        let facts = picture.facts
        listInputs = Self.names(facts.images.lazy.map(\.source.capture)).sorted()
        inputs = Self.names(facts.blobs.lazy.map(\.capture))
            .union(Self.names(facts.content.lazy.map(\.capture)))
            .union(Self.names(facts.imageLayers.lazy.map(\.source.capture))).union(layers.inputs).sorted()
    }

    /// The stores with the chain IDs of every image's layers; a chain that two stores hold is hashed once.
    private static func chained(_ stores: [StorePicture]) -> [StorePicture] {
        var chains: [[Digest]: [Digest]] = [:]
        var stores = stores
        for store in stores.indices {
            for image in stores[store].images.indices {
                guard let diffIDs = stores[store].images[image].diffIDs else { continue }
                let chain = chains[diffIDs] ?? Digest.chainIDs(diffIDs: diffIDs)
                chains[diffIDs] = chain
                stores[store].images[image].madeChain = chain
            }
        }
        return stores
    }

    /// The names of captures, most of which come many times in a row.
    private static func names(_ captures: some Sequence<CaptureID>) -> Set<String> {
        var names: Set<String> = []
        var last: CaptureID?
        for capture in captures where capture != last {
            names.insert(capture.name)
            last = capture
        }
        return names
    }

    /// How many stores hold each unpacked layer, over the images whose layers are known.
    private var holders: [Digest: Int] {
        var holders: [Digest: Set<Int>] = [:]
        for (index, store) in stores.enumerated() {
            for image in store.images { for chain in image.chain ?? [] { holders[chain, default: []].insert(index) } }
        }
        return holders.mapValues(\.count)
    }

    /// What the copies of layers after each layer's largest one cost: the unpacked bytes in every store but one, and the
    /// blobs in every content store but one.
    func duplicatedBytes() -> ByteFigure? {
        guard stores.count > 1 else {
            return ByteFigure(bytes: 0, tier: .exact, formula: "one store", inputs: [])
        }
        guard stores.allSatisfy(\.imagesAreKnown) || !shared.isEmpty else { return nil }
        let areKnown = stores.allSatisfy { store in store.images.allSatisfy { $0.diffIDs != nil } }
        guard areKnown else {
            if !shared.isEmpty { return estimate(shared) }
            return ByteFigure(
                bytes: 0, tier: .estimated, formula: "no image is in two stores; single layers were not compared",
                inputs: listInputs)
        }
        let held = holders.filter { $0.value > 1 }
        guard !held.isEmpty else {
            return ByteFigure(bytes: 0, tier: .exact, formula: "no layer is in two stores", inputs: inputs)
        }
        var sum = ByteSum(keepsParts: showsSums)
        for (chain, count) in held.sorted(by: { $0.key < $1.key }) {
            for _ in 1..<count { sum.add(layers[chain], "layer \(chain.short)") }
        }
        let packed = content.duplicated(Set(diffIDs(of: Set(held.keys))), keepsParts: showsSums)
        sum.add(packed)
        // A store of which only some images are known may hold more of the same layers.
        sum.isLumped = !layers.knowsEach(held.keys) || !stores.allSatisfy(\.imagesAreKnown)
        return figure(
            sum,
            "uncompressed bytes of \(held.count) layers held by more than one store"
                + (packed.count > 0 ? " and \(packed.count) blobs of theirs in two content stores" : ""))
            ?? estimate(shared)
    }

    /// The diffIDs of layers that are named by chain.
    private func diffIDs(of chains: Set<Digest>) -> [Digest] {
        stores.flatMap(\.images).flatMap { image in
            zip(image.chain ?? [], image.diffIDs ?? []).filter { chains.contains($0.0) }.map(\.1)
        }
    }

    /// One image's own share: its layers that another store holds too.
    func duplicatedBytes(of image: JoinedImage) -> ByteFigure? {
        let records = image.members.sorted { $0.key < $1.key }.map { stores[$0.key].images[$0.value] }
        guard let chain = records.compactMap(\.chain).first else { return estimate([image]) }
        var sum = ByteSum(keepsParts: showsSums)
        for layer in chain { for _ in 1..<image.members.count { sum.add(layers[layer], "layer \(layer.short)") } }
        let packed = content.duplicated(Set(records.compactMap(\.diffIDs).first ?? []), keepsParts: showsSums)
        sum.add(packed)
        sum.isLumped = !layers.knowsEach(chain)
        return figure(
            sum,
            "uncompressed bytes of its \(chain.count) layers"
                + (packed.count > 0 ? " and \(packed.count) of their blobs" : "")) ?? estimate([image])
    }

    /// What the disk gets back when these images are removed from a store: layers that no other image of the store
    /// needs, and for containerd the blobs that neither another image nor another namespace refers to.
    func freed(removing images: Set<Int>, from index: Int) -> ByteFigure? {
        let store = stores[index]
        guard !images.isEmpty else {
            return ByteFigure(bytes: 0, tier: .exact, formula: "no image to remove", inputs: listInputs)
        }
        let gone = images.sorted().map { store.images[$0] }
        let kept = store.images.indices.filter { !images.contains($0) }.map { store.images[$0] }
        guard gone.allSatisfy({ $0.diffIDs != nil }), kept.allSatisfy({ $0.diffIDs != nil }) else {
            return upperBound(gone, store)
        }
        let needed = Set(kept.flatMap { $0.chain ?? [] })
        let unpacked = Set(gone.flatMap { $0.chain ?? [] }).subtracting(needed)
        var sum = ByteSum(keepsParts: showsSums)
        for chain in unpacked.sorted() { sum.add(layers[chain], "layer \(chain.short)") }
        sum.isLumped = !layers.knowsEach(unpacked)
        guard store.isContainerd else {
            return figure(sum, "uncompressed bytes of \(unpacked.count) layers that no other image of this store needs")
                ?? upperBound(gone, store)
        }
        guard let blobs = content.freed(gone, kept, store) else { return upperBound(gone, store) }
        for blob in blobs.sorted() { sum.add(content[blob], "blob \(blob.short)") }
        return figure(
            sum,
            "\(unpacked.count) snapshots that no other image of this namespace needs"
                + (blobs.isEmpty
                    ? "; its blobs stay, another image or namespace refers to them" : " and \(blobs.count) blobs"))
            ?? upperBound(gone, store)
    }

    /// The inputs are those captures that layers, blobs and lists were read from, sorted.
    private func figure(_ sum: ByteSum, _ formula: String) -> ByteFigure? {
        sum.tier.map {
            ByteFigure(bytes: sum.middle, tier: $0, formula: formula, inputs: inputs, parts: sum.parts)
        }
    }

    /// Without layers: the size that each image has unpacked, shared layers counted in every one.
    private func estimate(_ images: [JoinedImage]) -> ByteFigure? {
        var sum = ByteSum(keepsParts: showsSums)
        for image in images {
            let records = image.members.sorted { $0.key < $1.key }.map {
                (stores[$0.key], stores[$0.key].images[$0.value])
            }
            let size = records.compactMap { Self.unpackedSize($0.1, $0.0) }.max { $0.high < $1.high }
            for _ in 1..<max(image.members.count, 2) { sum.add(size, records.first?.1.label ?? "") }
            // Containerds that do not share their content hold its blobs once each.
            let packed = records.filter { $0.0.store.engine == .containerd }.compactMap(\.1.packed)
            for size in packed.sorted(by: { $0.high < $1.high }).dropLast() {
                sum.add(size, "blobs of \(records.first?.1.label ?? "")")
            }
        }
        guard sum.unknown == 0 else { return nil }
        return ByteFigure(
            bytes: sum.bytes.high, tier: .bound,
            formula: "sum of the unpacked sizes of \(images.count) images; layers that they share are counted in each",
            inputs: listInputs, parts: sum.parts)
    }

    private func upperBound(_ gone: [StoreImage], _ store: StorePicture) -> ByteFigure? {
        var sum = ByteSum(keepsParts: showsSums)
        for image in gone {
            sum.add(Self.unpackedSize(image, store) ?? elsewhere(image), "\(image.label), unpacked")
            if store.isContainerd, store.store.engine == .containerd { sum.add(image.packed, "\(image.label), blobs") }
        }
        guard sum.unknown == 0 else { return nil }
        return ByteFigure(
            bytes: sum.bytes.high, tier: .bound,
            formula: store.store.engine == .containerd
                ? "sum of the unpacked sizes and the blobs of \(gone.count) images, shared layers counted in each"
                : "sum of the sizes of \(gone.count) images, shared layers counted in each",
            inputs: listInputs, parts: sum.parts)
    }

    /// The unpacked size of an image from its twin in another store.
    private func elsewhere(_ image: StoreImage) -> ByteRange? {
        for store in stores {
            for other in store.images where ImageJoin.link(image, other) != nil {
                if let size = Self.unpackedSize(other, store) { return size }
            }
        }
        return nil
    }

    /// What a store's own size means: graph drivers and CRI-O count unpacked layers, containerd's CRI does not.
    private static func unpackedSize(_ image: StoreImage, _ store: StorePicture) -> ByteRange? {
        if let unpacked = image.unpacked { return unpacked }
        guard store.store.engine != .containerd else { return nil }
        return image.size
    }
}
