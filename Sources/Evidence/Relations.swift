import NodeModel

/// How Docker's list is related to the list of a CRI server, from who serves it and where both keep their images.
extension Picture {
    /// The relation of Docker's list to a server of that kind at that socket; nil where the evidence does not tell.
    func relation(to server: CRIServer, at path: String) -> Relation? {
        switch server {
        case .docker: relationToDockerBehindCRI(at: path)
        case .containerd: docker.isPodman ? .different : relationToContainerd(at: path)
        case .crio: docker.isPodman ? relationOfPodman(toCRIOAt: path) : .different
        }
    }

    /// The relation of Docker's list to a list that containerd serves at that socket; nil where it is not known where
    /// Docker keeps its images.
    ///
    /// A graph driver never shares with containerd. Docker's containerd image store shares the blobs with another
    /// namespace of the same containerd, but not the snapshots (containerd, docs/ops.md and core/metadata/snapshot.go).
    func relationToContainerd(at path: String, namespace: String = "k8s.io") -> Relation? {
        switch docker.imageStore {
        case .graphDriver: return .different
        case .containerd(let address?, let own):
            // Docker's namespace is `moby` unless it was told otherwise, so a paste that does not name it decides nothing.
            let shared: Relation? =
                own.isEmpty ? (listsAreOfTwoNamespaces ? .partly : nil) : own == namespace ? .same : .partly
            // A root has one containerd: where crictl's socket is not known, its image filesystem may be.
            if path.isEmpty {
                guard let place = cri?.root, let root = root(ofContainerdAt: address)?.path else { return nil }
                return isOnePlace(place, root) ? shared : .different
            }
            let (dockers, others) = (CRIPicture.resolved(address, facts), CRIPicture.resolved(path, facts))
            guard dockers == others else { return areTwoSockets(dockers, others) ? .different : nil }
            return shared
        case .containerd(nil, _), nil: return nil
        }
    }

    /// Whether crictl shows an image under a name that Docker's whole list lacks: in one namespace Docker lists every
    /// name (moby, daemon/containerd/image_list.go).
    private var listsAreOfTwoNamespaces: Bool {
        guard docker.listIsComplete, let mine = docker.list, let others = cri?.list else { return false }
        let names = Set(mine.flatMap(\.names).map(ImageName.normalized))
        let ids = mine.compactMap(\.id)
        return others.contains { image in
            let digests = image.repoDigests.compactMap(Self.digest)
            return !image.names.isEmpty && image.names.allSatisfy { !names.contains(ImageName.normalized($0)) }
                && !ids.contains { id in digests.contains { $0.matches(id) } }
        }
    }

    /// cri-dockerd passes Docker's list through: of the Docker that it talks to, which need not be the command line's.
    private func relationToDockerBehindCRI(at path: String) -> Relation? {
        if docker.isPodman { return .different }
        let endpoint = endpoints.first { $0.path == path }
        // cri-dockerd reports the data root of its Docker (core/imagefs_linux.go), as `docker info` does.
        if let reported = docker.reportedRoot, let mountpoint = endpoint?.mountpoint?.value {
            return isOnePlace(reported, mountpoint) ? .same : .different
        }
        return docker.socket == dockerSocketBehindCRI ? .same : nil
    }

    /// Why equal images of equal sizes are no sign of one store here, since two engines that both count unpacked layers
    /// would list them so too; nil where they are one.
    var twoWouldListAlike: String? {
        guard let cri, !docker.isPodman else { return nil }
        if cri.server == .crio { return "CRI-O counts unpacked layers, as Docker does" }
        guard cri.server != .containerd, docker.socket != dockerSocketBehindCRI,
            relation(to: .docker, at: cri.path) != .same
        else { return nil }
        return "docker talks to \(docker.socket), and crictl may be answered by another Docker"
    }

    /// The socket that cri-dockerd or k3s reaches Docker at: its flag, else Docker's default.
    var dockerSocketBehindCRI: String {
        for process in processes where process.role == .criDockerd {
            if let flag = process.flag("--docker-endpoint") { return Endpoint.path(flag) }
        }
        for unit in facts.units where KubeletEndpoint.isActive(unit.name, facts) {
            let isK3s = unit.name.hasPrefix("k3s") && Flags.isSet("--docker", in: unit.execStart)
            let names = isK3s ? ["--container-runtime-endpoint"] : ["--docker-endpoint"]
            guard isK3s || unit.name == "cri-docker.service" else { continue }
            if let flag = Flags.flag(names, in: unit.execStart) { return Endpoint.path(flag) }
        }
        return DockerPicture.defaultSocket
    }

    /// podman as root keeps its images where CRI-O does; any other user's podman does not.
    private func relationOfPodman(toCRIOAt path: String) -> Relation? {
        let crio = endpoints.first { $0.path == path }?.root ?? containersRoot
        if let reported = docker.reportedRoot { return isOnePlace(reported, crio) ? .same : .different }
        return snapshot.collector.uid.map { $0 == 0 ? .same : .different }
    }

    /// Where CRI-O and podman as root keep their images.
    var containersRoot: String {
        facts.settings(.containersGraphRoot).last { !$0.value.isEmpty }?.value ?? "/var/lib/containers/storage"
    }

    /// Whether two paths are known to be two sockets, rather than one and a link to it.
    private func areTwoSockets(_ a: String, _ b: String) -> Bool {
        guard !a.isEmpty, !b.isEmpty, a != b else { return false }
        return isSocketItself(a) && isSocketItself(b)
    }

    /// Whether the socket's file is at that path: seen with its links followed, or a process is seen to listen on it.
    func isSocketItself(_ path: String) -> Bool {
        facts.sockets.contains { Endpoint.path($0.target) == path }
            || facts.listeners.contains { Endpoint.path($0.path) == path }
            || processes.contains { process in
                process.role == .containerd && containerdAddress(of: process) == path
            }
    }

    /// What a rule lacks that needs the relation to a server.
    func missingForRelation(to server: CRIServer) -> [Missing] {
        switch server {
        case .docker: return [missing("cri-imagefsinfo"), missing("docker-info")]
        case .containerd:
            guard case .containerd(_?, let namespace) = docker.imageStore else { return [missing("docker-info")] }
            if namespace.isEmpty {
                return [
                    Missing(
                        capture: "docker-info", why: "it does not tell Docker's namespace in containerd",
                        settleWith: "docker info --format '{{json .Containerd}}'")
                ]
            }
            return [missing("sockets"), missing("docker-info")]
        case .crio:
            return [
                Missing(
                    capture: "docker-info", why: "it is not known whose podman was asked",
                    settleWith: "podman info --format '{{.Store.GraphRoot}}'")
            ]
        }
    }
}
