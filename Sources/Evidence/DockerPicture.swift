import NodeModel

/// What the evidence says about Docker on the node: whether it runs, where its images are, what it lists.
struct DockerPicture: Sendable {
    enum ImageStore: Sendable, Equatable {
        /// Images in Docker's own directories; the driver is empty where it is not known.
        case graphDriver(String)
        /// Images in a containerd; the address is nil and the namespace empty where they are not known.
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
    /// The socket that the command line talks to.
    var socket: String
    /// The data root; nil where nothing tells it.
    var root: String?
    /// The data root as the daemon that the command line talks to reports it.
    var reportedRoot: String?
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
    /// Whether every container of Docker's is known, or its list says which images are in use (Docker 29).
    func usesAreKnown(_ snapshot: Snapshot) -> Bool {
        if let capture = snapshot.capture("docker-containers"), capture.outcome.isComplete {
            // A pasted `docker ps` shows the running ones only, unless it says that it shows all.
            let words = capture.command.split(separator: " ")
            if snapshot.collector.format > 0 || words.contains(where: { ["-a", "--all", "inspect"].contains($0) }) {
                return true
            }
        }
        return list?.isEmpty == false && list?.allSatisfy { $0.contentSize != nil } == true
    }

    init(_ snapshot: Snapshot, processes: [RuntimeProcess]) {
        let facts = snapshot.facts
        let listed = snapshot.capture("docker-images")
        let rows = facts.images.filter { $0.source.capture.isKind("docker-images") }
        // A list that was cut before its first row says nothing.
        let isLost = rows.isEmpty && (listed?.isBrokenOff == true || snapshot.hasNoList("docker-images"))
        list = !isLost && listed.map { $0.outcome.hasOutput || $0.outcome == .empty } == true ? rows : nil
        listIsComplete = snapshot.isWhole("docker-images")
        isPodman = !facts.settings(.dockerEmulatedBy).isEmpty

        // DOCKER_HOST wins over every context (docker/cli, cli/command/cli.go).
        let endpoint = (facts.settings(.envDockerHost) + facts.settings(.dockerEndpoint)).first { !$0.value.isEmpty }
        socket = endpoint.map { Endpoint.path($0.value) } ?? Self.defaultSocket
        // A context by name leads anywhere, unless `docker context ls` tells where.
        let named = endpoint == nil ? facts.settings(.envDockerContext).first { $0.value != "default" } : nil
        remoteSource = Self.remote(endpoint, snapshot) ?? named?.source
        isLocal = remoteSource == nil

        reportedRoot = isLocal ? facts.settings(.dockerRoot).first?.value : nil
        (root, rootSources) = Self.root(snapshot, processes: processes, isLocal: isLocal, isPodman: isPodman)
        (imageStore, imageStoreSources) = Self.imageStore(
            facts, list: isLocal ? list : nil, root: root, processes: processes, isLocal: isLocal)
        (isRunning, runningSources) = Self.running(
            snapshot, list: list, processes: Self.daemons(processes, root: root, facts), isLocal: isLocal)
        isAbsent = listed?.outcome == .absent
        version = facts.settings(.dockerServerVersion).first?.value ?? ""
    }

    /// Where docker talks to by default.
    static let defaultSocket = "/run/docker.sock"

    /// The proof that docker talks to another machine: a network address, or a socket of its own behind which a daemon
    /// gives another host's name.
    private static func remote(_ endpoint: Setting?, _ snapshot: Snapshot) -> Source? {
        guard let endpoint else { return nil }
        if !Endpoint.isLocal(endpoint.value) { return endpoint.source }
        func short(_ name: String) -> String { name.prefix { $0 != "." }.lowercased() }
        guard Endpoint.path(endpoint.value) != defaultSocket,
            let host = snapshot.facts.settings(.dockerHostName).first, !host.value.isEmpty,
            short(host.value) != short(snapshot.node)
        else { return nil }
        return host.source
    }

    /// The dockerd processes that can be the one on that data root.
    static func daemons(_ processes: [RuntimeProcess], root: String?, _ facts: Facts) -> [RuntimeProcess] {
        processes.filter { process in
            guard process.role == .dockerd else { return false }
            guard let root, let own = dataRoot(of: process, facts) else { return true }
            return Places(facts.directories).areOne(root, own)
        }
    }

    /// The data root of a dockerd: its flag, the configuration file, the default; nil where another user runs it.
    static func dataRoot(of process: RuntimeProcess, _ facts: Facts) -> String? {
        if let flag = process.flag("--data-root", "--graph", "-g") { return flag }
        let isSystems = ["", "root", "0"].contains(process.user) && !process.has("--rootless")
        guard isSystems, process.flag("--config-file") ?? "/etc/docker/daemon.json" == "/etc/docker/daemon.json" else {
            return nil
        }
        return facts.settings(.daemonDataRoot).first?.value ?? "/var/lib/docker"
    }

    private static func root(
        _ snapshot: Snapshot, processes: [RuntimeProcess], isLocal: Bool, isPodman: Bool
    ) -> (String?, [Source]) {
        let facts = snapshot.facts
        if isLocal, let reported = facts.settings(.dockerRoot).first { return (reported.value, [reported.source]) }
        if isPodman {
            let set = facts.settings(.containersGraphRoot).last { !$0.value.isEmpty }
            guard snapshot.collector.uid ?? 0 == 0 else { return (nil, []) }
            return (set?.value ?? "/var/lib/containers/storage", [set?.source].compactMap { $0 })
        }
        // Of several dockerds nobody says which one the command line talks to.
        let daemons = processes.filter { $0.role == .dockerd }
        if daemons.count == 1, let flag = daemons[0].flag("--data-root", "--graph", "-g") {
            return (flag, [daemons[0].source])
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
        _ facts: Facts, list: [ListedImage]?, root: String?, processes: [RuntimeProcess], isLocal: Bool
    ) -> (ImageStore?, [Source]) {
        func containerdStore() -> ImageStore { inContainerd(facts, list: list, processes: processes) }
        if isLocal, let type = facts.settings(.dockerDriverType).first(where: { $0.value.hasBytes("snapshotter") }) {
            return (containerdStore(), [type.source])
        }
        if isLocal, let driver = facts.settings(.dockerDriver).first {
            return (isGraphDriver(driver.value) ? .graphDriver(driver.value) : containerdStore(), [driver.source])
        }

        let rows = list ?? []
        let contents = rows.compactMap { row in row.contentSize.map { (row, $0) } }
        if let filled = contents.first(where: { $0.1.high > 0 }) {
            return (containerdStore(), [filled.0.source])
        }
        if !contents.isEmpty, contents.count == rows.count {
            return (.graphDriver(""), [contents[0].0.source])
        }
        // With the containerd store an image's ID is the digest it was pulled by; with a graph driver it never is.
        let pulled = rows.filter { row in row.id?.isWhole == true && !row.repoDigests.isEmpty }
        if let same = pulled.first(where: { row in row.repoDigests.contains { $0.hasSuffix(row.id?.hex ?? "-") } }) {
            return (containerdStore(), [same.source])
        }
        if let other = pulled.first { return (.graphDriver(driverOnDisk(facts, root: root) ?? ""), [other.source]) }
        // An ID that Docker's own image database or a containerd's names know is that store's.
        let own = facts.imageLayers.filter { layers in
            layers.source.capture.isKind("docker-imagedb") && (root == nil || [root, ""].contains(layers.root))
        }
        let known = own.first { layers in rows.contains { $0.id?.matches(layers.image) ?? false } }
        if let known { return (.graphDriver(driverOnDisk(facts, root: root) ?? ""), [known.source]) }
        if rows.isEmpty || list == nil, let driver = driverOnDisk(facts, root: root) {
            return (.graphDriver(driver), own.prefix(1).map(\.source))
        }
        if let record = facts.imageRecords.first(where: { record in
            record.namespace == "moby" && (rows.isEmpty || rows.contains { $0.id?.matches(record.target) ?? false })
        }) {
            return (
                containerdStore(),
                [Source(capture: record.capture, line: record.line, quote: record.reference)]
            )
        }
        return (nil, [])
    }

    private static func driverOnDisk(_ facts: Facts, root: String?) -> String? {
        facts.dockerLayers.first { root == nil || $0.root == root }?.driver
    }

    /// Whether Docker calls a driver of its own so; every other name is a containerd snapshotter's.
    /// Source: moby, daemon/graphdriver.
    private static func isGraphDriver(_ name: String) -> Bool {
        [
            "overlay2", "overlay", "fuse-overlayfs", "btrfs", "zfs", "vfs", "aufs", "devicemapper", "windowsfilter",
        ].contains(name)
    }

    /// The containerd that holds Docker's images: as the daemon reports it, as its command line names it, or the one
    /// whose namespace has what Docker lists.
    private static func inContainerd(
        _ facts: Facts, list: [ListedImage]?, processes: [RuntimeProcess]
    ) -> ImageStore {
        let daemons = processes.filter { $0.role == .dockerd }
        let only = daemons.count == 1 ? daemons[0] : nil
        // A namespace that has every image of Docker's list is Docker's, its default before any other.
        let ids = Set((list ?? []).compactMap(\.id))
        let spaces = Dictionary(grouping: facts.imageRecords) { [$0.namespace, $0.socket] }
        let holds = { (records: [ImageRecord]) in
            ids.allSatisfy { id in records.contains { $0.target.matches(id) } }
        }
        let holders = spaces.filter { holds($0.value) }.keys.sorted { a, b in
            (a[0] == "moby" ? 0 : 1, a[0], a[1]) < (b[0] == "moby" ? 0 : 1, b[0], b[1])
        }.filter { !ids.isEmpty || $0[0] == "moby" }
        // An image of Docker's that the kubelet's namespace has not: Docker is in another one, so in its default.
        let isElsewhere = !ids.isEmpty && spaces.contains { $0.key[0] == "k8s.io" && !holds($0.value) }
        let namespace =
            facts.settings(.dockerContainerdNamespace).first?.value ?? only?.flag("--containerd-namespace")
            ?? holders.first?[0] ?? (isElsewhere ? "moby" : "")
        if let reported = facts.settings(.dockerContainerdAddress).first {
            return .containerd(address: Endpoint.path(reported.value), namespace: namespace)
        }
        if let flag = only?.flag("--containerd") {
            return .containerd(address: Endpoint.path(flag), namespace: namespace)
        }
        let sockets = Set(holders.filter { $0[0] == namespace }.map { $0[1] })
        if sockets.count == 1, let socket = facts.sockets.first(where: { sockets.contains($0.name) }) {
            return .containerd(address: Endpoint.path(socket.target), namespace: namespace)
        }
        return .containerd(address: nil, namespace: namespace)
    }

    private static func running(
        _ snapshot: Snapshot, list: [ListedImage]?, processes: [RuntimeProcess], isLocal: Bool
    ) -> (Bool?, [Source]) {
        let facts = snapshot.facts
        if isLocal, let root = facts.settings(.dockerRoot).first { return (true, [root.source]) }
        if let daemon = processes.first { return (true, [daemon.source]) }
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
        message.hasBytes("Cannot connect to the Docker daemon")
            || message.hasBytes("failed to connect to the docker API")
    }
}

/// The proof that is a capture's outcome rather than a line of it.
func outcomeSource(_ capture: Capture) -> Source {
    let message = capture.message.isEmpty ? capture.outcome.rawValue : "\(capture.outcome.rawValue): \(capture.message)"
    return Source(capture: capture.id, line: 0, quote: message)
}
