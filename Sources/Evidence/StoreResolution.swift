import NodeModel

extension Picture {
    /// Every store on the node, live or not, and every view with the store that it shows. Docker's first, then by id.
    ///
    /// - Parameter relation: what the rules say of docker's and crictl's views; it names the store of an endpoint that
    ///   tells nothing of itself.
    func resolveStores(relation: Relation) -> (stores: [StorePicture], views: [View]) {
        var stores: [StorePicture] = []
        var shown: [String: String] = [:]
        if let store = dockerStore() { stores.append(store) }

        for endpoint in endpoints where endpoint.answered {
            let isPrimary = endpoint.name == cri?.name
            // One store under two command lines, or Docker's through cri-dockerd, is no further one.
            if endpoint.server == .docker || (isPrimary && relation == .same) {
                let isDockers = isPrimary ? relation == .same : self.relation(to: .docker, at: endpoint.path) == .same
                shown[endpoint.name] = isDockers && docker.isLocal ? stores.first { $0.id == "docker" }?.id : nil
                continue
            }
            guard endpoint.server != nil || relation == .different || relation == .notApplicable else { continue }
            // Which of several runtimes answered crictl is not known, and each has been asked by itself.
            guard !endpoint.path.isEmpty || endpoints.filter(\.answered).count == 1 else { continue }
            let store = endpoint.server == .crio ? crioStore(endpoint) : containerdStore(endpoint)
            if let known = stores.first(where: { areOneStore($0, store) }) {
                shown[endpoint.name] = known.id
            } else {
                shown[endpoint.name] = store.id
                stores.append(store)
            }
        }
        for socket in Set(facts.imageRecords.map(\.socket)).sorted() {
            stores += namespaceStores(socket: socket, besides: stores)
        }
        stores += deadStores(besides: stores)

        var views: [View] = []
        if docker.list != nil || (docker.isRunning ?? false) { views.append(dockerView(stores)) }
        for endpoint in endpoints where endpoint.answered || endpoint.isCrictls {
            views.append(criView(endpoint, store: shown[endpoint.name], isDockers: relation == .same))
        }
        return (stores, views)
    }

    /// One place on the disk and, in a containerd, one namespace: one store, whoever answers for it.
    private func areOneStore(_ a: StorePicture, _ b: StorePicture) -> Bool {
        guard a.store.namespace == b.store.namespace else { return false }
        if !a.socket.isEmpty, a.socket == b.socket { return true }
        return !a.store.root.isEmpty && !b.store.root.isEmpty && isOnePlace(a.store.root, b.store.root)
    }

    private func dockerStore() -> StorePicture? {
        let (images, known) = dockerImages()
        let running = docker.isRunning
        guard running == true || !images.isEmpty || docker.list != nil || isPresent(docker.root ?? "/var/lib/docker")
        else { return nil }
        if case .containerd(let address, let namespace) = docker.imageStore {
            let path = address.map { CRIPicture.resolved($0, facts) } ?? ""
            let root = root(ofContainerdAt: path)
            return StorePicture(
                store: Store(
                    id: "docker", engine: .docker, root: root?.path ?? "",
                    driver: facts.settings(.dockerDriver).first?.value ?? "", namespace: namespace, live: running,
                    imageCount: known ? images.count : nil, bytesOnDisk: root.flatMap { bytes(below: $0.path) },
                    sources: docker.imageStoreSources + (root?.sources ?? [])),
                images: images, imagesAreKnown: known, usesAreKnown: docker.usesAreKnown(snapshot),
                socket: socketName(path: path) ?? "", isInContainerd: true)
        }
        let root = docker.root ?? ""
        let usesAreKnown = docker.usesAreKnown(snapshot)
        var driver = facts.settings(.dockerDriver).first?.value ?? ""
        if case .graphDriver(let name) = docker.imageStore, driver.isEmpty { driver = name }
        return StorePicture(
            store: Store(
                id: "docker", engine: docker.isPodman ? .podman : .docker, root: root, driver: driver, live: running,
                imageCount: known ? images.count : nil, bytesOnDisk: bytes(below: root),
                sources: docker.rootSources + docker.runningSources),
            images: images, imagesAreKnown: known, usesAreKnown: usesAreKnown, socket: "")
    }

    private func containerdStore(_ endpoint: CRIPicture) -> StorePicture {
        let root =
            endpoint.root.map { ($0, endpoint.rootSources) }
            ?? root(ofContainerdAt: endpoint.path).map { ($0.path, $0.sources) }
            ?? (endpoint.path.isEmpty ? onlyRootBesideDockers() : nil)
        // crictl's own endpoint may be a socket that ctr was asked about.
        let socket = endpoint.name == "crictl" ? socketName(path: endpoint.path) ?? endpoint.name : endpoint.name
        let (images, known) = containerdImages(endpoint, socket: socket, namespace: "k8s.io")
        return StorePicture(
            store: Store(
                id: root.map { KnownSocket.storeName(root: $0.0) } ?? endpoint.name, engine: .containerd,
                root: root?.0 ?? "", driver: snapshotter(endpoint), namespace: "k8s.io", live: true,
                imageCount: known ? images.count : nil, bytesOnDisk: root.flatMap { bytes(below: $0.0) },
                sources: (root?.1 ?? []) + endpoint.serverSources),
            images: images, imagesAreKnown: known, usesAreKnown: usesAreKnown(endpoint.name), socket: endpoint.name)
    }

    /// The one live containerd that Docker does not use: where crictl's endpoint is not known and its store is not
    /// Docker's, there is nothing else that it could list.
    private func onlyRootBesideDockers() -> (String, [Source])? {
        let live = containerdRoots().compactMap { root in
            isUsedByDocker(root) ? nil : isLive(containerdRoot: root).flatMap { $0.value ? (root, $0.sources) : nil }
        }
        return live.count == 1 ? live.first : nil
    }

    private func crioStore(_ endpoint: CRIPicture) -> StorePicture {
        let (images, known) = crioImages(endpoint)
        let root = endpoint.root ?? containersRoot
        return StorePicture(
            store: Store(
                id: "crio", engine: .crio, root: root, live: true, imageCount: endpoint.list.map(\.count),
                bytesOnDisk: bytes(below: root), sources: endpoint.rootSources),
            images: images, imagesAreKnown: known, usesAreKnown: usesAreKnown(endpoint.name), socket: "")
    }

    /// Whether every container of a CRI server is known, so that an image without one is not in use.
    private func usesAreKnown(_ endpoint: String) -> Bool {
        snapshot.capture(CaptureID("cri-containers." + endpoint))?.outcome.isComplete ?? false
    }

    /// Namespaces that `ctr` shows and no CRI endpoint and no Docker claims: `nerdctl`'s `default`, or the kubelet's
    /// own where crictl is not installed.
    private func namespaceStores(socket: String, besides known: [StorePicture]) -> [StorePicture] {
        let path =
            facts.sockets.first { $0.name == socket }.map { Endpoint.path($0.target) }
            ?? KnownSocket.path(socket) ?? ""
        let root = root(ofContainerdAt: path)
        let names = Set(facts.imageRecords.filter { $0.socket == socket }.map(\.namespace))
        return names.sorted().compactMap { namespace -> StorePicture? in
            // A list whose endpoint is not known may be this one: nothing is stored twice because it was seen twice.
            let isCrictls =
                namespace == "k8s.io"
                && endpoints.contains {
                    $0.name == "crictl" && $0.answered && ($0.path.isEmpty || $0.path == path)
                }
            let claimed = known.contains {
                ($0.socket == socket || isCrictls && $0.socket == "crictl") && $0.store.namespace == namespace
            }
            guard !claimed else { return nil }
            let endpoint = endpoints.first { $0.name == socket && namespace == "k8s.io" }
            let (images, isKnown) = containerdImages(endpoint, socket: socket, namespace: namespace)
            guard !images.isEmpty else { return nil }
            let base = root.map { KnownSocket.storeName(root: $0.path) } ?? socket
            return StorePicture(
                store: Store(
                    id: namespace == "k8s.io" ? base : "\(base)/\(namespace)", engine: .containerd,
                    root: root?.path ?? "", namespace: namespace,
                    // Docker's namespace that Docker does not list: hidden by its switch to another image store.
                    live: namespace != "moby", imageCount: images.count,
                    bytesOnDisk: root.flatMap { bytes(below: $0.path) }, sources: root?.sources ?? []),
                images: images, imagesAreKnown: isKnown, usesAreKnown: endpoint.map { usesAreKnown($0.name) } ?? false,
                socket: socket)
        }
    }

    /// containerd roots on the disk whose daemon is known not to run, or of which nothing else is known.
    private func deadStores(besides known: [StorePicture]) -> [StorePicture] {
        containerdRoots().compactMap { root -> StorePicture? in
            guard !known.contains(where: { isOnePlace($0.store.root, root) }) else { return nil }
            let live = isLive(containerdRoot: root)
            let images = imagesFromBlobs(root: root)
            let bytes = bytes(below: root)
            guard !images.isEmpty || (bytes ?? 0) > Residues.smallest else { return nil }
            return StorePicture(
                store: Store(
                    id: KnownSocket.storeName(root: root), engine: .containerd, root: root, namespace: "k8s.io",
                    live: live?.value, imageCount: nil, bytesOnDisk: bytes, sources: live?.sources ?? []),
                images: images, imagesAreKnown: isListed(containerdRoot: root), usesAreKnown: false, socket: "")
        }
    }

    private func dockerView(_ stores: [StorePicture]) -> View {
        let endpoint = (facts.settings(.envDockerHost) + facts.settings(.dockerEndpoint)).first?.value
        return View(
            id: "docker", command: "docker images",
            endpoint: endpoint.map { Endpoint.isLocal($0) ? Endpoint.path($0) : $0 } ?? "/run/docker.sock",
            server: docker.isPodman ? "podman" : "dockerd" + (docker.version.isEmpty ? "" : " " + docker.version),
            store: docker.isLocal ? "docker" : nil, imageCount: docker.list?.count)
    }

    private func criView(_ endpoint: CRIPicture, store: String?, isDockers: Bool) -> View {
        let version = endpoint.runtimeVersion.isEmpty ? "" : " " + endpoint.runtimeVersion
        let server: String
        switch endpoint.server ?? (endpoint.name == cri?.name && isDockers ? .docker : nil) {
        case .docker?: server = "cri-dockerd" + (version.isEmpty ? "" : " (docker\(version))")
        case .crio?: server = "crio" + version
        case .containerd?: server = "containerd" + version
        case nil: server = ""
        }
        return View(
            id: endpoint.name,
            command: endpoint.isCrictls ? "crictl images" : "crictl -r SOCKET images",
            endpoint: endpoint.path, server: server, store: endpoint.answered ? store : nil,
            imageCount: endpoint.list?.count, isKubelets: endpoint.isKubelets)
    }

    private func snapshotter(_ endpoint: CRIPicture) -> String {
        guard let mountpoint = endpoint.mountpoint?.value,
            let mark = mountpoint.byteRange(of: "io.containerd.snapshotter.v1.")
        else { return "" }
        return String(mountpoint[mark.upperBound...])
    }

    private func socketName(path: String) -> String? {
        facts.sockets.first { Endpoint.path($0.target) == path }?.name ?? KnownSocket.name(path: path)
    }
}
