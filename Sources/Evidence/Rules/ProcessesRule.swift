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
            return .says(.same, .supporting, "cri-dockerd runs beside dockerd", [shim.source, dockerd.source])
        }
        guard let dockerd else { return .nothing("no dockerd runs; \(count)", containerds.map(\.source)) }
        let own = dockerd.flag("--containerd").map(Endpoint.path) ?? "/run/containerd/containerd.sock"
        if let embedded = containerds.first(where: { picture.isEmbedded($0, dockerSocket: own) }) {
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
        if let address = process.flag("-a", "--address") {
            let path = Endpoint.path(address)
            return path != dockerSocket && path.hasPrefix("/run/k3s/")
        }
        if process.flag("-c", "--config")?.contains("/agent/etc/containerd/") == true { return true }
        let parent = processes.first { $0.pid == process.parent }
        return process.arguments == ["containerd"] && (parent.map { $0.role == .k3s || $0.role == .rke2 } ?? false)
    }
}
