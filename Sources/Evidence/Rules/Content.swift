import NodeModel

extension Rule {
    static let content = Rule(
        id: "content",
        title: "Docker's images among the blobs of a containerd",
        reason: """
            A containerd keeps every image's config as a blob whose file name is the config's digest. Docker with a \
            graph driver keeps none there (only manifests). So a config digest of a Docker image found among the \
            blobs of the containerd that serves crictl is a second copy, and it is read from the disk with every daemon \
            down. Where crictl tells nothing, `ctr` does: the kubelet's namespace has a record under the digest of each \
            config. Blobs of a containerd that no longer runs say nothing about crictl: they are a residue.
            """,
        needs: ["blobs", "docker-images"],
        byHand: false,
        examples: [
            Example("the config of a Docker image is a blob of crictl's containerd", says: .different) {
                $0.dockerOnOverlay()
                $0.socket("k3s-containerd")
                $0.set(.criContainerdRoot, "/var/lib/rancher/k3s/agent/containerd", in: "cri-info.k3s-containerd")
                $0.set(.criRuntimeName, "containerd", in: "cri-version.k3s-containerd")
                $0.blob(Self.exampleImage, root: "/var/lib/rancher/k3s/agent/containerd")
            },
            Example(
                "ctr lists the config of a Docker image in the kubelet's namespace, and crictl was not asked",
                says: .different
            ) {
                $0.image(Self.exampleImage, "x/app:1", in: "docker-images")
                $0.record(config: Self.exampleImage, target: ExampleNode.manifest, on: "k3s-containerd")
            },
            Example("crictl lists Docker's images and no containerd on the disk has them", says: .same) {
                $0.dockerOnOverlay()
                $0.image(Self.exampleImage, "x/app:1", in: "crictl-images")
                $0.blob(ExampleNode.third, root: "/var/lib/containerd")
            },
            Example("the blobs belong to a containerd that does not run", says: .nothing) {
                $0.dockerOnOverlay()
                $0.socket("k3s-cri-dockerd")
                $0.set(.criRuntimeName, "docker", in: "cri-version.k3s-cri-dockerd")
                $0.blob(Self.exampleImage, root: "/var/lib/rancher/k3s/agent/containerd")
            },
        ]
    ) { picture in
        if let (record, image) = picture.kubeletsCopy {
            return .says(
                .different, .sufficient,
                "\(image.names.first ?? image.id?.short ?? "an image of Docker's") is in containerd's namespace k8s.io too, "
                    + "by the digest of its config",
                [image.source, Source(capture: record.capture, line: record.line, quote: record.reference)])
        }
        guard !picture.facts.blobs.isEmpty || !picture.snapshot.captures(kind: "blobs").isEmpty else {
            return .unknown([picture.missing("blobs")])
        }
        guard picture.docker.usesGraphDriver else {
            return picture.docker.imageStore == nil
                ? .unknown([picture.missing("docker-info")])
                : .nothing("Docker keeps its own images in a containerd", picture.docker.imageStoreSources)
        }
        let configs = picture.dockerConfigs
        guard !configs.isEmpty else { return .unknown([picture.missing("docker-images")]) }
        let found = picture.facts.blobs.filter { configs.keys.contains($0.digest) }

        if let root = picture.cri?.root, picture.cri?.server != .docker {
            let here = found.filter { picture.isOnePlace($0.root, root) }
            guard let blob = here.first, let image = configs[blob.digest] else {
                return .nothing("none of Docker's \(configs.count) images is a blob below \(root)")
            }
            return .says(
                .different, .sufficient,
                "\(here.count) of Docker's \(configs.count) images are stored again below \(root)",
                [Source(capture: blob.capture, line: blob.line, quote: "\(blob.digest) \(blob.bytes)"), image])
        }
        let listed = picture.cri?.list?.filter { row in row.id.map { configs.keys.contains($0) } ?? false } ?? []
        if found.isEmpty, let row = listed.first, picture.cri?.server != .containerd {
            return .says(
                .same, .supporting,
                "crictl lists \(listed.count) of Docker's images, and no containerd on this disk has their configs",
                [row.source])
        }
        return .nothing(
            found.isEmpty
                ? "no containerd on this disk has Docker's images"
                : "\(found.count) of Docker's images are among the blobs of a containerd that crictl does not show")
    }

    fileprivate static let exampleImage = ExampleNode.image
}

extension Picture {
    /// An image of Docker's whose config a containerd has in the kubelet's namespace, as `ctr` lists it; only looked for
    /// where crictl tells nothing. An ID that is a config's digest is that of a Docker with a graph driver.
    var kubeletsCopy: (record: ImageRecord, image: ListedImage)? {
        guard docker.isLocal, !docker.isPodman, cri?.answered != true, !docker.usesContainerdStore,
            let rows = docker.list
        else { return nil }
        let ids = DigestIndex(rows.lazy.map(\.id))
        for record in facts.imageRecords where record.namespace == "k8s.io" && record.reference.hasPrefix("sha256:") {
            if let row = ids.first(matching: Digest(record.reference)) { return (record, rows[row]) }
        }
        return nil
    }

    /// The config digests of Docker's images, from its list or, with the daemon down, from its image database.
    var dockerConfigs: [Digest: Source] {
        var configs: [Digest: Source] = [:]
        let listed = docker.list ?? []
        for image in listed { if let id = image.id, id.isWhole { configs[id] = image.source } }
        for layers in facts.imageLayers
        where ["docker-image-inspect", "docker-imagedb"].contains(layers.source.capture.kind)
            && configs[layers.image] == nil
        {
            configs[layers.image] = layers.source
        }
        return configs
    }
}

extension ExampleNode {
    /// What the CRI keeps of an image under its config's digest, as `ctr images ls` shows it.
    fileprivate mutating func record(config: String, target: String, on socket: String) {
        let id = CaptureID("ctr-images.\(socket).k8s.io")
        capture(id)
        guard let target = Digest(target) else { return }
        snapshot.facts.imageRecords.append(
            ImageRecord(
                socket: socket, namespace: "k8s.io", reference: "sha256:" + config, target: target, pinned: false,
                capture: id, line: 4))
    }

    mutating func dockerOnOverlay() {
        set(.dockerRoot, "/var/lib/docker", in: "docker-info")
        set(.dockerDriver, "overlay2", in: "docker-info")
        image(Self.image, "x/app:1", in: "docker-images")
    }
}
