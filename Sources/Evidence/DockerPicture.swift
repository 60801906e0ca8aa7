import NodeModel

/// What the evidence says about Docker on the node: whether it runs, where its images are, what it lists.
struct DockerPicture: Sendable {
    enum ImageStore: Sendable, Equatable {
        /// Images in Docker's own directories; the driver is empty where it is not known.
        case graphDriver(String)
        /// Images in a containerd; the address is nil where it is not known.
        case containerd(address: String?, namespace: String)
    }

    /// The list of `docker images`; nil where it could not be had.
    var list: [ListedImage]?
    /// Whether the list has every row: not cut, not filtered.
    var listIsComplete: Bool
    /// `docker` is podman under another name.
    var isPodman: Bool
    /// Whether the command line talks to this machine; false for DOCKER_HOST or a context elsewhere.
    var isLocal: Bool
    var remoteSource: Source?
    /// The data root; nil where nothing tells it.
    var root: String?
    var rootSources: [Source]
    var imageStore: ImageStore?
    var imageStoreSources: [Source]
    /// Whether a Docker daemon runs; nil where the evidence does not tell.
    var isRunning: Bool?
    var runningSources: [Source]
    /// Whether the program is known not to be installed.
    var isAbsent: Bool
    var version: String

    var usesContainerdStore: Bool {
        if case .containerd = imageStore { return true }
        return false
    }
    var usesGraphDriver: Bool {
        if case .graphDriver = imageStore { return true }
        return false
    }
}

extension DockerPicture {
    init(_ snapshot: Snapshot, processes: [RuntimeProcess]) {
        let facts = snapshot.facts
        let listed = snapshot.capture("docker-images")
        let rows = facts.images.filter { $0.source.capture.kind == "docker-images" }
        list = listed.map { $0.outcome.hasOutput || $0.outcome == .empty } == true ? rows : nil
        listIsComplete = listed?.outcome.isComplete ?? false
        isPodman = !facts.settings(.dockerEmulatedBy).isEmpty

        let endpoints = facts.settings(.envDockerHost) + facts.settings(.dockerEndpoint)
        // A context by name leads anywhere, unless `docker context ls` tells where.
        let named = endpoints.isEmpty ? facts.settings(.envDockerContext).filter { $0.value != "default" } : []
        remoteSource = (endpoints.filter { !Endpoint.isLocal($0.value) } + named).first?.source
        isLocal = remoteSource == nil

        (root, rootSources) = Self.root(facts, processes: processes, isLocal: isLocal)
        (imageStore, imageStoreSources) = Self.imageStore(facts, list: list, root: root, processes: processes)
        (isRunning, runningSources) = Self.running(snapshot, list: list, processes: processes, isLocal: isLocal)
        isAbsent = listed?.outcome == .absent
        version = facts.settings(.dockerServerVersion).first?.value ?? ""
    }

    private static func root(
        _ facts: Facts, processes: [RuntimeProcess], isLocal: Bool
    ) -> (String?, [Source]) {
        if isLocal, let reported = facts.settings(.dockerRoot).first { return (reported.value, [reported.source]) }
        for daemon in processes where daemon.role == .dockerd {
            if let flag = daemon.flag("--data-root", "--graph", "-g") { return (flag, [daemon.source]) }
        }
        if let file = facts.settings(.daemonDataRoot).first { return (file.value, [file.source]) }
        if let unit = facts.units.first(where: { $0.name == "docker.service" }),
            let flag = Flags.flag(["--data-root", "--graph", "-g"], in: unit.execStart)
        {
            return (flag, [unit.source])
        }
        let standard = "/var/lib/docker"
        if let found = facts.directories.first(where: { $0.path == standard && $0.state == .present }) {
            return (standard, [found.source])
        }
        if let used = facts.diskUses.first(where: { $0.path == standard || $0.path.hasPrefix(standard + "/") }) {
            return (standard, [used.source])
        }
        return (facts.dockerLayers.first?.root, [])
    }

    private static func imageStore(
        _ facts: Facts, list: [ListedImage]?, root: String?, processes: [RuntimeProcess]
    ) -> (ImageStore?, [Source]) {
        if let type = facts.settings(.dockerDriverType).first(where: { $0.value.contains("snapshotter") }) {
            return (containerdStore(facts, processes: processes), [type.source])
        }
        if let driver = facts.settings(.dockerDriver).first { return (.graphDriver(driver.value), [driver.source]) }

        let rows = list ?? []
        let contents = rows.compactMap { row in row.contentSize.map { (row, $0) } }
        if let filled = contents.first(where: { $0.1.high > 0 }) {
            return (containerdStore(facts, processes: processes), [filled.0.source])
        }
        if !contents.isEmpty, contents.count == rows.count {
            return (.graphDriver(""), [contents[0].0.source])
        }
        // With the containerd store an image's ID is the digest it was pulled by; with a graph driver it never is.
        let pulled = rows.filter { row in row.id?.isWhole == true && !row.repoDigests.isEmpty }
        if let same = pulled.first(where: { row in row.repoDigests.contains { $0.hasSuffix(row.id?.hex ?? "-") } }) {
            return (containerdStore(facts, processes: processes), [same.source])
        }
        if let other = pulled.first { return (.graphDriver(driverOnDisk(facts, root: root) ?? ""), [other.source]) }
        if rows.isEmpty || list == nil, let driver = driverOnDisk(facts, root: root) {
            return (
                .graphDriver(driver),
                facts.imageLayers.filter { $0.source.capture.kind == "docker-imagedb" }
                    .prefix(1).map(\.source)
            )
        }
        if let record = facts.imageRecords.first(where: { $0.namespace == "moby" }) {
            return (
                containerdStore(facts, processes: processes),
                [Source(capture: record.capture, line: record.line, quote: record.reference)]
            )
        }
        return (nil, [])
    }

    private static func driverOnDisk(_ facts: Facts, root: String?) -> String? {
        facts.dockerLayers.first { root == nil || $0.root == root }?.driver
    }

    private static func containerdStore(_ facts: Facts, processes: [RuntimeProcess]) -> ImageStore {
        let namespace = facts.settings(.dockerContainerdNamespace).first?.value ?? "moby"
        if let reported = facts.settings(.dockerContainerdAddress).first {
            return .containerd(address: Endpoint.path(reported.value), namespace: namespace)
        }
        for daemon in processes where daemon.role == .dockerd {
            if let flag = daemon.flag("--containerd") {
                return .containerd(address: Endpoint.path(flag), namespace: namespace)
            }
        }
        if let record = facts.imageRecords.first(where: { $0.namespace == namespace }),
            let socket = facts.sockets.first(where: { $0.name == record.socket })
        {
            return .containerd(address: Endpoint.path(socket.target), namespace: namespace)
        }
        return .containerd(address: nil, namespace: namespace)
    }

    private static func running(
        _ snapshot: Snapshot, list: [ListedImage]?, processes: [RuntimeProcess], isLocal: Bool
    ) -> (Bool?, [Source]) {
        let facts = snapshot.facts
        if isLocal, let root = facts.settings(.dockerRoot).first { return (true, [root.source]) }
        if let daemon = processes.first(where: { $0.role == .dockerd }) { return (true, [daemon.source]) }
        if isLocal, let listed = snapshot.capture("docker-images"), listed.exit == 0 || listed.exit == nil, list != nil
        {
            return (true, list?.first.map { [$0.source] } ?? [outcomeSource(listed)])
        }
        let states = facts.unitStates.filter {
            $0.name == "docker.service" || $0.name.hasSuffix(".docker.dockerd.service")
        }
        if let active = states.first(where: { $0.active == "active" }) { return (true, [active.source]) }
        if snapshot.capture("ps")?.outcome == .ok, !facts.processes.isEmpty || snapshot.collector.processTotal != nil {
            return (false, [Source(capture: "ps", line: 0, quote: "no dockerd among the processes")])
        }
        if let state = states.first { return (false, [state.source]) }
        if let failed = snapshot.capture("docker-images"), saysNoDaemon(failed.message) {
            return (false, [outcomeSource(failed)])
        }
        return (nil, [])
    }

    /// Docker's client before and since version 29. Source: moby, client/errors.go and client/request.go.
    private static func saysNoDaemon(_ message: String) -> Bool {
        message.contains("Cannot connect to the Docker daemon")
            || message.contains("failed to connect to the docker API")
    }
}

/// The proof that is a capture's outcome rather than a line of it.
func outcomeSource(_ capture: Capture) -> Source {
    let message = capture.message.isEmpty ? capture.outcome.rawValue : "\(capture.outcome.rawValue): \(capture.message)"
    return Source(capture: capture.id, line: 0, quote: message)
}
