import NodeModel

extension Rule {
    static let configuration = Rule(
        id: "configuration",
        title: "The runtime that the node is configured for",
        reason: """
            Unit files with their drop-ins, k3s's and RKE2's config.yaml, the kubelet's flags and files say which \
            runtime is meant. They are intent: the running process may be older than the file, and no `--docker` in the \
            unit does not exclude `docker: true` in config.yaml. So this only supports.
            """,
        needs: ["systemctl-cat", "file:/etc/rancher/k3s/config.yaml", "docker-info"],
        byHand: true,
        examples: [
            Example("k3s agent --docker", says: .same) {
                $0.unit("k3s-agent.service", "/usr/local/bin/k3s agent --docker")
            },
            Example("no --docker in the unit, but docker: true in config.yaml", says: .same) {
                $0.unit("k3s.service", "/usr/local/bin/k3s server")
                $0.set(.k3sDocker, "true", in: .file("/etc/rancher/k3s/config.yaml"))
            },
            Example("k3s without a runtime flag, Docker on overlay2", says: .different) {
                $0.unit("k3s.service", "/usr/local/bin/k3s server")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("After=docker.service is not the flag", says: .nothing) {
                $0.unit("app.service", "/usr/bin/app --docker")
            },
            Example("kubelet on containerd's socket, Docker on overlay2", says: .different) {
                $0.set(
                    .kubeletRuntimeEndpoint, "unix:///run/containerd/containerd.sock",
                    in: .file("/var/lib/kubelet/kubeadm-flags.env"))
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("kubectl shows docker:// as the node's runtime", says: .same) {
                $0.set(.kubeletRuntime, "docker", in: "crictl-version.node")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("kubectl shows containerd:// as the node's runtime, Docker on overlay2", says: .different) {
                $0.set(.kubeletRuntime, "containerd", in: "crictl-version.node")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
        ]
    ) { picture in
        if let told = reported(picture) { return told }
        let named = picture.kubelet.filter { endpoint in
            endpoint.sources.contains { $0.capture.kind != "ps" }
        }
        guard let last = named.first(where: { $0.how.hasBytes("docker") }) ?? named.first else {
            guard !picture.facts.units.isEmpty || picture.snapshot.capture("systemctl-cat") != nil else {
                return .unknown([picture.missing("systemctl-cat")])
            }
            return .nothing("no unit or file on this node names a kubelet's runtime")
        }
        let path = CRIPicture.resolved(last.path, picture.facts)
        guard let server = CRIServer(socketPath: path) else {
            return .nothing("the configuration names \(path), which is not known to be anybody's", last.sources)
        }
        guard let relation = picture.relation(to: server, at: path) else {
            return .unknown(picture.missingForRelation(to: server))
        }
        let changed = picture.facts.units.contains { unit in
            unit.changedOnDisk && last.sources.contains(unit.source)
        }
        return .says(
            Saying(relation), .supporting,
            "the node is configured for \(server == .docker ? "Docker" : server.rawValue) (\(last.how))"
                + (changed ? "; the file changed after systemd loaded it" : ""),
            last.sources)
    }
}

/// What the kubelet tells the cluster of its runtime: it runs, but when that was, the table does not say.
private func reported(_ picture: Picture) -> Rule.Finding? {
    guard let told = picture.facts.settings(.kubeletRuntime).first(where: { $0.source.capture.kind != "file" }),
        let server = CRIServer(runtimeName: told.value)
    else { return nil }
    guard let relation = picture.relation(to: server, at: picture.cri?.path ?? "") else {
        return .unknown(picture.missingForRelation(to: server))
    }
    return .says(
        Saying(relation), .supporting, "the node reports the runtime \(told.value)",
        [told.source] + (server == .docker ? [] : picture.docker.imageStoreSources))
}
