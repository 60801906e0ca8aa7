import NodeModel

/// What the evidence says about the containerds of a node: which roots they work on and whether they run.
extension Picture {
    /// Every containerd root that the disk, the processes or the configuration name, sorted; each place once. Stores of
    /// nodes that run in containers (kind, k3d), which lie in Docker's volumes, are not the node's.
    func containerdRoots() -> [String] {
        var roots = Set(facts.blobs.map(\.root))
        let marks = ["/io.containerd.content.v1.content", "/io.containerd.snapshotter.v1.overlayfs"]
        for path in facts.directories.filter({ $0.state == .present }).map(\.path) + facts.diskUses.map(\.path) {
            for mark in marks where path.hasSuffix(mark) { roots.insert(String(path.dropLast(mark.count))) }
        }
        let known = KnownSocket.paths.map(\.root) + [Self.rke2Root, managedRoot]
        for root in known where root.hasSuffix("containerd") || root.hasSuffix("/daemon") {
            if isPresent(root) { roots.insert(root) }
        }
        var places: Set<String> = []
        return roots.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.filter { root in
            !root.hasPrefix("/run/") && !root.hasPrefix("/var/run/") && !isInContainer(root)
                && places.insert(self.places.place(root)).inserted
        }.sorted()
    }

    /// The roots of containerds that run and of CRI servers that answer: what no command may touch.
    var liveRoots: [String] {
        let answering = endpoints.filter(\.answered).compactMap { endpoint in
            endpoint.root ?? (endpoint.server == .crio ? containersRoot : nil)
        }
        let running = containerdRoots().filter { isLive(containerdRoot: $0)?.value == true }
        let dockers = docker.isRunning == true && docker.isLocal ? [docker.root].compactMap { $0 } : []
        let second = processes.filter { $0.role == .dockerd }.compactMap(dataRoot)
        return Set(answering + running + dockers + second).sorted()
    }

    /// Whether `ctr` listed the images of every namespace of the containerd on that root.
    func isListed(containerdRoot root: String) -> Bool {
        let sockets = Set(facts.namespaces.map(\.socket)).filter { socket in
            let path = facts.sockets.first { $0.name == socket }.map { Endpoint.path($0.target) }
            return path.flatMap { self.root(ofContainerdAt: $0) }.map { isOnePlace($0.path, root) } ?? false
        }
        let namespaces = facts.namespaces.filter { sockets.contains($0.socket) }
        return !namespaces.isEmpty
            && namespaces.allSatisfy {
                snapshot.capture(CaptureID("ctr-images.\($0.socket).\($0.name)"))?.outcome.isComplete ?? false
            }
    }

    /// The roots of the containerds that are seen running, by a process or by a socket of theirs.
    var containerdsRunning: [String] {
        let processes = processes.filter { $0.role == .containerd }.compactMap(root)
        let sockets = facts.sockets.map { Endpoint.path($0.target) }.filter { $0.hasSuffix("containerd.sock") }
        return Set(processes + sockets.compactMap { root(ofContainerdAt: $0)?.path }).sorted()
    }

    /// The data root of a dockerd: what docker reports where it is the only one, else what its command line tells.
    func dataRoot(of process: RuntimeProcess) -> String? {
        if let reported = docker.reportedRoot, processes.filter({ $0.role == .dockerd }).count == 1 { return reported }
        return DockerPicture.dataRoot(of: process, facts)
    }

    static let rke2Root = "/var/lib/rancher/rke2/agent/containerd"
    static let k3sRoot = "/var/lib/rancher/k3s/agent/containerd"
    static let snapDocker = "/var/snap/docker/common/var-lib-docker"

    /// The root of a containerd that dockerd starts for itself. Source: moby, daemon/command/daemon.go.
    private var managedRoot: String { (docker.root ?? "/var/lib/docker") + "/containerd/daemon" }

    /// The root of the containerd behind a socket, from what it says itself, its command line, its configuration, or
    /// the default of that socket.
    func root(ofContainerdAt path: String) -> (path: String, sources: [Source])? {
        guard !path.isEmpty else { return nil }
        if let endpoint = endpoints.first(where: { $0.path == path }), let root = endpoint.root {
            return (root, endpoint.rootSources)
        }
        for process in processes where process.role == .containerd && containerdAddress(of: process) == path {
            if let root = process.flag("--root") { return (root, [process.source]) }
        }
        switch path {
        case "/run/containerd/containerd.sock":
            let moved = facts.settings(.containerdRoot).first {
                $0.source.capture.instance == "/etc/containerd/config.toml"
            }
            return moved.map { ($0.value, [$0.source]) } ?? KnownSocket.root(path: path).map { ($0, []) }
        case "/run/k3s/containerd/containerd.sock": return ranchersRoot()
        case "/run/docker/containerd/containerd.sock": return (managedRoot, docker.rootSources)
        case "/run/snap.docker/containerd/containerd.sock": return (Self.snapDocker + "/containerd/daemon", [])
        default: return KnownSocket.root(path: path).map { ($0, []) }
        }
    }

    /// k3s and RKE2 use one socket path and two roots: what runs decides, then what is active, then what is there; nil
    /// where both could be.
    private func ranchersRoot() -> (path: String, sources: [Source])? {
        let running = processes.filter { $0.role == .k3s || $0.role == .rke2 || $0.executable.hasBytes("/rancher/") }
        let isRKE2 = { (process: RuntimeProcess) in process.role == .rke2 || process.executable.hasBytes("/rke2/") }
        let units = facts.units.filter { unit in
            ["k3s", "rke2"].contains { unit.name.hasPrefix($0) } && KubeletEndpoint.isActive(unit.name, facts)
        }
        var kinds = Set(running.map { isRKE2($0) ? "rke2" : "k3s" })
        if kinds.isEmpty { kinds = Set(units.map { $0.name.hasPrefix("rke2") ? "rke2" : "k3s" }) }
        if kinds.isEmpty {
            kinds = Set([("k3s", Self.k3sRoot), ("rke2", Self.rke2Root)].filter { isPresent($0.1) }.map(\.0))
        }
        guard kinds.count < 2 else { return nil }
        let kind = kinds.first ?? "k3s"
        for unit in units where unit.name.hasPrefix(kind) {
            if let moved = Flags.flag(["--data-dir", "-d"], in: unit.execStart) {
                return (moved + "/agent/containerd", [unit.source])
            }
        }
        if let moved = facts.settings(.k3sDataDir).last(where: { $0.source.capture.name.contains(kind) }) {
            return (moved.value + "/agent/containerd", [moved.source])
        }
        return (kind == "rke2" ? Self.rke2Root : Self.k3sRoot, running.map(\.source))
    }

    /// Whether a containerd runs on that root; nil where the evidence does not tell.
    func isLive(containerdRoot root: String) -> Proved<Bool>? {
        if let endpoint = endpoints.first(where: { $0.answered && $0.root.map { isOnePlace($0, root) } ?? false }) {
            return Proved(value: true, sources: endpoint.rootSources)
        }
        let running = processes.filter { $0.role == .containerd }
        for process in running {
            if let own = self.root(of: process), isOnePlace(own, root) {
                return Proved(value: true, sources: [process.source])
            }
        }
        for namespace in facts.namespaces {
            let path = facts.sockets.first { $0.name == namespace.socket }.map { Endpoint.path($0.target) }
            if let path, let own = self.root(ofContainerdAt: path), isOnePlace(own.path, root) {
                return Proved(value: true, sources: [namespace.source])
            }
        }
        if let listener = facts.listeners.first(where: { listener in
            listener.process.hasBytes("containerd") && listener.path.hasSuffix("/containerd.sock")
                && self.root(ofContainerdAt: Endpoint.path(listener.path)).map { isOnePlace($0.path, root) } ?? false
        }) {
            return Proved(value: true, sources: [listener.source])
        }
        // It is only known not to run where every containerd that runs is known to work elsewhere.
        guard processesAreKnown, running.allSatisfy({ self.root(of: $0) != nil }) else { return nil }
        let seen = running.map(\.source)
        return Proved(
            value: false,
            sources: seen.isEmpty ? [Source(capture: "ps", line: 0, quote: "no containerd among the processes")] : seen)
    }

    /// The root that a containerd process works on; nil where its configuration was not read.
    private func root(of process: RuntimeProcess) -> String? {
        if let root = process.flag("--root") { return root }
        let config = process.flag("-c", "--config") ?? "/etc/containerd/config.toml"
        if let mark = config.byteRange(of: "/agent/etc/containerd/") {
            return config[..<mark.lowerBound] + "/agent/containerd"
        }
        if let set = facts.settings(.containerdRoot).first(where: { $0.source.capture.instance == config }) {
            return set.value
        }
        let address = containerdAddress(of: process)
        // A configuration of one's own may name any root.
        let isDefault = config == "/etc/containerd/config.toml" || config.hasSuffix("/containerd/containerd.toml")
        guard isDefault else { return nil }
        return root(ofContainerdAt: address)?.path
    }

    /// Whether a containerd root is where the running Docker keeps its images or its containers.
    func isUsedByDocker(_ root: String) -> Bool {
        guard docker.isRunning == true else { return false }
        let address =
            facts.settings(.dockerContainerdAddress).first?.value
            ?? processes.first { $0.role == .dockerd }?.flag("--containerd")
        if let address, let own = self.root(ofContainerdAt: CRIPicture.resolved(address, facts)) {
            return isOnePlace(own.path, root)
        }
        return isOnePlace(managedRoot, root)
    }
}
