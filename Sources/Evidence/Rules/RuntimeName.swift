import NodeModel

extension Rule {
    static let runtimeName = Rule(
        id: "runtime-name",
        title: "The runtime that answers crictl",
        reason: """
            Every CRI server says its own name. `docker` is cri-dockerd or dockershim, which pass Docker's list through \
            (cri-dockerd, core/docker_service.go): of the Docker that they talk to, which is the command line's where \
            both use the default socket or report one data root. `containerd` is not Docker; whether it can share with Docker depends \
            on where Docker keeps its images.
            """,
        needs: ["cri-version", "docker-info"],
        byHand: false,
        examples: [
            Example("RuntimeName docker", says: .same) {
                $0.socket("k3s-cri-dockerd")
                $0.set(.criRuntimeName, "docker", in: "cri-version.k3s-cri-dockerd")
            },
            Example("RuntimeName containerd, Docker on overlay2", says: .different) {
                $0.socket("k3s-containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.k3s-containerd")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("RuntimeName docker, but its Docker is not the one that docker talks to", says: .different) {
                $0.socket("cri-dockerd")
                $0.set(.criRuntimeName, "docker", in: "cri-version.cri-dockerd")
                $0.set(.criImageMountpoint, "/var/lib/docker", in: "cri-imagefsinfo.cri-dockerd")
                $0.set(.dockerRoot, "/home/u/.local/share/docker", in: "docker-info")
            },
            Example("RuntimeName docker, and docker talks to a socket of its own", says: .unknown) {
                $0.socket("cri-dockerd")
                $0.set(.criRuntimeName, "docker", in: "cri-version.cri-dockerd")
                $0.set(.envDockerHost, "unix:///run/user/1000/docker.sock", in: "environment")
            },
            Example("RuntimeName containerd, Docker's store not known", says: .unknown) {
                $0.socket("k3s-containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.k3s-containerd")
            },
            Example("one containerd, yet Docker keeps its images in overlay2", says: .different) {
                $0.socket("containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.containerd")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
                $0.set(.dockerContainerdAddress, "/run/containerd/containerd.sock", in: "docker-info")
                $0.process("/usr/bin/containerd", pid: 60)
            },
        ]
    ) { picture in
        guard let cri = picture.cri, let name = cri.runtimeName, let server = CRIServer(runtimeName: name.value) else {
            return .unknown([picture.missing("cri-version")])
        }
        guard let relation = picture.relation(to: server, at: cri.path) else {
            return .unknown(picture.missingForRelation(to: server))
        }
        let sources = [name.source] + (server == .containerd ? picture.docker.imageStoreSources : [])
        switch relation {
        case .same where server == .docker:
            guard picture.docker.isLocal else {
                return .nothing("docker talks to another machine", [picture.docker.remoteSource].compactMap { $0 })
            }
            return .says(.same, .sufficient, "crictl is answered by Docker (RuntimeName docker)", sources)
        case .same:
            return .says(.same, .sufficient, "\(name.value) answers both command lines", sources)
        case .different:
            guard server != .docker else {
                return .says(
                    .different, .sufficient, "crictl is answered by Docker, but not by the one that docker talks to",
                    sources + [cri.mountpoint?.source].compactMap { $0 } + picture.docker.rootSources)
            }
            let store = picture.docker.imageStore?.phrase ?? "its own store"
            return .says(
                .different, .sufficient, "crictl is answered by \(name.value); Docker keeps its images in \(store)",
                sources)
        default:
            return .says(
                .partly, .supporting,
                "\(name.value) answers crictl, and Docker keeps its images in the same containerd", sources)
        }
    }
}

extension DockerPicture.ImageStore {
    /// In words, for a statement.
    var phrase: String {
        switch self {
        case .graphDriver(""): "a graph driver"
        case .graphDriver(let driver): driver
        case .containerd(let address, let namespace):
            (address.map { "containerd at \($0)" } ?? "a containerd")
                + (namespace.isEmpty ? "" : ", namespace \(namespace)")
        }
    }
}
