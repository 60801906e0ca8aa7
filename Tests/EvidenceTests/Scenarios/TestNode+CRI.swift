import NodeModel

extension TestNode {
    /// A containerd that serves CRI, with everything that the collector asks it.
    mutating func containerd(
        _ images: [TestImage], socket: String = "containerd", path: String = "/run/containerd/containerd.sock",
        root: String = "/var/lib/containerd", containers: [TestContainer] = [], keepsLayers: Bool = true,
        process arguments: String? = "/usr/bin/containerd", tellsRoot: Bool = true
    ) {
        if !snapshot.facts.sockets.contains(where: { $0.name == socket }) { self.socket(socket, path) }
        answers(socket, runtime: "containerd", version: "1.7.24")
        let place = root + "/io.containerd.snapshotter.v1.overlayfs"
        if tellsRoot {
            set(.criImageMountpoint, place, in: CaptureID("cri-imagefsinfo." + socket))
            set(.criContainerdRoot, root, in: CaptureID("cri-info." + socket))
        }
        for image in images { list(image, on: socket, names: image.wholeNames, size: image.packed) }
        use(containers, on: socket)
        contain(images, socket: socket, namespace: "k8s.io", keepsLayers: keepsLayers)
        blobs(images, root: root, packed: keepsLayers)
        directory(root, bytes: images.map { $0.bytes + $0.packed }.reduce(200_000, +))
        if let arguments { process(arguments, executable: "/usr/bin/containerd") }
    }

    /// k3s with its own containerd.
    mutating func k3s(
        _ images: [TestImage], root: String = "/var/lib/rancher/k3s/agent/containerd",
        containers: [TestContainer] = []
    ) {
        let k3s = process("/usr/local/bin/k3s server", executable: "/usr/local/bin/k3s")
        unit("k3s.service", "/usr/local/bin/k3s server")
        containerd(
            images, socket: "k3s-containerd", path: "/run/k3s/containerd/containerd.sock", root: root,
            containers: containers, process: nil)
        process("containerd ", executable: "/var/lib/rancher/k3s/data/current/bin/containerd", parent: k3s)
        crictl("/run/k3s/containerd/containerd.sock")
    }

    /// cri-dockerd on a Docker that lists those images.
    mutating func criDockerd(
        _ images: [TestImage], socket: String = "cri-dockerd", path: String = "/run/cri-dockerd.sock",
        root: String = "/var/lib/docker", ids: (TestImage) -> Digest = { $0.config },
        sizes: (TestImage) -> Int64 = { $0.bytes }, containers: [TestContainer] = []
    ) {
        self.socket(socket, path)
        answers(socket, runtime: "docker", version: "28.5.2")
        set(.criImageMountpoint, root, in: CaptureID("cri-imagefsinfo." + socket))
        for image in images { list(image, on: socket, names: image.names, id: ids(image), size: sizes(image)) }
        use(containers, on: socket, id: ids)
    }

    mutating func crio(
        _ images: [TestImage], root: String = "/var/lib/containers/storage", containers: [TestContainer] = []
    ) {
        socket("crio", "/run/crio/crio.sock")
        answers("crio", runtime: "cri-o", version: "1.31.0")
        set(.criImageMountpoint, root + "/overlay-images", in: "cri-imagefsinfo.crio")
        for image in images { list(image, on: "crio", names: image.wholeNames, size: image.bytes + 3000) }
        use(containers, on: "crio")
        directory(root, bytes: images.map(\.bytes).reduce(200_000, +))
        process("/usr/bin/crio", executable: "/usr/bin/crio")
        state("crio.service", "active")
        kubelet("/run/crio/crio.sock")
        crictl("/run/crio/crio.sock")
    }

    mutating func kubelet(_ endpoint: String) {
        process("/usr/bin/kubelet --container-runtime-endpoint=unix://\(endpoint)", executable: "/usr/bin/kubelet")
        unit("kubelet.service", "/usr/bin/kubelet $KUBELET_KUBEADM_ARGS")
        set(.kubeletRuntimeEndpoint, "unix://\(endpoint)", in: .file("/var/lib/kubelet/kubeadm-flags.env"))
    }

    /// crictl.yaml, which leads to an endpoint.
    mutating func crictl(_ endpoint: String) {
        set(.crictlRuntimeEndpoint, "unix://\(endpoint)", in: .file("/etc/crictl.yaml"))
    }

    /// The unpinned calls: what crictl says of itself where it leads to that socket.
    mutating func unpinned(like socket: String) {
        for kind in ["images", "version", "imagefsinfo"] {
            let from = CaptureID("cri-\(kind).\(socket)")
            let to = CaptureID("crictl-\(kind)")
            capture(to)
            for image in snapshot.facts.images where image.source.capture == from {
                var copy = image
                copy.source.capture = to
                snapshot.facts.images.append(copy)
            }
            for setting in snapshot.facts.settings where setting.source.capture == from {
                set(setting.key, setting.value, in: to)
            }
        }
    }

    /// What `ctr` tells of one namespace; sizes as ctr rounds them.
    mutating func contain(_ images: [TestImage], socket: String, namespace: String, keepsLayers: Bool = true) {
        let names = CaptureID("ctr-namespaces.\(socket)")
        capture(names)
        snapshot.facts.namespaces.append(
            ContainerdNamespace(socket: socket, name: namespace, source: source(names, namespace)))
        let (list, content, usage) = (
            CaptureID("ctr-images.\(socket).\(namespace)"), CaptureID("ctr-content.\(socket).\(namespace)"),
            CaptureID("ctr-snapshots.\(socket).\(namespace)")
        )
        for id in [list, content, usage] { capture(id, images.isEmpty ? .empty : .ok) }
        for image in images {
            let references =
                image.wholeNames + (image.pulled ? image.wholeRepoDigests : [])
                + (namespace == "k8s.io" ? ["\(image.config)"] : [])
            for reference in references {
                snapshot.facts.imageRecords.append(
                    ImageRecord(
                        socket: socket, namespace: namespace, reference: reference, target: image.manifest,
                        pinned: image.pinned, capture: list, line: 1))
            }
            var records = [
                ContentRecord(
                    socket: socket, namespace: namespace, digest: image.manifest,
                    bytes: ByteRange(exactly: TestImage.manifestBytes), config: image.config,
                    references: image.layers.map(\.blob), capture: content, line: 1),
                ContentRecord(
                    socket: socket, namespace: namespace, digest: image.config,
                    bytes: ByteRange(exactly: TestImage.configBytes), snapshot: image.chain.last, capture: content,
                    line: 1),
            ]
            if keepsLayers {
                records += image.layers.map {
                    ContentRecord(
                        socket: socket, namespace: namespace, digest: $0.blob, bytes: ByteRange(exactly: $0.packed),
                        diffID: $0.diffID, capture: content, line: 1)
                }
            }
            for record in records
            where !snapshot.facts.content.contains(where: {
                $0.socket == socket && $0.namespace == namespace && $0.digest == record.digest
            }) {
                snapshot.facts.content.append(record)
            }
            for (chain, layer) in zip(image.chain, image.layers)
            where !snapshot.facts.snapshots.contains(where: {
                $0.socket == socket && $0.namespace == namespace && $0.chainID == chain
            }) {
                snapshot.facts.snapshots.append(
                    LayerSnapshot(
                        socket: socket, namespace: namespace, chainID: chain,
                        bytes: ByteRange(low: layer.bytes - layer.bytes / 1000, high: layer.bytes + layer.bytes / 1000),
                        capture: usage, line: 1))
            }
        }
    }

    private mutating func answers(_ socket: String, runtime: String, version: String) {
        for kind in ["cri-images", "cri-imagefsinfo", "cri-containers"] { capture(CaptureID("\(kind).\(socket)")) }
        set(.criRuntimeName, runtime, in: CaptureID("cri-version." + socket))
        set(.criRuntimeVersion, version, in: CaptureID("cri-version." + socket))
    }

    private mutating func list(
        _ image: TestImage, on socket: String, names: [String], id: Digest? = nil, size: Int64
    ) {
        let capture = CaptureID("cri-images." + socket)
        snapshot.facts.images.append(
            ListedImage(
                id: id ?? image.config, names: names, repoDigests: image.wholeRepoDigests,
                size: ByteRange(exactly: size), pinned: image.pinned,
                source: source(capture, names.first ?? "", line: snapshot.facts.images.count + 1)))
        let inspect = CaptureID("cri-image-inspect." + socket)
        self.capture(inspect)
        snapshot.facts.imageLayers.append(
            ImageLayers(
                image: id ?? image.config, diffIDs: image.diffIDs, source: source(inspect, "\(image.config)")))
    }

    private mutating func use(
        _ containers: [TestContainer], on socket: String, id: (TestImage) -> Digest = { $0.config }
    ) {
        let capture = CaptureID("cri-containers." + socket)
        for (index, container) in containers.enumerated() {
            snapshot.facts.containers.append(
                ContainerUse(
                    container: "c\(index)", image: id(container.image), imageName: container.image.names.first ?? "",
                    state: container.running ? "CONTAINER_RUNNING" : "CONTAINER_EXITED",
                    source: source(capture, "c\(index)")))
        }
    }
}
