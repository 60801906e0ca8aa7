/// Directories of the stores: which there are, and how much is in them.
extension Node {
    private var isK3sContainerdThere: Bool { setUp.kubelet == .k3s || setUp.kubelet == .leftOverK3s }

    /// Directories that are there, with their kibibytes.
    private var directories: [(path: Bytes, kibibytes: Int)] {
        var rows: [(Bytes, Int)] = []
        let kib = { (bytes: Int) in bytes / 1024 }
        if setUp.hasDocker {
            let layers = setUp.docker == .containerdStore ? 0 : Self.distinct(docker).reduce(0) { $0 + $1.size }
            let overlay = kib(layers) + 8
            rows += [
                ("/var/lib/docker", overlay + 640), ("/var/lib/docker/overlay2", overlay),
                ("/var/lib/docker/image", 260),
                ("/var/lib/docker/containers", 40), ("/var/lib/docker/volumes", 28), ("/var/lib/docker/buildkit", 104),
            ]
        }
        for store in contentStores {
            let content = store.blobs.reduce(28) { $0 + (kib($1.size) + 4) / 4 * 4 }
            let isSystem = store.name == "containerd"
            var snapshots = 8
            if !isSystem || setUp.kubelet == .system {
                snapshots += kib(Self.distinct(kubelet).reduce(0) { $0 + $1.size })
            }
            if isSystem, setUp.docker == .containerdStore {
                snapshots += kib(Self.distinct(docker).reduce(0) { $0 + $1.size })
            }
            rows += [
                (store.root, content + snapshots + 160), ("\(store.root)/io.containerd.content.v1.content", content),
                ("\(store.root)/io.containerd.snapshotter.v1.overlayfs", snapshots),
            ]
        }
        return rows
    }

    var du: Bytes {
        var out = Bytes()
        for row in directories { out += "\(row.kibibytes)\t\(row.path)\n" }
        return out
    }

    var df: Bytes {
        let used = directories.filter { !$0.path.string.dropFirst().contains("/io.") }.reduce(27_700_256) {
            $0 + $1.kibibytes
        }
        let total = 1_056_848_336
        var out: Bytes = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n"
        let count = (setUp.hasDocker ? 1 : 0) + contentStores.count
        for _ in 0..<count {
            out += "/dev/vda         \(total) \(used) \(total - used)      \(used * 100 / total)% /\n"
        }
        return out
    }

    static let rootPaths: [Bytes] = {
        let docker: [Bytes] = ["", "/overlay2", "/image", "/containers", "/volumes", "/buildkit"]
        let containerd: [Bytes] = ["", "/io.containerd.content.v1.content", "/io.containerd.snapshotter.v1.overlayfs"]
        let dockers: [Bytes] = ["/var/lib/docker", "/var/snap/docker/common/var-lib-docker"]
        let containerds: [Bytes] = [
            "/var/lib/containerd", "/var/lib/rancher/k3s/agent/containerd", "/var/lib/rancher/rke2/agent/containerd",
            "/var/lib/k0s/containerd", "/var/snap/microk8s/common/var/lib/containerd",
            "/var/lib/docker/containerd/daemon",
        ]
        return dockers.flatMap { root in docker.map { "\(root)\($0)" } }
            + containerds.flatMap { root in containerd.map { "\(root)\($0)" } }
            + [
                "/var/lib/containers/storage", "/var/lib/rancher/k3s/agent/images",
                "/var/lib/rancher/rke2/agent/images",
            ]
    }()

    var roots: Bytes {
        let present = Set(directories.map(\.path))
        var out: Bytes = "path\tstate\tdevice\tinode\ttype\ttarget\n"
        for (index, path) in Self.rootPaths.enumerated() {
            out +=
                present.contains(path)
                ? setUp.isRoot
                    ? "\(path)\tpresent\t65024\t\(16_418_250 + index * 9)\tdirectory\t\(path)\n"
                    : "\(path)\tdenied\t\t\t\t\n"
                : "\(path)\tabsent\t\t\t\t\n"
        }
        return out
    }
}
