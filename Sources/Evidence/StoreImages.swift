import NodeModel

/// One image in one store, from whatever names it: a list, an inspection, the disk.
struct StoreImage: Sendable {
    var names: Set<String> = []
    /// Config digest; nil where only manifests are known.
    var config: Digest?
    /// Index and manifest digests that lead to it.
    var targets: Set<Digest> = []
    /// From the bottom up; nil where not known.
    var diffIDs: [Digest]?
    /// The chain IDs of its layers, where they have been made already.
    var madeChain: [Digest]?
    /// What the store's own tool calls its size.
    var size: ByteRange?
    /// Bytes of its unpacked layers together, where an inspection with a graph driver gives them.
    var unpacked: ByteRange?
    /// Bytes of its blobs together, where its list gives them.
    var packed: ByteRange?
    var containers = ContainerCount(running: 0, total: 0)
    /// The list itself says that a container uses it.
    var isListedInUse = false
    var pinned = false
    /// References by digest in repositories of which it has no tag: they keep it alive as a name does.
    var digestReferences: Set<String> = []

    var isInUse: Bool { containers.total > 0 || isListedInUse }

    /// Takes the whole ID in the place of what a table printed of it.
    mutating func learn(_ id: Digest) {
        if let short = config, !short.isWhole, short.matches(id) { config = id }
        for short in targets where !short.isWhole && short.matches(id) {
            targets.remove(short)
            targets.insert(id)
        }
    }

    var chain: [Digest]? { madeChain ?? diffIDs.map(Digest.chainIDs) }
    /// The shortest thing to call it by.
    var label: String { names.sorted().first ?? config?.short ?? targets.sorted().first?.short ?? "an untagged image" }
}

/// A store with everything that is known to be in it.
struct StorePicture: Sendable {
    var store: Store
    var images: [StoreImage]
    /// Whether `images` is all of them; false where only some could be recognised.
    var imagesAreKnown: Bool
    /// Whether every container of the store is known, so that an image without one is not in use.
    var usesAreKnown: Bool
    /// Name of the containerd socket, for its layers and blobs; empty for other engines.
    var socket: String

    var id: String { store.id }
    /// Whether Docker keeps its images in a containerd.
    var isInContainerd = false
    var isContainerd: Bool { store.engine == .containerd || isInContainerd }
}

extension Picture {
    /// The images of Docker's store: its list, its inspections, and what its directories say with the daemon down.
    func dockerImages() -> (images: [StoreImage], known: Bool) {
        var images: [StoreImage] = []
        let onDisk = facts.images.filter {
            $0.source.capture.name.hasSuffix("/repositories.json")
                && isDockers($0.source.capture.instance)
        }
        // Another data root's image database names images that this Docker does not have.
        let layers = facts.imageLayers.filter { layers in
            switch layers.source.capture.kind {
            case "docker-image-inspect": true
            case "docker-imagedb": layers.root.isEmpty || isDockers(layers.root)
            default: false
            }
        }
        let listed = docker.isLocal ? docker.list : nil
        let idsAreConfigs = idsAreConfigs
        for row in listed ?? onDisk {
            guard let id = row.id else {
                images.append(StoreImage(names: Set(row.names), size: row.size))
                continue
            }
            var image = StoreImage(names: Set(row.names), size: row.size)
            image.targets = Set(row.repoDigests.compactMap(Self.digest))
            image.isListedInUse = row.inUse
            let tagged = row.repoDigests.isEmpty ? [] : Set(row.names.map { ImageName.split($0).repository })
            image.digestReferences = Set(
                row.repoDigests.filter {
                    let (repository, suffix) = ImageName.split($0)
                    return suffix.utf8.first == UInt8(ascii: "@") && !tagged.contains(repository)
                })
            if idsAreConfigs { image.config = id } else { image.targets.insert(id) }
            images.append(image)
        }
        for entry in layers where docker.isLocal {
            if let index = images.firstIndex(where: { image in
                image.config?.matches(entry.image) == true || image.targets.contains { $0.matches(entry.image) }
            }) {
                images[index].learn(entry.image)
                images[index].diffIDs = entry.diffIDs.isEmpty ? images[index].diffIDs : entry.diffIDs
                images[index].names.formUnion(entry.names)
                images[index].targets.formUnion(entry.repoDigests.compactMap(Self.digest))
                if let size = entry.size {
                    images[index].unpacked = docker.usesGraphDriver ? size : nil
                    images[index].packed = docker.usesContainerdStore ? size : nil
                }
            } else if listed == nil, !docker.usesContainerdStore {
                // An image of the image database without a name is dangling: it still holds layers.
                var image = StoreImage(names: Set(entry.names), diffIDs: entry.diffIDs, unpacked: entry.size)
                image.targets = Set(entry.repoDigests.compactMap(Self.digest))
                if docker.usesGraphDriver || entry.source.capture.isKind("docker-imagedb") {
                    image.config = entry.image
                } else {
                    image.targets.insert(entry.image)
                }
                images.append(image)
            }
        }
        if docker.usesContainerdStore { learnConfigs(&images) }
        var known =
            listed.map { _ in docker.listIsComplete }
            ?? (docker.imageStore != nil && (!onDisk.isEmpty || !layers.isEmpty))
        if listed == nil, case .containerd(let address, let namespace) = docker.imageStore {
            let path = address.map { CRIPicture.resolved($0, facts) }
            let socket = facts.sockets.first { Endpoint.path($0.target) == path }?.name ?? ""
            (images, known) = containerdImages(nil, socket: socket, namespace: namespace)
        }
        count(facts.containers.filter { $0.source.capture.isKind("docker-containers") }, in: &images)
        return (images, known)
    }

    /// Whether Docker's IDs are config digests: it has a graph driver, or a CRI server that is not Docker lists one too.
    private var idsAreConfigs: Bool {
        if docker.imageStore != nil || docker.isPodman { return !docker.usesContainerdStore }
        let configs = endpoints.flatMap { $0.list ?? [] }.compactMap(\.id)
        return endpoints.allSatisfy { $0.list == nil }
            || (docker.list ?? []).contains { row in
                configs.contains { row.id?.matches($0) ?? false }
            }
    }

    /// Whether a file is Docker's own rather than another daemon's.
    private func isDockers(_ path: String) -> Bool {
        guard let root = docker.root else { return true }
        return Places.isAt(path, orBelow: root) || places.isInside(path, root)
    }

    /// The images that CRI-O lists. Its sizes are those of the unpacked layers (cri-o, internal/storage/image.go).
    func crioImages(_ endpoint: CRIPicture) -> (images: [StoreImage], known: Bool) {
        var (images, known) = containerdImages(endpoint, socket: endpoint.name, namespace: "")
        for index in images.indices {
            images[index].packed = nil
            images[index].unpacked = images[index].size
        }
        return (images, known)
    }

    /// The images of one namespace of a containerd: the CRI list, else `ctr images ls`.
    func containerdImages(_ cri: CRIPicture?, socket: String, namespace: String) -> (images: [StoreImage], known: Bool)
    {
        var images: [StoreImage] = []
        let records = facts.imageRecords.filter { $0.socket == socket && $0.namespace == namespace }
        for row in cri?.list ?? [] {
            var image = StoreImage(names: Set(row.names), config: row.id, size: row.size, packed: row.size)
            image.targets = Set(row.repoDigests.compactMap(Self.digest))
            image.pinned = row.pinned
            images.append(image)
        }
        var byTarget: [Digest: StoreImage] = [:]
        for record in records {
            var image = byTarget[record.target] ?? StoreImage()
            image.targets.insert(record.target)
            image.pinned = image.pinned || record.pinned
            if record.reference.hasPrefix("sha256:") {
                image.config = Digest(record.reference)
            } else if !record.reference.utf8.contains(UInt8(ascii: "@")) {
                image.names.insert(record.reference)
            }
            byTarget[record.target] = image
        }
        for (target, found) in byTarget.sorted(by: { $0.key < $1.key }) {
            let index = images.firstIndex { image in
                image.targets.contains { $0.matches(target) }
                    || (found.config.flatMap { c in image.config?.matches(c) } ?? false)
            }
            if let index {
                images[index].targets.insert(target)
                images[index].pinned = images[index].pinned || found.pinned
            } else if cri?.list == nil {
                images.append(found)
            }
        }
        for entry in facts.imageLayers where entry.source.capture.isKind("cri-image-inspect") {
            guard let index = images.firstIndex(where: { $0.config?.matches(entry.image) ?? false }) else { continue }
            images[index].diffIDs = entry.diffIDs.isEmpty ? images[index].diffIDs : entry.diffIDs
        }
        learnConfigs(&images)
        let containers = CaptureID("cri-containers." + (cri?.name ?? "-"))
        count(facts.containers.filter { $0.source.capture == containers }, in: &images)
        return (images, cri?.list.map { _ in cri?.listIsComplete ?? false } ?? !records.isEmpty)
    }

    /// The images of a containerd that nobody answers for: those whose config digest, known from elsewhere, is a blob.
    func imagesFromBlobs(root: String) -> [StoreImage] {
        let blobs = Set(facts.blobs.filter { isOnePlace($0.root, root) }.map(\.digest))
        var found: [StoreImage] = []
        for entry in facts.imageLayers where blobs.contains(entry.image) {
            guard !found.contains(where: { $0.config == entry.image }) else { continue }
            found.append(StoreImage(names: Set(entry.names), config: entry.image, diffIDs: entry.diffIDs))
        }
        for row in facts.images {
            guard let id = row.id, blobs.contains(id) else { continue }
            if let index = found.firstIndex(where: { $0.config == id }) {
                found[index].names.formUnion(row.names)
            } else {
                found.append(StoreImage(names: Set(row.names), config: id))
            }
        }
        return found
    }

    /// Fills configs and layers from the labels of `ctr content ls`: index → manifest → config, layer blob → diffID.
    private func learnConfigs(_ images: inout [StoreImage]) {
        guard !facts.content.isEmpty else { return }
        var records: [Digest: ContentRecord] = [:]
        var byConfig: [Digest: ContentRecord] = [:]
        for record in facts.content {
            records[record.digest] = record
            if let config = record.config { byConfig[config] = record }
        }
        /// Of an index's manifests the one that is unpacked here: the others are other platforms' or attestations.
        func manifest(of image: StoreImage) -> ContentRecord? {
            let named = image.targets.sorted().compactMap { records[$0] }
            let below = named.flatMap { $0.config == nil ? $0.references : [] }.compactMap { records[$0] }
            let manifests = (named + below).filter { $0.config != nil }
            let unpacked = manifests.filter { $0.config.flatMap { records[$0]?.snapshot } != nil }
            if let config = image.config {
                return manifests.first { $0.config.map(config.matches) ?? false } ?? byConfig[config]
            }
            return unpacked.first ?? manifests.first
        }
        for index in images.indices {
            guard let manifest = manifest(of: images[index]) else { continue }
            images[index].config = images[index].config ?? manifest.config
            if images[index].diffIDs == nil {
                let layers = manifest.references.compactMap { records[$0]?.diffID }
                if !layers.isEmpty, layers.count == manifest.references.count { images[index].diffIDs = layers }
            }
        }
    }

    /// Counts each container on the image that its runtime names by digest; by name only where no image has the digest.
    private func count(_ uses: [ContainerUse], in images: inout [StoreImage]) {
        var byName: [String: Int] = [:]
        for use in uses {
            var index: Int?
            if let digest = use.image {
                index = images.firstIndex { image in
                    image.config?.matches(digest) == true || image.targets.contains { $0.matches(digest) }
                }
            }
            if index == nil, !use.imageName.isEmpty {
                if byName.isEmpty { byName = Self.places(images) }
                index = byName[ImageName.normalized(use.imageName)]
            }
            guard let index else { continue }
            images[index].containers.total += 1
            if use.isRunning { images[index].containers.running += 1 }
        }
    }

    /// The first image of each name.
    private static func places(_ images: [StoreImage]) -> [String: Int] {
        var places: [String: Int] = [:]
        for (index, image) in images.enumerated() {
            for name in image.names {
                let whole = ImageName.normalized(name)
                if places[whole] == nil { places[whole] = index }
            }
        }
        return places
    }

    /// The digest of `repository@sha256:…`, or one alone, whole or cut as a table cuts it.
    static func digest(_ reference: String) -> Digest? {
        guard let at = reference.utf8.lastIndex(of: UInt8(ascii: "@")) else { return Digest(reference) }
        return Digest(reference[reference.utf8.index(after: at)...])
    }
}
