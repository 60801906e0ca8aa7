import NodeModel

extension Rule {
    static let processes = Rule(
        id: "processes",
        title: "The runtimes that run",
        reason: """
            A cri-dockerd that runs serves Docker's store; a containerd with a root of its own beside a dockerd is a \
            second store. The number of containerd processes proves nothing: one can hold two stores (Docker on \
            overlay2 beside a kubelet), two can be one (Docker's own), and k3s hides its arguments and titles.
            """,
        needs: ["ps", "docker-info"],
        byHand: true,
        examples: [
            Example("a cri-dockerd runs", says: .same) {
                $0.process("/usr/sbin/dockerd -H fd://", pid: 70)
                $0.process("/usr/local/bin/cri-dockerd --container-runtime-endpoint fd://", pid: 149)
            },
            Example("dockerd and k3s's containerd, each with its own root", says: .different) {
                $0.process("/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
                $0.process("/usr/local/bin/k3s agent", pid: 164)
                $0.process("containerd -c x -a /run/k3s/containerd/containerd.sock --root /k", pid: 170, parent: 164)
            },
            Example("k3s's containerd with a blank title", says: .different) {
                $0.process("/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
                $0.process("/usr/local/bin/k3s server", pid: 164)
                $0.process("containerd", pid: 170, parent: 164)
            },
            Example("k3s's containerd with a blank title, told by k3s's shims", says: .different) {
                $0.process("/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
                $0.process(
                    "/var/lib/rancher/k3s/data/d76b/bin/containerd-shim-runc-v2 -namespace k8s.io -id x "
                        + "-address /run/k3s/containerd/containerd.sock", pid: 90)
                $0.process("containerd", pid: 170)
            },
            Example("dockerd on k3s's containerd, through a link", says: .nothing) {
                $0.capture("sockets")
                $0.snapshot.facts.sockets.append(
                    Socket(
                        name: "containerd", path: "/run/containerd/containerd.sock",
                        target: "/run/k3s/containerd/containerd.sock",
                        source: Source(capture: "sockets", line: 1, quote: "containerd.sock")))
                $0.process("/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
                $0.process("containerd -c x -a /run/k3s/containerd/containerd.sock --root /k", pid: 170)
            },
            Example("a cri-dockerd runs that the kubelet does not use", says: .nothing) {
                $0.process("/usr/sbin/dockerd -H fd://", pid: 70)
                $0.process("/usr/local/bin/cri-dockerd", pid: 149)
                $0.process(
                    "/usr/bin/kubelet --container-runtime-endpoint=unix:///run/containerd/containerd.sock", pid: 150)
            },
            Example("one containerd for both proves nothing", says: .nothing) {
                $0.process("/usr/bin/containerd", pid: 60)
                $0.process("/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock", pid: 70)
                $0.process(
                    "/usr/bin/containerd-shim-runc-v2 -namespace k8s.io -id x -address /run/containerd/containerd.sock",
                    pid: 99)
            },
        ]
    ) { picture in
        guard picture.snapshot.capture("ps") != nil || !picture.processes.isEmpty else {
            return .unknown([picture.missing("ps")])
        }
        let dockerd = picture.processes.first { $0.role == .dockerd }
        let containerds = picture.processes.filter { $0.role == .containerd }
        let count = "\(containerds.count) containerd process\(containerds.count == 1 ? "" : "es")"
        if let shim = picture.processes.first(where: { $0.role == .criDockerd }), let dockerd {
            let others = picture.kubelet.filter { endpoint in
                CRIServer(socketPath: CRIPicture.resolved(endpoint.path, picture.facts)) != .docker
            }
            guard others.isEmpty else {
                return .nothing(
                    "cri-dockerd runs, but the kubelet is led to \(others[0].path)", [shim.source] + others[0].sources)
            }
            return .says(.same, .supporting, "cri-dockerd runs beside dockerd", [shim.source, dockerd.source])
        }
        guard let dockerd else {
            let isWhole = picture.processesAreKnown
            return .nothing(
                isWhole ? "no dockerd runs; \(count)" : "no dockerd in the part of ps that is here",
                containerds.map(\.source))
        }
        let address = dockerd.flag("--containerd").map(Endpoint.path) ?? "/run/containerd/containerd.sock"
        let own = CRIPicture.resolved(address, picture.facts)
        // Docker's images may be in that very containerd, behind a link that was not followed.
        let mayBeLink = picture.docker.usesContainerdStore && !picture.isSocketItself(own)
        if !mayBeLink, let embedded = containerds.first(where: { picture.isEmbedded($0, dockerSocket: own) }) {
            return .says(
                .different, .supporting, "k3s's or RKE2's own containerd runs beside dockerd",
                [dockerd.source, embedded.source])
        }
        return .nothing("\(count), which proves nothing: one containerd can hold two stores", containerds.map(\.source))
    }
}

extension Picture {
    /// Whether a containerd is the one that k3s or RKE2 starts for itself, and not the one that dockerd uses.
    func isEmbedded(_ process: RuntimeProcess, dockerSocket: String) -> Bool {
        let embedded = "/run/k3s/containerd/containerd.sock"
        return containerdAddress(of: process) == embedded && dockerSocket != embedded
    }

    /// The socket that a containerd process listens on: its flag, the one that k3s and RKE2 give theirs, the default.
    func containerdAddress(of process: RuntimeProcess) -> String {
        if let address = process.flag("-a", "--address") { return Endpoint.path(address) }
        let config = process.flag("-c", "--config") ?? ""
        if config.hasBytes("/agent/etc/containerd/") || isRanchers(process) {
            return "/run/k3s/containerd/containerd.sock"
        }
        if config.hasSuffix("/docker/containerd/containerd.toml") { return "/run/docker/containerd/containerd.sock" }
        if config.hasSuffix("/snap.docker/containerd/containerd.toml") {
            return "/run/snap.docker/containerd/containerd.sock"
        }
        return "/run/containerd/containerd.sock"
    }

    /// A containerd that k3s or RKE2 started: a title without a path, from their own directory or below them.
    private func isRanchers(_ process: RuntimeProcess) -> Bool {
        if process.executable.hasBytes("/rancher/") { return true }
        guard process.arguments == ["containerd"] else { return false }
        // Where `ps` gives no parents, such a title beside a k3s is k3s's; else its shims, which it started, tell.
        let parents = processes.filter { process.parent == nil || $0.pid == process.parent }
        if parents.contains(where: { $0.role == .k3s || $0.role == .rke2 }) { return true }
        return (process.parent == nil || parents.isEmpty)
            && facts.processes.contains { line in
                line.arguments.hasBytes("/rancher/") && line.arguments.hasBytes("/containerd-shim")
            }
    }
}
