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
    /// What the store's own tool calls its size.
    var size: ByteRange?
    /// Bytes of its unpacked layers together, where an inspection with a graph driver gives them.
    var unpacked: ByteRange?
    /// Bytes of its blobs together, where its list gives them.
    var packed: ByteRange?
    var containers = ContainerCount(running: 0, total: 0)
    var pinned = false

    /// Takes the whole ID in the place of what a table printed of it.
    mutating func learn(_ id: Digest) {
        if let short = config, !short.isWhole, short.matches(id) { config = id }
        for short in targets where !short.isWhole && short.matches(id) {
            targets.remove(short)
            targets.insert(id)
        }
    }

    var chain: [Digest]? { diffIDs.map(Digest.chainIDs) }
    /// The shortest thing to call it by.
    var label: String { names.sorted().first ?? config?.short ?? targets.sorted().first?.short ?? "an untagged image" }
}

/// A store with everything that is known to be in it.
struct StorePicture: Sendable {
    var store: Store
    var images: [StoreImage]
    /// Whether `images` is all of them; false where only some could be recognised.
    var imagesAreKnown: Bool
    /// Name of the containerd socket, for its layers and blobs; empty for other engines.
    var socket: String

    var id: String { store.id }
    var isContainerd: Bool { store.engine == .containerd || !socket.isEmpty }
}

extension Picture {
    /// The images of Docker's store: its list, its inspections, and what its directories say with the daemon down.
    func dockerImages() -> (images: [StoreImage], known: Bool) {
        var images: [StoreImage] = []
        let onDisk = facts.images.filter { $0.source.capture.name.hasSuffix("/repositories.json") }
        let layers = facts.imageLayers.filter {
            ["docker-image-inspect", "docker-imagedb"].contains($0.source.capture.kind)
        }
        let listed = docker.isLocal ? docker.list : nil
        for row in listed ?? onDisk {
            guard let id = row.id else {
                images.append(StoreImage(names: Set(row.names), size: row.size))
                continue
            }
            var image = StoreImage(names: Set(row.names), size: row.size)
            image.targets = Set(row.repoDigests.compactMap(Self.digest))
            if docker.usesContainerdStore { image.targets.insert(id) } else { image.config = id }
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
                images.append(
                    StoreImage(
                        names: Set(entry.names), config: entry.image,
                        targets: Set(entry.repoDigests.compactMap(Self.digest)), diffIDs: entry.diffIDs,
                        unpacked: entry.size))
            }
        }
        if docker.usesContainerdStore { learnConfigs(&images) }
        for use in facts.containers where use.source.capture.kind == "docker-containers" {
            count(use, in: &images)
        }
        if listed == nil, case .containerd(let address, let namespace) = docker.imageStore {
            let socket = facts.sockets.first { Endpoint.path($0.target) == address }?.name ?? ""
            let (recorded, known) = containerdImages(nil, socket: socket, namespace: namespace)
            return (recorded, known)
        }
        let known = listed.map { _ in docker.listIsComplete } ?? (!onDisk.isEmpty || !layers.isEmpty)
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
            } else if !record.reference.contains("@") {
                image.names.insert(record.reference)
            }
            byTarget[record.target] = image
        }
        for (target, found) in byTarget.sorted(by: { $0.key < $1.key }) {
            let index = images.firstIndex { image in
                image.targets.contains(target) || (found.config.flatMap { c in image.config?.matches(c) } ?? false)
            }
            if let index {
                images[index].targets.insert(target)
                images[index].pinned = images[index].pinned || found.pinned
            } else if cri?.list == nil {
                images.append(found)
            }
        }
        for entry in facts.imageLayers where entry.source.capture.kind == "cri-image-inspect" {
            guard let index = images.firstIndex(where: { $0.config?.matches(entry.image) ?? false }) else { continue }
            images[index].diffIDs = entry.diffIDs.isEmpty ? images[index].diffIDs : entry.diffIDs
        }
        learnConfigs(&images)
        for use in facts.containers where use.source.capture.name == "cri-containers." + (cri?.name ?? "-") {
            count(use, in: &images)
        }
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

    /// Fills configs and layers from the labels of `ctr content ls`: manifest → config, layer blob → diffID.
    private func learnConfigs(_ images: inout [StoreImage]) {
        var manifests: [Digest: ContentRecord] = [:]
        var diffIDs: [Digest: Digest] = [:]
        for record in facts.content {
            if record.config != nil { manifests[record.digest] = record }
            if let diff = record.diffID { diffIDs[record.digest] = diff }
        }
        for index in images.indices {
            guard let manifest = images[index].targets.sorted().compactMap({ manifests[$0] }).first else { continue }
            images[index].config = images[index].config ?? manifest.config
            if images[index].diffIDs == nil {
                let layers = manifest.references.compactMap { diffIDs[$0] }
                if !layers.isEmpty, layers.count == manifest.references.count { images[index].diffIDs = layers }
            }
        }
    }

    private func count(_ use: ContainerUse, in images: inout [StoreImage]) {
        let index = images.firstIndex { image in
            if let digest = use.image {
                if image.config?.matches(digest) == true || image.targets.contains(digest) { return true }
            }
            return !use.imageName.isEmpty
                && image.names.contains { ImageName.normalized($0) == ImageName.normalized(use.imageName) }
        }
        guard let index else { return }
        images[index].containers.total += 1
        if use.isRunning { images[index].containers.running += 1 }
    }

    private static func digest(_ reference: String) -> Digest? {
        reference.firstRange(of: "sha256:").flatMap { Digest(reference[$0.lowerBound...]) }
    }
}
