import NodeModel

/// What the evidence says about directories.
extension Picture {
    /// A value with the lines that it was read from.
    struct Proved<Value: Sendable>: Sendable {
        var value: Value
        var sources: [Source]
    }

    func isPresent(_ path: String) -> Bool {
        facts.directories.contains { $0.path == path && $0.state == .present }
            || facts.diskUses.contains { $0.path == path || $0.path.hasPrefix(path + "/") }
    }

    /// What `du` counted below a directory; nil where it was not run on it.
    func bytes(below path: String) -> Int64? { use(below: path)?.bytes.middle }

    /// What `du` counted below a directory. One call on a directory and something inside it counts the inside only once
    /// (`du -s A/B A`): where a part is larger than the whole, the parts were left out of it and are added again.
    func use(below path: String) -> DiskUse? {
        guard !path.isEmpty, !path.hasPrefix("/run/"), !path.hasPrefix("/var/run/") else { return nil }
        let own = facts.diskUses.filter { isOnePlace($0.path, path) }.max { $0.bytes.high < $1.bytes.high }
        let inside = facts.diskUses.filter { $0.path.hasPrefix(path + "/") }
        let parts = inside.filter { part in !inside.contains { part.path.hasPrefix($0.path + "/") } }
        guard var whole = own, let largest = parts.max(by: { $0.bytes.high < $1.bytes.high }),
            largest.bytes.low > whole.bytes.high
        else { return own }
        for part in parts {
            whole.bytes = ByteRange(low: whole.bytes.low + part.bytes.low, high: whole.bytes.high + part.bytes.high)
        }
        return whole
    }

    /// Every containerd root that the disk, the processes or the configuration name, sorted.
    func containerdRoots() -> [String] {
        var roots = Set(facts.blobs.map(\.root))
        let marks = ["/io.containerd.content.v1.content", "/io.containerd.snapshotter.v1.overlayfs"]
        for path in facts.directories.filter({ $0.state == .present }).map(\.path) + facts.diskUses.map(\.path) {
            for mark in marks where path.hasSuffix(mark) { roots.insert(String(path.dropLast(mark.count))) }
        }
        let known = KnownSocket.paths.map(\.root) + ["/var/lib/rancher/rke2/agent/containerd"]
        for root in known where root.hasSuffix("containerd") || root.hasSuffix("/daemon") {
            if isPresent(root) { roots.insert(root) }
        }
        return roots.filter { !$0.hasPrefix("/run/") && !$0.hasPrefix("/var/run/") }.sorted()
    }

    /// The root of the containerd behind a socket, from what it says itself, its command line, its configuration, or
    /// the default of that socket.
    func root(ofContainerdAt path: String) -> (path: String, sources: [Source])? {
        guard !path.isEmpty else { return nil }
        if let endpoint = endpoints.first(where: { $0.path == path }), let root = endpoint.root {
            return (root, endpoint.rootSources)
        }
        for process in processes where process.role == .containerd {
            let address = process.flag("-a", "--address").map(Endpoint.path) ?? "/run/containerd/containerd.sock"
            if address == path, let root = process.flag("--root") { return (root, [process.source]) }
        }
        if path == "/run/containerd/containerd.sock",
            let moved = facts.settings(.containerdRoot).first(where: {
                $0.source.capture.instance == "/etc/containerd/config.toml"
            })
        {
            return (moved.value, [moved.source])
        }
        if path == "/run/k3s/containerd/containerd.sock" {
            let rke2 = "/var/lib/rancher/rke2/agent/containerd"
            if isPresent(rke2), !isPresent("/var/lib/rancher/k3s/agent/containerd") { return (rke2, []) }
            if let moved = facts.settings(.k3sDataDir).last {
                return (moved.value + "/agent/containerd", [moved.source])
            }
        }
        return KnownSocket.root(path: path).map { ($0, []) }
    }

    /// Whether a containerd runs on that root; nil where the evidence does not tell.
    func isLive(containerdRoot root: String) -> Proved<Bool>? {
        if let endpoint = endpoints.first(where: { $0.answered && $0.root.map { isOnePlace($0, root) } ?? false }) {
            return Proved(value: true, sources: endpoint.rootSources)
        }
        for process in processes where process.role == .containerd {
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
            listener.process.contains("containerd") && listener.path.hasSuffix("/containerd.sock")
                && self.root(ofContainerdAt: Endpoint.path(listener.path)).map { isOnePlace($0.path, root) } ?? false
        }) {
            return Proved(value: true, sources: [listener.source])
        }
        guard processesAreKnown else { return nil }
        let seen = processes.filter { $0.role == .containerd }.map(\.source)
        return Proved(
            value: false,
            sources: seen.isEmpty ? [Source(capture: "ps", line: 0, quote: "no containerd among the processes")] : seen)
    }

    /// The root that a containerd process works on.
    private func root(of process: RuntimeProcess) -> String? {
        if let root = process.flag("--root") { return root }
        if let config = process.flag("-c", "--config") {
            if let mark = config.firstRange(of: "/agent/etc/containerd/") {
                return config[..<mark.lowerBound] + "/agent/containerd"
            }
            if config.hasSuffix("/docker/containerd/containerd.toml") {
                return (docker.root ?? "/var/lib/docker") + "/containerd/daemon"
            }
            if let set = facts.settings(.containerdRoot).first(where: { $0.source.capture.instance == config }) {
                return set.value
            }
        }
        let parent = processes.first { $0.pid == process.parent }
        if process.arguments == ["containerd"], parent == nil || parent?.role == .k3s || parent?.role == .rke2 {
            return root(ofContainerdAt: "/run/k3s/containerd/containerd.sock")?.path
        }
        let address = process.flag("-a", "--address").map(Endpoint.path) ?? "/run/containerd/containerd.sock"
        return root(ofContainerdAt: address)?.path
    }
}
