import NodeModel

/// Stores of nodes that run as containers: kind, k3d, Docker in Docker. Named, and left for their own nodes to judge.
extension Residues {
    mutating func addNestedRuntimes(_ picture: Picture) {
        let facts = picture.facts
        let nodes = picture.nodeContainers
        let present =
            facts.directories.filter { $0.state == .present }.map { ($0.path, $0.source) }
            + facts.diskUses.map { ($0.path, $0.source) } + facts.mounts.map { ($0.path, $0.source) }
        var places: [String: [Source]] = [:]
        for (path, source) in present {
            if let place = picture.nestedStore(path) { places[place, default: []].append(source) }
        }
        let name = nodes.count == 1 ? Plan.quoted(nodes[0].container) : "NODE"
        let look = "not judged: look inside with `docker exec \(name) crictl images`"
        for (place, sources) in places.sorted(by: { $0.key < $1.key }) {
            found.append(
                Residue(
                    kind: .nestedRuntime, path: place, figure: measuredParts(picture, place),
                    statement:
                        "\(place) holds a runtime's store, as nodes in containers have (kind, k3d, Docker in Docker); "
                        + "images in it may be a further copy; \(look)",
                    sources: Array((sources + nodes.map(\.source)).prefix(3))))
        }
        guard places.isEmpty, let first = nodes.first else { return }
        found.append(
            Residue(
                kind: .nestedRuntime, path: (picture.docker.root ?? "/var/lib/docker") + "/volumes", figure: nil,
                statement: "\(counted(nodes.count, "container runs", "containers run")) a node of its own "
                    + "(\(first.imageName)), whose store is in a volume of Docker's; \(look)",
                sources: nodes.prefix(3).map(\.source)))
    }

    /// What `du` counted in a place, or in the parts of it that it was run on.
    private func measuredParts(_ picture: Picture, _ place: String) -> ByteFigure? {
        if let whole = picture.use(below: place) {
            return ByteFigure(
                bytes: whole.bytes.middle, tier: whole.bytes.isExact ? .exact : .estimated,
                formula: "du of \(place)", inputs: ["du"])
        }
        let inside = picture.facts.diskUses.filter { $0.path.hasPrefix(place + "/") }
        let parts = inside.filter { part in !inside.contains { part.path.hasPrefix($0.path + "/") } }
        guard !parts.isEmpty else { return nil }
        return ByteFigure(
            bytes: ByteSum.of(Dictionary(parts.map { ($0.path, $0.bytes.middle) }) { max($0, $1) }.values),
            tier: .estimated, formula: "du of \(counted(parts.count, "part", "parts")) of \(place)", inputs: ["du"])
    }
}

extension Picture {
    /// Containers of Docker's that are a node of a cluster, or a Docker, by their image.
    var nodeContainers: [ContainerUse] {
        facts.containers.filter { use in
            guard use.source.capture.isKind("docker-containers"),
                ["node", "k3s", "docker"].contains(where: { use.imageName.hasBytes($0) })
            else { return false }
            let (repository, tag) = ImageName.split(use.imageName)
            let parts = repository.split(separator: "/")
            let name = parts.suffix(2).joined(separator: "/")
            return name == "kindest/node" || name == "rancher/k3s" || parts.last == "docker" && tag.contains("dind")
        }
    }

    /// The volume, or the container's own files, that a runtime's store lies in; nil where the path is none's.
    func nestedStore(_ path: String) -> String? {
        let marks = ["/io.containerd.", "/overlay2", "/containerd", "/rancher/"]
        for root in dockerRoots {
            for folder in ["/volumes/", "/overlay2/", "/rootfs/overlayfs/"] {
                guard path.hasPrefix(root + folder) else { continue }
                let inner = path.dropFirst(root.utf8.count + folder.utf8.count)
                let name = inner.prefix { $0 != "/" }
                let rest = inner.dropFirst(name.count)
                if !name.isEmpty, marks.contains(where: { rest.contains($0) }) { return root + folder + name }
            }
        }
        return nil
    }

    /// Whether a path is in a volume of Docker's, or in a container's own files.
    func isInContainer(_ path: String) -> Bool {
        dockerRoots.contains { root in
            ["/volumes", "/overlay2", "/rootfs/overlayfs"].contains { folder in
                Places.isAt(path, orBelow: root + folder) || places.isInside(path, root + folder)
            }
        }
    }

    private var dockerRoots: [String] {
        Set(["/var/lib/docker", docker.root ?? "/var/lib/docker", Self.snapDocker]).sorted()
    }
}
