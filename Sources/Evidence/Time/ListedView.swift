import NodeModel

/// One command line's list of images at one moment, with what has to be so for it to be compared with another moment's.
struct ListedView: Sendable {
    /// One image of a list: the rows of one ID.
    struct Image: Sendable {
        var id: Digest
        /// Each once.
        var names: [String]
        /// What it was pulled by.
        var repoDigests: [String]
        var source: Source

        private var digests: some Sequence<Digest> {
            repoDigests.lazy.compactMap {
                $0.utf8.split(separator: UInt8(ascii: "@")).last.flatMap { Digest(Substring($0)) }
            }
        }

        fileprivate mutating func add(_ names: [String]) {
            for name in names where !self.names.contains(name) { self.names.append(name) }
        }

        /// Whether both are one image: the same ID, or the manifest that one list calls the ID and the other the digest.
        func matches(_ other: Image) -> Bool {
            id.matches(other.id) || digests.contains(other.id) || other.digests.contains(id)
        }
    }

    /// `docker`, or the CRI socket's name.
    var name: String
    var capture: CaptureID
    /// In the list's order.
    var images: [Image]
    /// Why the list is not all there is; nil where it is.
    var gap: String?
    /// What the list is a list of, as far as it is known: endpoint, server, root.
    var identity: [String: String]
    /// Other captures of the snapshot that hold the IDs of the same store's images: a list that one of them contradicts
    /// about an image was taken while that image came or went.
    var witnesses: [Set<Digest>]
    private var byID: [Digest: Int]

    func image(_ id: Digest) -> Image? {
        if let index = byID[id] { return images[index] }
        return images.first { $0.id.matches(id) }
    }

    /// Whether every other capture of the same store agrees that the image is, or is not, in it.
    func isConfirmed(_ id: Digest, listed: Bool) -> Bool {
        witnesses.allSatisfy { witness in
            let seen = witness.contains(id) || (!id.isWhole && witness.contains { $0.matches(id) })
            return seen == listed
        }
    }

    private init(
        name: String, capture: CaptureID, rows: [ListedImage]?, isComplete: Bool, in snapshot: Snapshot,
        identity: [String: String?]
    ) {
        self.name = name
        self.capture = capture
        self.identity = identity.compactMapValues { $0?.isEmpty == false ? $0 : nil }
        witnesses = []
        images = []
        byID = [:]
        for row in rows ?? [] {
            guard let id = row.id else { continue }
            if let index = byID[id] {
                images[index].add(row.names)
                images[index].repoDigests += row.repoDigests
            } else {
                byID[id] = images.count
                var image = Image(id: id, names: [], repoDigests: row.repoDigests, source: row.source)
                image.add(row.names)
                images.append(image)
            }
        }
        gap = Self.gap(rows, isComplete: isComplete, capture: snapshot.capture(capture), in: snapshot)
    }

    private static func gap(
        _ rows: [ListedImage]?, isComplete: Bool, capture: Capture?, in snapshot: Snapshot
    ) -> String? {
        guard let rows, let capture else { return "could not be had" }
        if !isComplete { return "is not complete: \(capture.outcome.rawValue)" }
        if ["|", "grep", "--filter", " -f "].contains(where: capture.command.hasBytes) { return "is filtered" }
        if rows.contains(where: { $0.id == nil }) { return "has rows without an ID" }
        if snapshot.issues.contains(where: { $0.capture == capture.id }) { return "has rows that could not be read" }
        return nil
    }
}

extension ListedView {
    /// `docker images` of this machine.
    static func docker(_ picture: Picture) -> ListedView {
        let docker = picture.docker
        let store: String? =
            switch docker.imageStore {
            case .graphDriver: "a graph driver"
            case .containerd: "the containerd image store"
            case nil: nil
            }
        var view = ListedView(
            name: "docker", capture: "docker-images", rows: docker.list, isComplete: docker.listIsComplete,
            in: picture.snapshot,
            identity: [
                "program": docker.isPodman ? "podman" : "docker", "root": docker.root, "image store": store,
                "machine": docker.isLocal ? "this machine" : "another machine",
            ])
        if picture.snapshot.capture("docker-imagedb")?.outcome == .ok, docker.usesGraphDriver {
            view.witnesses.append(
                Set(picture.facts.imageLayers.filter { $0.source.capture.isKind("docker-imagedb") }.map(\.image)))
        }
        return view
    }

    /// The list of one CRI endpoint.
    static func cri(_ picture: Picture, _ endpoint: CRIPicture) -> ListedView {
        let pinned = CaptureID("cri-images." + endpoint.name)
        let lists = [pinned, "crictl-images"].filter { id in
            picture.snapshot.capture(id)?.outcome.isComplete == true && (id == pinned || endpoint.isCrictls)
        }
        var view = ListedView(
            name: endpoint.name, capture: picture.snapshot.capture(pinned) == nil ? "crictl-images" : pinned,
            rows: endpoint.list, isComplete: endpoint.listIsComplete, in: picture.snapshot,
            identity: ["endpoint": endpoint.path, "server": endpoint.server?.rawValue, "root": endpoint.root])
        view.witnesses = lists.map { id in
            Set(picture.facts.images.filter { $0.source.capture == id }.compactMap(\.id))
        }
        return view
    }
}
