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
    /// Roots of containerds that run, of which neither the images nor the size are known.
    var unseen: [String] = []

    /// Whether a residue is large enough to be the verdict. A build cache is in use and no copy of anything, and what is
    /// inside containers is not judged: neither is.
    var isLarge: Bool {
        found.contains { residue in
            ![.buildCache, .nestedRuntime].contains(residue.kind) && (residue.figure?.bytes ?? 0) > Self.smallest
        }
    }

    init(_ picture: Picture, stores: [StorePicture], bytes: ByteAccounting) {
        let facts = picture.facts
        wereLookedFor = !facts.diskUses.isEmpty || !facts.directories.isEmpty
        addDocker(picture, stores)
        addContainerd(picture, stores)
        addHiddenDrivers(picture)
        addHiddenNamespaces(picture, stores, bytes)
        addSecondDockerd(picture)
        addCRIO(picture)
        addTarballs(picture)
        addUnlisted(picture, stores)
        addBuildCaches(picture, stores)
        dropNested(picture)
        addNestedRuntimes(picture)
        // What nobody may look into could hold anything, unless it is part of a store that is listed.
        let live = stores.filter { $0.store.live == true && !$0.store.root.isEmpty }.map(\.store.root)
        for directory in facts.directories
        where directory.state == .denied && !live.contains(where: { picture.places.isInside(directory.path, $0) }) {
            undecided.append(
                Missing(
                    capture: "roots", why: "denied: \(directory.path)",
                    settleWith: "sudo du -skx \(Plan.quoted(directory.path))"))
        }
    }

    /// Images that a containerd which runs may hold and nobody listed: of a namespace that is named, or of a root.
    private mutating func addUnlisted(_ picture: Picture, _ stores: [StorePicture]) {
        let facts = picture.facts
        for space in facts.namespaces.sorted(by: { ($0.socket, $0.name) < ($1.socket, $1.name) }) {
            let listed = picture.snapshot.capture(CaptureID("ctr-images.\(space.socket).\(space.name)"))
            let isKnown = stores.contains {
                $0.socket == space.socket && $0.store.namespace == space.name && $0.imagesAreKnown
            }
            guard !isKnown, listed?.outcome.isComplete != true else { continue }
            let path = facts.sockets.first { $0.name == space.socket }?.target ?? "SOCKET"
            undecided.append(
                Missing(
                    capture: "ctr-images.\(space.socket).\(space.name)",
                    why: listed.map { $0.outcome.rawValue } ?? "not captured",
                    settleWith: "ctr -a \(Plan.quoted(path)) -n \(Plan.quoted(space.name)) images ls"))
        }
        for root in picture.containerdsRunning
        where !stores.contains(where: { picture.isOnePlace($0.store.root, root) }) {
            guard !picture.isListed(containerdRoot: root), picture.use(below: root) == nil else { continue }
            unseen.append(root)
        }
    }

    /// `du` of a directory counts what is inside it: a residue inside another is part of that one.
    private mutating func dropNested(_ picture: Picture) {
        let wholes = found.enumerated().filter { $0.element.figure?.inputs == ["du"] }
        found = found.enumerated().filter { index, residue in
            !wholes.contains { other, whole in
                other != index && picture.places.isInside(residue.path, whole.path)
                    && (!picture.isOnePlace(residue.path, whole.path) || other < index)
            }
        }.map(\.element)
    }

    /// What `du` counted below a root, without a live store that lies in it.
    private func measured(_ picture: Picture, root: String, without parts: [String] = []) -> ByteFigure? {
        guard let use = picture.use(below: root) else { return nil }
        let nested = picture.liveRoots.filter { picture.places.isInside($0, root) && !picture.isOnePlace($0, root) }
        let left = (parts + nested.filter { !parts.contains($0) }).filter { picture.bytes(below: $0) != nil }
        let other = ByteSum.of(left.compactMap { picture.bytes(below: $0) })
        let names = left.map { Places.isAt($0, orBelow: root) ? String($0.dropFirst(root.count + 1)) : $0 }
        return ByteFigure(
            bytes: max(0, use.bytes.middle - other), tier: use.bytes.isExact ? .exact : .estimated,
            formula: "du of \(root)" + (names.isEmpty ? "" : " without " + names.joined(separator: " and ")),
            inputs: ["du"])
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
        if let measured = measured(picture, root: root, without: [root + "/volumes", root + "/containers"]) {
            return measured
        }
        let layers = picture.facts.dockerLayers.filter { picture.isOnePlace($0.root, root) }.compactMap(\.bytes)
        guard !layers.isEmpty else { return nil }
        return ByteFigure(
            bytes: ByteSum.of(layers), tier: .exact,
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
            let images = stores.first { picture.isOnePlace($0.store.root, root) }?.images.map(\.label).sorted() ?? []
            found.append(
                Residue(
                    kind: .stoppedContainerd, path: root, figure: figure, images: images,
                    statement: "no containerd runs on \(root), which still holds \(ByteText.decimal(figure.bytes))",
                    sources: (live?.sources ?? []) + (picture.use(below: root).map { [$0.source] } ?? [])))
        }
    }

    private func containerdFigure(_ picture: Picture, root: String) -> ByteFigure? {
        if let measured = measured(picture, root: root) { return measured }
        let parts = ["/io.containerd.content.v1.content", "/io.containerd.snapshotter.v1.overlayfs"]
            .compactMap { picture.use(below: root + $0) }
        if !parts.isEmpty {
            return ByteFigure(
                bytes: ByteSum.of(parts.map(\.bytes.middle)), tier: .estimated,
                formula: "du of \(parts.count) parts of \(root)", inputs: ["du"])
        }
        let blobs = picture.facts.blobs.filter { picture.isOnePlace($0.root, root) }
        guard !blobs.isEmpty else { return nil }
        return ByteFigure(
            bytes: ByteSum.of(blobs.map(\.bytes)), tier: .estimated,
            formula: "its \(blobs.count) blobs; what is unpacked is not counted", inputs: ["blobs"])
    }

    /// Docker keeps one of its two image stores out of sight after a switch, and nothing prunes it
    /// (docker/docs, content/manuals/engine/storage/containerd.md); an older graph driver's likewise.
    private mutating func addHiddenDrivers(_ picture: Picture) {
        guard picture.docker.isRunning == true, let root = picture.docker.root, let store = picture.docker.imageStore
        else { return }
        var current = ""
        if case .graphDriver(let name) = store { current = name }
        guard picture.docker.usesContainerdStore || !current.isEmpty else { return }
        let layers = picture.facts.dockerLayers.filter { picture.isOnePlace($0.root, root) }
        let drivers = Set(layers.map(\.driver) + (picture.docker.usesContainerdStore ? ["overlay2"] : []))
        for driver in drivers.sorted() where driver != current && !driver.isEmpty {
            let own = layers.filter { $0.driver == driver }.compactMap(\.bytes)
            let path = root + "/" + driver
            let figure =
                measured(picture, root: path)
                ?? ByteFigure(
                    bytes: ByteSum.of(own), tier: .exact,
                    formula: "uncompressed bytes of \(own.count) layers in layerdb", inputs: ["docker-layerdb"])
            guard figure.bytes > Self.smallest else { continue }
            found.append(
                Residue(
                    kind: .hiddenDockerStore, path: path, figure: figure,
                    statement: picture.docker.usesContainerdStore
                        ? "Docker uses its containerd image store, and \(path) still holds the other one"
                        : "Docker uses \(current), and \(path) still holds the images of \(driver)",
                    sources: picture.docker.imageStoreSources + (picture.use(below: path).map { [$0.source] } ?? [])))
        }
    }

    /// Docker's namespace of a containerd, where Docker lists another store or does not run.
    private mutating func addHiddenNamespaces(_ picture: Picture, _ stores: [StorePicture], _ bytes: ByteAccounting) {
        for (index, store) in stores.enumerated()
        where store.store.namespace == "moby" && store.store.live != true && !store.images.isEmpty {
            guard picture.docker.isRunning == false || picture.docker.imageStore != nil,
                picture.docker.isRunning != nil, store.id != "docker" || picture.docker.isRunning == false
            else {
                undecided.append(picture.missing("docker-info"))
                continue
            }
            guard let figure = bytes.freed(removing: Set(store.images.indices), from: index) else {
                undecided.append(picture.missing("ctr-content.\(store.socket).moby"))
                continue
            }
            let because =
                picture.docker.isRunning == false
                ? "Docker does not run" : "Docker uses \(picture.docker.imageStore?.phrase ?? "another store")"
            found.append(
                Residue(
                    kind: .hiddenDockerStore, path: store.store.root, figure: figure,
                    images: store.images.map(\.label).sorted(),
                    statement: "\(because), and containerd's namespace moby still holds \(store.images.count) images",
                    sources: picture.docker.imageStoreSources + picture.docker.runningSources + store.store.sources))
        }
    }

    /// Data roots of Docker's that the command line does not show: another dockerd's, or nobody's.
    private mutating func addSecondDockerd(_ picture: Picture) {
        let own = picture.docker.root ?? "/var/lib/docker"
        let daemons = picture.processes.filter { $0.role == .dockerd }
            .map { ($0, picture.dataRoot(of: $0)) }
        let roots = Set(["/var/lib/docker", Picture.snapDocker] + daemons.compactMap(\.1)).sorted()
        for root in roots where !picture.isOnePlace(root, own) && picture.isPresent(root) {
            guard !found.contains(where: { picture.isOnePlace($0.path, root) }) else { continue }
            guard let figure = dockerFigure(picture, root: root) else {
                undecided.append(picture.missing("du." + root))
                continue
            }
            guard figure.bytes > Self.smallest else { continue }
            let daemon = daemons.first { $0.1.map { picture.isOnePlace($0, root) } ?? false }?.0
            // It is nobody's only where every dockerd that runs is known to work elsewhere.
            let isAbandoned =
                picture.processesAreKnown
                && daemons.allSatisfy { process, place in
                    place != nil || process.user != "root"
                }
            guard daemon != nil || isAbandoned else {
                undecided.append(picture.missing("ps"))
                continue
            }
            let use = picture.use(below: root).map { [$0.source] } ?? []
            found.append(
                Residue(
                    kind: daemon == nil ? .stoppedDocker : .secondDockerd, path: root, figure: figure,
                    images: picture.imagesOnDisk(dockerRoot: root).map(\.label).sorted(),
                    statement: daemon == nil
                        ? "no dockerd runs on \(root)"
                        : "a second dockerd runs on \(root), which `docker images` does not show",
                    sources: use + (daemon.map { [$0.source] } ?? [])))
        }
    }

    /// Podman as root uses CRI-O's store, so it is only called left over where CRI-O's unit is there and stopped.
    private mutating func addCRIO(_ picture: Picture) {
        let root = picture.containersRoot
        guard let use = picture.use(below: root), let figure = measured(picture, root: root),
            figure.bytes > Self.smallest,
            let unit = picture.facts.unitStates.first(where: { $0.name == "crio.service" && $0.load == "loaded" }),
            unit.active != "active", !picture.docker.isPodman,
            !picture.endpoints.contains(where: { $0.server == .crio && $0.answered })
        else { return }
        found.append(
            Residue(
                kind: .stoppedCRIO, path: root, figure: figure,
                statement: "CRI-O does not run and \(root) still holds images; podman as root would list them",
                sources: [unit.source, use.source]))
    }

    private mutating func addTarballs(_ picture: Picture) {
        let folders = Dictionary(grouping: picture.facts.tarballs) { tarball in
            tarball.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        }
        for (folder, tarballs) in folders.sorted(by: { $0.key < $1.key }) {
            let bytes = ByteSum.of(tarballs.map(\.bytes))
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
