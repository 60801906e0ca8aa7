import NodeModel

/// Build caches: bytes that images were built from, in no list of images and in no image's sum.
extension Residues {
    /// Docker's BuildKit and a buildkitd with a containerd worker keep their cache as snapshots and blobs of containerd,
    /// in Docker's namespace and in one of their own; other buildkitds have a directory.
    ///
    /// Source: moby, daemon/internal/builder-next/controller.go; buildkit, docs/buildkitd.toml.md.
    mutating func addBuildCaches(_ picture: Picture, _ stores: [StorePicture]) {
        let spaces = Set(picture.facts.snapshots.map { Space($0.socket, $0.namespace) })
            .union(picture.facts.content.map { Space($0.socket, $0.namespace) })
        for space in spaces.sorted(by: { ($0.socket, $0.namespace) < ($1.socket, $1.namespace) }) {
            if space.namespace == "buildkit" || space.namespace == "moby" { add(space, picture, stores) }
        }
        let docker = (picture.docker.root ?? "/var/lib/docker") + "/buildkit"
        for path in [docker, "/var/lib/buildkit", "/var/lib/nerdctl/buildkit"] {
            guard let use = picture.use(below: path), use.bytes.middle > Self.smallest else { continue }
            found.append(
                Residue(
                    kind: .buildCache, path: path,
                    figure: ByteFigure(
                        bytes: use.bytes.middle, tier: use.bytes.isExact ? .exact : .estimated,
                        formula: "du of \(path)", inputs: ["du"]),
                    statement: "BuildKit keeps \(ByteText.decimal(use.bytes.middle)) of its cache in \(path)",
                    sources: [use.source]))
        }
    }

    private struct Space: Hashable {
        var socket: String
        var namespace: String
        init(_ socket: String, _ namespace: String) { (self.socket, self.namespace) = (socket, namespace) }
    }

    private mutating func add(_ space: Space, _ picture: Picture, _ stores: [StorePicture]) {
        let facts = picture.facts
        let isOwn = space.namespace == "buildkit"
        let store = stores.first { $0.socket == space.socket && $0.store.namespace == space.namespace }
        let images = isOwn ? [] : store?.images ?? []
        // An image whose layers are not known may need any of them; a namespace that nobody listed may have images.
        let areKnown = isOwn || (store?.imagesAreKnown ?? isListedEmpty(space, picture))
        guard areKnown, images.allSatisfy({ $0.diffIDs != nil }) else { return }
        let needed = Set(images.flatMap { $0.chain ?? [] })
        let containers = isOwn ? 0 : facts.containers.count { $0.source.capture.kind == "docker-containers" }
        let usesAreKnown = picture.docker.isRunning == false || picture.docker.usesAreKnown(picture.snapshot)
        guard isOwn || usesAreKnown else { return }

        let own = facts.snapshots.filter { $0.socket == space.socket && $0.namespace == space.namespace }
        let layers = own.filter { snapshot in snapshot.chainID.map { !needed.contains($0) } ?? false }
        // A container has two snapshots of its own (moby, daemon/containerd/image_snapshot.go), and their names do not
        // tell them from the cache's: without the two smallest for each, the rest is at most the cache.
        let loose = own.filter { $0.chainID == nil }.sorted { $0.bytes.high > $1.bytes.high }.dropLast(2 * containers)
        var sum = ByteSum()
        for snapshot in layers + loose { sum.add(snapshot.bytes, "") }
        let blobs = isOwn || store != nil ? unneededBlobs(space, images, facts) : []
        for blob in blobs { sum.add(blob.bytes, "") }
        guard sum.middle > Self.smallest, let tier = sum.tier else { return }
        let socket = facts.sockets.first { $0.name == space.socket }.map { Endpoint.path($0.target) }
        let root = picture.root(ofContainerdAt: socket ?? KnownSocket.path(space.socket) ?? "")
        let sources =
            (layers + loose).sorted { ($0.bytes.high, $1.line) > ($1.bytes.high, $0.line) }.prefix(3).map { snapshot in
                Source(
                    capture: snapshot.capture, line: snapshot.line,
                    quote: "\(ByteText.decimal(snapshot.bytes.middle)), a snapshot that is no image's layer")
            }
            + blobs.prefix(layers.isEmpty && loose.isEmpty ? 3 : 0).map { blob in
                Source(capture: blob.capture, line: blob.line, quote: "\(blob.digest)")
            }
        found.append(
            Residue(
                kind: .buildCache, path: root?.path ?? space.socket,
                figure: ByteFigure(
                    bytes: sum.middle, tier: containers > 0 ? .bound : tier,
                    formula: "\(layers.count + loose.count) snapshots and \(blobs.count) blobs of namespace "
                        + "\(space.namespace) that no image needs"
                        + (containers > 0 ? "; may count in snapshots of \(containers) containers" : ""),
                    inputs: Set((layers + loose).map(\.capture.name) + blobs.map(\.capture.name)).sorted()),
                statement: "containerd's namespace \(space.namespace) holds "
                    + "\(ByteText.decimal(sum.middle)) that no image needs: BuildKit's cache",
                sources: sources))
    }

    private func isListedEmpty(_ space: Space, _ picture: Picture) -> Bool {
        let capture = picture.snapshot.capture(CaptureID("ctr-images.\(space.socket).\(space.namespace)"))
        return capture?.outcome.isComplete == true
            && !picture.facts.imageRecords.contains {
                $0.socket == space.socket && $0.namespace == space.namespace
            }
    }

    /// The blobs of a namespace that none of its images leads to and no other namespace refers to; none where the
    /// images' manifests are not all among them.
    private func unneededBlobs(_ space: Space, _ images: [StoreImage], _ facts: Facts) -> [ContentRecord] {
        let inSocket = facts.content.filter { $0.socket == space.socket }
        let own = inSocket.filter { $0.namespace == space.namespace }
        let others = Set(inSocket.filter { $0.namespace != space.namespace }.map(\.digest))
        let records = Dictionary(own.map { ($0.digest, $0) }) { first, _ in first }
        var needed: Set<Digest> = []
        for image in images {
            let known = image.targets.filter { records[$0] != nil }
            guard !known.isEmpty else { return [] }
            var open = Array(known) + [image.config].compactMap { $0 }
            while let next = open.popLast() {
                guard needed.insert(next).inserted, let record = records[next] else { continue }
                open += record.references + [record.config].compactMap { $0 }
            }
        }
        return records.values.filter { !needed.contains($0.digest) && !others.contains($0.digest) }
            .sorted { ($0.bytes.high, $1.digest) > ($1.bytes.high, $0.digest) }
    }
}
