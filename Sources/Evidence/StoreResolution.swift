import NodeModel

extension Picture {
    /// Every store on the node, live or not, and every view with the store that it shows. Docker's first, then by id.
    ///
    /// - Parameter relation: what the rules say of docker's and crictl's views; it names the store of an endpoint that
    ///   tells nothing of itself.
    func resolveStores(relation: Relation) -> (stores: [StorePicture], views: [View]) {
        var stores: [StorePicture] = []
        var views: [View] = []
        if let store = dockerStore() { stores.append(store) }

        let owners = endpoints.map { endpoint in
            endpoint.server ?? (endpoint.name == cri?.name && relation == .same ? .docker : nil)
        }
        for (endpoint, owner) in zip(endpoints, owners) where endpoint.answered && owner != .docker {
            guard owner != nil || relation == .different || relation == .notApplicable else { continue }
            if endpoint.server == .crio {
                stores.append(crioStore(endpoint))
            } else {
                stores.append(containerdStore(endpoint))
            }
        }
        for socket in Set(facts.imageRecords.map(\.socket)).sorted() {
            stores += namespaceStores(socket: socket, besides: stores)
        }
        stores += deadStores(besides: stores)

        if docker.list != nil || (docker.isRunning ?? false) { views.append(dockerView(stores)) }
        for (endpoint, owner) in zip(endpoints, owners) where endpoint.answered || endpoint.isCrictls {
            views.append(criView(endpoint, owner, stores))
        }
        return (stores, views)
    }

    /// The store that crictl shows; where nobody asked crictl, the one that ctr shows of the kubelet's namespace.
    func criStore(among stores: [StorePicture]) -> Int? {
        let others = stores.indices.filter { stores[$0].id != "docker" && !stores[$0].socket.isEmpty }
        if let shown = others.first(where: { stores[$0].socket == cri?.name }) { return shown }
        let kubelets = others.filter { stores[$0].store.namespace == "k8s.io" && stores[$0].store.live == true }
        return cri?.answered != true && kubelets.count == 1 ? kubelets.first : nil
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
                images: images, imagesAreKnown: known, socket: socketName(path: path) ?? "")
        }
        let root = docker.root ?? ""
        var driver = facts.settings(.dockerDriver).first?.value ?? ""
        if case .graphDriver(let name) = docker.imageStore, driver.isEmpty { driver = name }
        return StorePicture(
            store: Store(
                id: "docker", engine: docker.isPodman ? .podman : .docker, root: root, driver: driver, live: running,
                imageCount: known ? images.count : nil, bytesOnDisk: bytes(below: root),
                sources: docker.rootSources + docker.runningSources),
            images: images, imagesAreKnown: known, socket: "")
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
            images: images, imagesAreKnown: known, socket: endpoint.name)
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
        let images = (endpoint.list ?? []).map { row in
            StoreImage(names: Set(row.names), config: row.id, size: row.size, unpacked: row.size, pinned: row.pinned)
        }
        let root = endpoint.root ?? "/var/lib/containers/storage"
        return StorePicture(
            store: Store(
                id: "crio", engine: .crio, root: root, live: true, imageCount: endpoint.list.map(\.count),
                bytesOnDisk: bytes(below: root), sources: endpoint.rootSources),
            images: images, imagesAreKnown: endpoint.list != nil && endpoint.listIsComplete, socket: "")
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
                    // Docker's namespace that Docker does not list: hidden by its switch to a graph driver.
                    live: namespace != "moby" || docker.usesContainerdStore, imageCount: images.count,
                    bytesOnDisk: root.flatMap { bytes(below: $0.path) }, sources: root?.sources ?? []),
                images: images, imagesAreKnown: isKnown, socket: socket)
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
                images: images, imagesAreKnown: false, socket: "")
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

    private func criView(_ endpoint: CRIPicture, _ owner: CRIServer?, _ stores: [StorePicture]) -> View {
        let version = endpoint.runtimeVersion.isEmpty ? "" : " " + endpoint.runtimeVersion
        let server: String
        let store: String?
        switch owner {
        case .docker:
            server = "cri-dockerd" + (version.isEmpty ? "" : " (docker\(version))")
            store = endpoint.answered && docker.isLocal ? stores.first { $0.id == "docker" }?.id : nil
        case .crio:
            server = "crio" + version
            store = "crio"
        default:
            server = owner.map { $0.rawValue + version } ?? ""
            store =
                stores.first { $0.socket == endpoint.name && $0.store.namespace == "k8s.io" && $0.id != "docker" }?.id
                ?? stores.first { $0.socket == endpoint.name && $0.store.namespace == "k8s.io" }?.id
        }
        return View(
            id: endpoint.name,
            command: endpoint.isCrictls ? "crictl images" : "crictl -r SOCKET images",
            endpoint: endpoint.path, server: server, store: endpoint.answered ? store : nil,
            imageCount: endpoint.list?.count, isKubelets: endpoint.isKubelets)
    }

    private func snapshotter(_ endpoint: CRIPicture) -> String {
        guard let mountpoint = endpoint.mountpoint?.value,
            let mark = mountpoint.firstRange(of: "io.containerd.snapshotter.v1.")
        else { return "" }
        return String(mountpoint[mark.upperBound...])
    }

    private func socketName(path: String) -> String? {
        facts.sockets.first { Endpoint.path($0.target) == path }?.name ?? KnownSocket.name(path: path)
    }
}
