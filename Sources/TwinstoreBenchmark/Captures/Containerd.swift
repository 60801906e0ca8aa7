/// What ctr says of one containerd, and what is in its content store on disk.
extension Node {
    /// One blob of a content store with the labels that `ctr content ls` prints.
    struct Blob {
        var digest: Bytes
        var size: Int
        var labels: Bytes
    }

    /// Namespaces of the containerd behind that socket; of cri-dockerd there is none.
    func namespaces(_ socket: SetUp.Socket) -> [Bytes] {
        switch socket {
        case .k3sContainerd: ["k8s.io"]
        case .containerd: (setUp.kubelet == .system ? ["k8s.io"] : []) + (setUp.isDockerRunning ? ["moby"] : [])
        case .k3sCriDockerd, .criDockerd: []
        }
    }

    /// Images that the namespace has unpacked; Docker on overlay2 has none there, only manifests.
    func unpacked(_ namespace: Bytes) -> [FleetImage] {
        namespace == "k8s.io" ? kubelet : setUp.docker == .containerdStore ? docker : []
    }

    func ctrImages(_ namespace: Bytes) -> Bytes {
        var rows: [[Bytes]] = []
        let type: Bytes = "application/vnd.docker.distribution.manifest.v2+json"
        for image in unpacked(namespace) {
            let isCRI = namespace == "k8s.io"
            let labels: Bytes =
                !isCRI
                ? "-"
                : image.isPause
                    ? "io.cri-containerd.image=managed,io.cri-containerd.pinned=pinned"
                    : "io.cri-containerd.image=managed"
            var names = image.tags.map { "\(image.qualified):\($0)" as Bytes }
            if isCRI { names += ["\(image.qualified)@\(image.manifest)", image.config] }
            for name in names {
                rows.append([name, type, image.manifest, HumanSize.binary(image.content), "linux/amd64", labels])
            }
        }
        rows.sort { $0[0].array.lexicographicallyPrecedes($1[0].array) }
        return Bytes.table([["REF", "TYPE", "DIGEST", "SIZE", "PLATFORMS", "LABELS"]] + rows)
    }

    func ctrSnapshots(_ namespace: Bytes) -> Bytes {
        var rows: [[Bytes]] = []
        for container in containers where container.isDocker == (namespace == "moby") && !unpacked(namespace).isEmpty {
            rows.append([container.id, "20.0 KiB", "8"])
        }
        for layer in Self.distinct(unpacked(namespace)) {
            rows.append([layer.chain, HumanSize.binary(layer.size), "\(layer.size / 30_000 + 2)"])
        }
        rows.sort { $0[0].array.lexicographicallyPrecedes($1[0].array) }
        return Bytes.table([["KEY", "SIZE", "INODES"]] + rows)
    }

    func ctrContent(_ namespace: Bytes) -> Bytes {
        var out: Bytes = "DIGEST\t\t\t\t\t\t\t\t\tSIZE\tAGE\t\tLABELS\n"
        for blob in blobs(namespace) {
            out +=
                "\(blob.digest)\t\(HumanSize.decimal(blob.size, digits: 4))\t\(clock.seconds % 50 + 2) days\t\(blob.labels)\n"
        }
        return out
    }

    /// Sorted by digest, each once.
    func blobs(_ namespace: Bytes) -> [Blob] {
        var blobs: [Bytes: Blob] = [:]
        let isUnpacked = !unpacked(namespace).isEmpty
        for image in namespace == "moby" ? docker : kubelet where !image.tags.isEmpty {
            let source: Bytes = "containerd.io/distribution.source.\(image.host)=\(image.path)"
            guard isUnpacked else {
                blobs[image.manifest] = Blob(digest: image.manifest, size: image.manifestBytes, labels: source)
                continue
            }
            var references: Bytes = "\(source),containerd.io/gc.ref.content.config=\(image.config)"
            for (index, layer) in image.layers.enumerated() {
                references += ",containerd.io/gc.ref.content.l.\(index)=\(layer.blob)"
                guard blobs[layer.blob] == nil else { continue }
                blobs[layer.blob] = Blob(
                    digest: layer.blob, size: layer.packed, labels: "\(source),containerd.io/uncompressed=\(layer.diff)"
                )
            }
            blobs[image.manifest] = Blob(digest: image.manifest, size: image.manifestBytes, labels: references)
            let chain = image.layers.last?.chain ?? ""
            blobs[image.config] = Blob(
                digest: image.config, size: image.configBytes,
                labels: "\(source),containerd.io/gc.ref.snapshot.overlayfs=\(chain)")
        }
        return blobs.values.sorted { $0.digest.array.lexicographicallyPrecedes($1.digest.array) }
    }

    /// The content stores on disk: the capture's name and the namespaces whose blobs are in it.
    var contentStores: [(name: Bytes, root: Bytes, blobs: [Blob])] {
        var stores: [(Bytes, Bytes, [Blob])] = []
        if setUp.hasSystemContainerd || setUp.docker == .stopped {
            var seen: Set<Bytes> = []
            let all = (setUp.kubelet == .system ? blobs("k8s.io") : []) + (setUp.hasDocker ? blobs("moby") : [])
            stores.append(("containerd", "/var/lib/containerd", all.filter { seen.insert($0.digest).inserted }))
        }
        if setUp.kubelet == .k3s || setUp.kubelet == .leftOverK3s {
            stores.append(("k3s-containerd", "/var/lib/rancher/k3s/agent/containerd", blobs("k8s.io")))
        }
        return stores
    }

    func blobList(_ blobs: [Blob]) -> Bytes {
        let width = blobs.reduce(1) { max($0, String($1.size).utf8.count) }
        let when = Moment(seconds: clock.seconds - 864_000).ls
        var out: Bytes = "total 0\n"
        for blob in blobs.sorted(by: { $0.digest.array.lexicographicallyPrecedes($1.digest.array) }) {
            out +=
                "-rw-r--r-- 1 0 0 \(blob.size, width: width) \(when) \(Bytes(Array(blob.digest.array.dropFirst(7))))\n"
        }
        return out
    }
}
