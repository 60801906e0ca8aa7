import NodeModel

/// What the evidence says about one CRI endpoint.
struct CRIPicture: Sendable {
    /// The socket's name as the collector calls it, or `crictl` where its own endpoint is not known.
    var name: String
    /// The socket's path with every link followed; empty where it is not known.
    var path: String
    /// The list of images; nil where it could not be had.
    var list: [ListedImage]?
    var listIsComplete: Bool
    var runtimeName: Setting?
    var runtimeVersion: String
    var mountpoint: Setting?
    /// Whether anything was answered through it.
    var answered: Bool
    /// Who serves it, by its own word, else by who listens, else by the socket's conventional name.
    var server: CRIServer?
    var serverSources: [Source]
    /// Root directory of the containerd or CRI-O behind it; nil where it is not known.
    var root: String?
    var rootSources: [Source]
    /// crictl as the operator types it, without flags, leads here.
    var isCrictls: Bool
    /// The configuration or the processes of the kubelet name it.
    var isKubelets: Bool
    /// Containers that it knows.
    var containerCount: Int
}

extension CRIPicture {
    /// One entry a CRI socket that exists or was asked, the collector's order.
    static func all(_ snapshot: Snapshot, processes: [RuntimeProcess], kubelet: [KubeletEndpoint]) -> [CRIPicture] {
        let facts = snapshot.facts
        let crictl = CrictlEndpoint(snapshot)
        var pictures: [CRIPicture] = []
        for socket in facts.sockets where CRIServer(socketPath: socket.target) != nil || asked(socket.name, snapshot) {
            guard !socket.name.hasPrefix("docker-containerd"), !socket.name.hasPrefix("snap-docker-containerd"),
                !pictures.contains(where: { $0.path == Endpoint.path(socket.target) })
            else { continue }
            pictures.append(
                CRIPicture(
                    snapshot, name: socket.name, path: Endpoint.path(socket.target), processes: processes))
        }
        // A bundle without the table of sockets: the instances of its captures are the sockets.
        for capture in snapshot.captures where capture.id.isKind("cri-version") || capture.id.isKind("cri-images") {
            let name = capture.id.instance
            guard !name.isEmpty, !pictures.contains(where: { $0.name == name }),
                !facts.sockets.contains(where: { $0.name == name })
            else { continue }
            pictures.append(
                CRIPicture(snapshot, name: name, path: KnownSocket.path(name) ?? "", processes: processes))
        }
        let unpinned = snapshot.captures.contains {
            ["crictl-images", "crictl-version", "cri-info.crictl"].contains($0.id.name)
        }
        let crictlPath = crictl.path.map { resolved($0, facts) }
        if let index = pictures.firstIndex(where: { $0.path == crictlPath }) {
            pictures[index].isCrictls = true
            if !pictures[index].answered { pictures[index].takeUnpinned(snapshot) }
        } else if unpinned {
            var own = CRIPicture(snapshot, name: "crictl", path: crictlPath ?? "", processes: processes)
            own.isCrictls = true
            own.takeUnpinned(snapshot)
            // Without an endpoint of its own crictl tried several: what it got is what one of the pinned calls got.
            if crictlPath == nil, let index = pictures.firstIndex(where: { $0.answersLike(own) }) {
                pictures[index].isCrictls = true
            } else if own.answered || crictlPath != nil {
                pictures.append(own)
            }
        }
        for index in pictures.indices {
            pictures[index].isKubelets = kubelet.contains { resolved($0.path, facts) == pictures[index].path }
        }
        return pictures
    }

    /// The endpoint that the question is about: the kubelet's, else crictl's own, else the one with containers, else
    /// the fullest; only one that answered counts.
    static func primary(_ pictures: [CRIPicture]) -> CRIPicture? {
        let answered = pictures.filter(\.answered)
        func weight(_ p: CRIPicture) -> Int {
            (p.isKubelets ? 4 : 0) + (p.isCrictls ? 2 : 0) + (p.containerCount > 0 ? 1 : 0)
        }
        return answered.max { a, b in
            (weight(a), a.list?.count ?? 0) < (weight(b), b.list?.count ?? 0)
        } ?? pictures.first { $0.isKubelets } ?? pictures.first { $0.isCrictls }
    }

    private static func asked(_ name: String, _ snapshot: Snapshot) -> Bool {
        snapshot.capture(CaptureID("cri-version." + name)) != nil
    }

    /// Whether two answers come from one server: the same image filesystem of the same runtime, or the same images.
    private func answersLike(_ other: CRIPicture) -> Bool {
        guard answered, other.answered else { return false }
        if let first = runtimeName?.value, let second = other.runtimeName?.value, first != second { return false }
        if let first = mountpoint?.value, let second = other.mountpoint?.value { return first == second }
        guard let first = list, let second = other.list, !first.isEmpty else { return false }
        return Set(first.compactMap(\.id)) == Set(second.compactMap(\.id))
    }

    static func resolved(_ path: String, _ facts: Facts) -> String {
        let plain = Endpoint.path(path)
        return facts.sockets.first { Endpoint.path($0.path) == plain }.map { Endpoint.path($0.target) } ?? plain
    }

    private init(_ snapshot: Snapshot, name: String, path: String, processes: [RuntimeProcess]) {
        self.name = name
        self.path = path
        list = nil
        listIsComplete = false
        runtimeVersion = ""
        answered = false
        serverSources = []
        rootSources = []
        isCrictls = false
        isKubelets = false
        containerCount = 0
        if name != "crictl" { take(snapshot, suffix: "." + name, prefix: "cri-") }
        settle(snapshot.facts, processes: processes)
    }

    private mutating func takeUnpinned(_ snapshot: Snapshot) {
        take(snapshot, suffix: "", prefix: "crictl-")
        // What other collectors ask that ours only asks of a socket: `crictl info`, `crictl ps -a`.
        take(snapshot, suffix: ".crictl", prefix: "cri-")
        settle(snapshot.facts, processes: [])
    }

    private mutating func take(_ snapshot: Snapshot, suffix: String, prefix: String) {
        let facts = snapshot.facts
        let images = CaptureID(prefix + "images" + suffix)
        if let capture = snapshot.capture(images), capture.outcome.hasOutput || capture.outcome == .empty {
            let rows = facts.images.filter { $0.source.capture == images }
            if !snapshot.hasNoList(images), !(capture.isBrokenOff && rows.isEmpty) {
                list = rows
                listIsComplete = snapshot.isWhole(images)
                answered = true
            }
        }
        let answers = ["version", "imagefsinfo", "info"].map { CaptureID(prefix + $0 + suffix) }
        let own = facts.settings.filter { answers.contains($0.source.capture) }
        runtimeName = own.first { $0.key == .criRuntimeName } ?? runtimeName
        runtimeVersion = own.first { $0.key == .criRuntimeVersion }?.value ?? runtimeVersion
        mountpoint = own.first { $0.key == .criImageMountpoint } ?? mountpoint
        if let root = own.first(where: { $0.key == .criContainerdRoot }) {
            self.root = root.value
            rootSources = [root.source]
            answered = true
        }
        if path.isEmpty, let endpoint = own.first(where: { $0.key == .criContainerdEndpoint }) {
            path = Endpoint.path(endpoint.value)
        }
        if runtimeName != nil || mountpoint != nil { answered = true }
        let containers = CaptureID("cri-containers" + suffix)
        containerCount += facts.containers.count { $0.source.capture == containers }
    }

    private mutating func settle(_ facts: Facts, processes: [RuntimeProcess]) {
        if let runtimeName {
            server = CRIServer(runtimeName: runtimeName.value)
            serverSources = [runtimeName.source]
        } else if let listener = facts.listeners.first(where: { Endpoint.path($0.path) == path }),
            let known = CRIServer(process: listener.process)
        {
            server = known
            serverSources = [listener.source]
        } else if server == nil {
            // Only containerd's `crictl info` has a root.
            server = rootSources.isEmpty ? CRIServer(socketPath: path) : .containerd
            serverSources = rootSources
        }
        if root == nil, let mountpoint, let cut = mountpoint.value.byteRange(of: "/io.containerd.snapshotter") {
            root = String(mountpoint.value[..<cut.lowerBound])
            rootSources = [mountpoint.source]
        }
        if root == nil, let mountpoint, server == .crio {
            root =
                mountpoint.value.hasSuffix("/overlay-images")
                ? String(mountpoint.value.dropLast(15)) : mountpoint.value
            rootSources = [mountpoint.source]
        }
        if root == nil, server == .containerd {
            for process in processes where process.role == .containerd {
                guard let address = process.flag("-a", "--address"), Endpoint.path(address) == path,
                    let flag = process.flag("--root")
                else { continue }
                root = flag
                rootSources = [process.source]
            }
        }
    }
}

extension CRIServer {
    /// `RuntimeName` of `crictl version`. Source: containerd internal/cri/server/version.go, cri-dockerd
    /// core/docker_service.go, cri-o server/version.go.
    init?(runtimeName: String) {
        switch runtimeName {
        case "docker": self = .docker
        case "containerd": self = .containerd
        case "cri-o": self = .crio
        default: return nil
        }
    }

    /// The name of a process that serves CRI itself. k3s is not here: it may serve for either.
    init?(process: String) {
        switch process {
        case "cri-dockerd": self = .docker
        case "containerd": self = .containerd
        case "crio": self = .crio
        default: return nil
        }
    }
}
