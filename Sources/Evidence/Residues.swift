import NodeModel

/// Bytes of images that no list shows: the second axis of the answer.
struct Residues: Sendable {
    /// Less than this is no left-over: an empty store has some 200 kB of databases. 1 MiB.
    static let smallest: Int64 = 1 << 20

    var found: [Residue] = []
    /// Places that exist, of which the evidence does not tell whether they are a residue.
    var undecided: [Missing] = []
    /// Whether the bundle says anything of the disk.
    var wereLookedFor: Bool

    /// Whether a residue is large enough to be the verdict.
    var isLarge: Bool { found.contains { ($0.figure?.bytes ?? 0) > Self.smallest } }

    init(_ picture: Picture, stores: [StorePicture]) {
        let facts = picture.facts
        wereLookedFor = !facts.diskUses.isEmpty || !facts.directories.isEmpty || !facts.blobs.isEmpty
        addDocker(picture, stores)
        addContainerd(picture, stores)
        addHidden(picture, stores)
        addSecondDockerd(picture)
        addCRIO(picture)
        addTarballs(picture)
        for directory in facts.directories where directory.state == .denied {
            undecided.append(
                Missing(
                    capture: "roots", why: "denied: \(directory.path)", settleWith: "sudo du -skx \(directory.path)"))
        }
    }

    private mutating func addDocker(_ picture: Picture, _ stores: [StorePicture]) {
        guard let store = stores.first(where: { $0.id == "docker" }), picture.docker.list == nil,
            !picture.docker.usesContainerdStore, !store.store.root.isEmpty
        else { return }
        let root = store.store.root
        guard picture.docker.isRunning != true else { return }
        let figure = dockerFigure(picture, root: root)
        guard let running = picture.docker.isRunning else {
            if (figure?.bytes ?? Self.smallest + 1) > Self.smallest { undecided.append(picture.missing("ps")) }
            return
        }
        guard !running, let figure else {
            undecided.append(picture.missing("du." + root))
            return
        }
        guard figure.bytes > Self.smallest else { return }
        let names = store.images.map(\.label).sorted()
        found.append(
            Residue(
                kind: .stoppedDocker, path: root, figure: figure, images: names,
                statement: "Docker does not run and \(root) still holds \(ByteText.decimal(figure.bytes))",
                sources: picture.docker.runningSources + (picture.use(below: root).map { [$0.source] } ?? [])))
    }

    private func dockerFigure(_ picture: Picture, root: String) -> ByteFigure? {
        if let use = picture.use(below: root) {
            let other = ["/volumes", "/containers"].compactMap { picture.bytes(below: root + $0) }.reduce(0, +)
            return ByteFigure(
                bytes: max(0, use.bytes.middle - other), tier: use.bytes.isExact ? .exact : .estimated,
                formula: other > 0 ? "du of \(root) without volumes and containers" : "du of \(root)", inputs: ["du"])
        }
        let layers = picture.facts.dockerLayers.filter { $0.root == root }.compactMap(\.bytes)
        guard !layers.isEmpty else { return nil }
        return ByteFigure(
            bytes: layers.reduce(0, +), tier: .exact,
            formula: "uncompressed bytes of \(layers.count) layers in layerdb",
            inputs: ["docker-layerdb"])
    }

    private mutating func addContainerd(_ picture: Picture, _ stores: [StorePicture]) {
        for root in picture.containerdRoots() {
            guard !picture.isUsedByDocker(root) else { continue }
            let live = picture.isLive(containerdRoot: root)
            if live?.value == true { continue }
            let figure = containerdFigure(picture, root: root)
            if let figure, figure.bytes <= Self.smallest { continue }
            guard live != nil else {
                undecided.append(picture.missing("ps"))
                continue
            }
            guard let figure else {
                undecided.append(picture.missing("du." + root))
                continue
            }
            let images = stores.first { $0.store.root == root }?.images.map(\.label).sorted() ?? []
            found.append(
                Residue(
                    kind: .stoppedContainerd, path: root, figure: figure, images: images,
                    statement: "no containerd runs on \(root), which still holds \(ByteText.decimal(figure.bytes))",
                    sources: (live?.sources ?? []) + (picture.use(below: root).map { [$0.source] } ?? [])))
        }
    }

    private func containerdFigure(_ picture: Picture, root: String) -> ByteFigure? {
        if let use = picture.use(below: root) {
            return ByteFigure(
                bytes: use.bytes.middle, tier: use.bytes.isExact ? .exact : .estimated, formula: "du of \(root)",
                inputs: ["du"])
        }
        let parts = ["/io.containerd.content.v1.content", "/io.containerd.snapshotter.v1.overlayfs"]
            .compactMap { picture.use(below: root + $0) }
        if !parts.isEmpty {
            return ByteFigure(
                bytes: parts.map(\.bytes.middle).reduce(0, +), tier: .estimated,
                formula: "du of \(parts.count) parts of \(root)", inputs: ["du"])
        }
        let blobs = picture.facts.blobs.filter { picture.isOnePlace($0.root, root) }
        guard !blobs.isEmpty else { return nil }
        return ByteFigure(
            bytes: blobs.map(\.bytes).reduce(0, +), tier: .estimated,
            formula: "its \(blobs.count) blobs; what is unpacked is not counted", inputs: ["blobs"])
    }

    /// Docker keeps one of its two image stores out of sight after a switch, and nothing prunes it
    /// (docker/docs, content/manuals/engine/storage/containerd.md).
    private mutating func addHidden(_ picture: Picture, _ stores: [StorePicture]) {
        if picture.docker.usesContainerdStore, let root = picture.docker.root {
            let layers = picture.facts.dockerLayers.filter { $0.root == root }
            let bytes = layers.compactMap(\.bytes).reduce(0, +)
            let path = root + "/" + (layers.first?.driver ?? "overlay2")
            let used = picture.use(below: path)
            let size = max(bytes, used?.bytes.middle ?? 0)
            guard size > Self.smallest else { return }
            found.append(
                Residue(
                    kind: .hiddenDockerStore, path: path,
                    figure: ByteFigure(
                        bytes: used?.bytes.middle ?? bytes, tier: .exact,
                        formula: used == nil
                            ? "uncompressed bytes of \(layers.count) layers in layerdb" : "du of \(path)",
                        inputs: [used == nil ? "docker-layerdb" : "du"]),
                    statement: "Docker uses its containerd image store, and \(path) still holds the other one",
                    sources: picture.docker.imageStoreSources + (used.map { [$0.source] } ?? [])))
        } else if picture.docker.usesGraphDriver,
            let store = stores.first(where: { $0.store.namespace == "moby" && $0.id != "docker" })
        {
            let sum = store.images.compactMap(\.size?.middle).reduce(0, +)
            found.append(
                Residue(
                    kind: .hiddenDockerStore, path: store.store.root,
                    figure: sum > 0
                        ? ByteFigure(bytes: sum, tier: .bound, formula: "sum of its images", inputs: ["ctr-images"])
                        : nil,
                    images: store.images.map(\.label).sorted(),
                    statement: "Docker uses a graph driver, and containerd's namespace moby still holds images",
                    sources: store.store.sources))
        }
    }

    private mutating func addSecondDockerd(_ picture: Picture) {
        let own = picture.docker.root ?? "/var/lib/docker"
        let standard = ["/var/lib/docker", "/var/snap/docker/common/var-lib-docker"]
        let named = picture.processes.filter { $0.role == .dockerd }.compactMap { $0.flag("--data-root") }
        for root in Set(standard + named).sorted() where !picture.isOnePlace(root, own) && picture.isPresent(root) {
            guard let use = picture.use(below: root), use.bytes.middle > Self.smallest else { continue }
            let daemon = picture.processes.first { $0.role == .dockerd && $0.flag("--data-root") == root }
            found.append(
                Residue(
                    kind: daemon == nil ? .stoppedDocker : .secondDockerd, path: root,
                    figure: ByteFigure(
                        bytes: use.bytes.middle, tier: use.bytes.isExact ? .exact : .estimated,
                        formula: "du of \(root)",
                        inputs: ["du"]),
                    statement: daemon == nil
                        ? "no dockerd runs on \(root)"
                        : "a second dockerd runs on \(root), which `docker images` does not show",
                    sources: [use.source] + (daemon.map { [$0.source] } ?? [])))
        }
    }

    /// Podman as root uses CRI-O's store, so it is only called left over where CRI-O's unit is there and stopped.
    private mutating func addCRIO(_ picture: Picture) {
        let root = "/var/lib/containers/storage"
        guard let use = picture.use(below: root), use.bytes.middle > Self.smallest,
            let unit = picture.facts.unitStates.first(where: { $0.name == "crio.service" && $0.load == "loaded" }),
            unit.active != "active", !picture.docker.isPodman,
            !picture.endpoints.contains(where: { $0.server == .crio && $0.answered })
        else { return }
        found.append(
            Residue(
                kind: .stoppedCRIO, path: root,
                figure: ByteFigure(
                    bytes: use.bytes.middle, tier: use.bytes.isExact ? .exact : .estimated, formula: "du of \(root)",
                    inputs: ["du"]),
                statement: "CRI-O does not run and \(root) still holds images; podman as root would list them",
                sources: [unit.source, use.source]))
    }

    private mutating func addTarballs(_ picture: Picture) {
        let folders = Dictionary(grouping: picture.facts.tarballs) { tarball in
            tarball.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        }
        for (folder, tarballs) in folders.sorted(by: { $0.key < $1.key }) {
            let bytes = tarballs.map(\.bytes).reduce(0, +)
            found.append(
                Residue(
                    kind: .airgapTarballs, path: folder,
                    figure: ByteFigure(
                        bytes: bytes, tier: .exact, formula: "sizes of \(tarballs.count) archives", inputs: ["airgap"]),
                    statement: "\(tarballs.count) image archives are imported at every start and stay on the disk",
                    sources: tarballs.prefix(3).map(\.source)))
        }
    }
}

extension Picture {
    /// Whether a containerd root is where the running Docker keeps its images or its containers.
    func isUsedByDocker(_ root: String) -> Bool {
        guard docker.isRunning == true else { return false }
        let address =
            facts.settings(.dockerContainerdAddress).first?.value
            ?? processes.first { $0.role == .dockerd }?.flag("--containerd")
        if let address, let own = self.root(ofContainerdAt: Endpoint.path(address)) {
            return isOnePlace(own.path, root)
        }
        return isOnePlace((docker.root ?? "/var/lib/docker") + "/containerd/daemon", root)
    }
}
