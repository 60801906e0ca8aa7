import NodeModel

/// A snapshot in which every field of every fact says something, with a hostile text here and there.
enum FullSnapshot {
    static let hostile = "Robert'); DROP TABLE node;-- \"é\u{301}\" 日本 | <b>\u{0}end"
    static let container = String(repeating: "3f4e5d6c", count: 8)

    static func digest(_ seed: String) -> Digest { Digest.sha256(Array(seed.utf8)) }

    static func source(_ capture: CaptureID, _ line: Int, _ quote: String = "the line") -> Source {
        Source(capture: capture, line: line, quote: quote)
    }

    static func make(
        node: String = "gpu-07", clock: Int64 = 1_795_464_451, bundle: String = "gpu-07.tar.gz", seed: String = "a"
    ) -> Snapshot {
        var snapshot = Snapshot(
            node: node, collectedAt: Timestamp(seconds: clock),
            bundle: BundleIdentity(name: bundle, sha256: digest(node + String(clock) + seed).hex))
        snapshot.collector = CollectorRun(
            format: 1, version: "1.0", machine: digest("machine of " + node).hex, uid: 1000, offline: true,
            root: "/mnt",
            processTotal: 212, labels: ["rack": "b4", "": hostile])
        snapshot.captures = captures
        snapshot.issues = [
            Issue(capture: "docker-images", line: 3, message: hostile), Issue(capture: "ps", message: "cut"),
        ]
        addImages(&snapshot.facts)
        addLayers(&snapshot.facts)
        addNode(&snapshot.facts)
        addDisk(&snapshot.facts)
        return snapshot
    }

    private static var captures: [Capture] {
        CaptureOutcome.allCases.enumerated().map { n, outcome in
            Capture(
                id: CaptureID("capture-\(n).instance"), outcome: outcome, exit: n == 2 ? nil : n - 1,
                milliseconds: 41 + n, bytes: 8123 * n, redactions: n, command: "docker images --no-trunc",
                message: n == 4 ? "WARNING\nsecond line" : "")
        }
    }

    private static func addImages(_ facts: inout Facts) {
        facts.images = [
            ListedImage(
                id: digest("app"), names: ["example/app:1.0", "example/app:latest"],
                repoDigests: ["example/app@\(digest("manifest"))"],
                size: ByteRange(low: 186_500_000, high: 187_499_999),
                contentSize: ByteRange(exactly: 68_000_000), inUse: true, pinned: true,
                source: source("cri-images.k3s-containerd", 4, "example/app  1.0  \(digest("app"))")),
            ListedImage(id: nil, names: [hostile], source: source("docker-images", 2, hostile)),
            ListedImage(id: Digest("c505bb498b0f1"), source: source("docker-images", 2, "same line, second image")),
            ListedImage(id: Digest("c505bb498b0f"), source: source("docker-images", 3)),
        ]
        facts.imageLayers = [
            ImageLayers(
                image: digest("app"), diffIDs: [digest("l1"), digest("l2"), digest("l1")],
                size: ByteRange(exactly: 187_000_000), names: ["example/app:1.0"], repoDigests: ["example/app@x"],
                root: "/var/lib/docker", source: source("docker-image-inspect", 1)),
            ImageLayers(image: digest("bare"), diffIDs: [], source: source("docker-image-inspect", 2)),
        ]
        facts.containers = [
            ContainerUse(
                container: container, image: digest("app"), imageName: "example/app:1.0", state: "CONTAINER_RUNNING",
                source: source("cri-containers.k3s-containerd", 3, "\"id\": \"\(container)\"")),
            ContainerUse(container: "short", image: nil, state: "exited", source: source("docker-containers", 1)),
        ]
        facts.deletions = [
            DeletionObservation(
                image: "example/app:1.0", removedFrom: "docker", otherView: "k3s-containerd", stillListedByOther: true,
                source: source("probe", 2, "docker\tyes\tno"))
        ]
    }

    private static func addLayers(_ facts: inout Facts) {
        let (l1, l2) = (digest("l1"), digest("l2"))
        facts.dockerLayers = [
            DockerLayer(
                root: "/var/lib/docker", driver: "overlay2", chainID: l2, diffID: l1, parent: l1, bytes: 77_882_514,
                capture: "docker-layerdb", line: 2),
            DockerLayer(
                root: "/var/lib/docker", driver: "overlay2", chainID: l1, diffID: nil, parent: nil, bytes: nil,
                capture: "docker-layerdb", line: 3),
        ]
        facts.snapshots = [
            LayerSnapshot(
                socket: "containerd", namespace: "k8s.io", chainID: l1, bytes: ByteRange(low: 4000, high: 4100),
                capture: "ctr-snapshots.containerd.k8s.io", line: 2),
            LayerSnapshot(
                socket: "containerd", namespace: "k8s.io", chainID: nil, bytes: ByteRange(exactly: 0),
                capture: "ctr-snapshots.containerd.k8s.io", line: 3),
        ]
        facts.content = [
            ContentRecord(
                socket: "containerd", namespace: "moby", digest: digest("blob"), bytes: ByteRange(low: 1, high: 2),
                diffID: l1, config: digest("app"), references: [l2, l1], snapshot: l2,
                capture: "ctr-content.containerd.moby", line: 2),
            ContentRecord(
                socket: "containerd", namespace: "moby", digest: l1, bytes: ByteRange(exactly: 9),
                capture: "ctr-content.containerd.moby", line: 3),
        ]
        facts.imageRecords = [
            ImageRecord(
                socket: "containerd", namespace: "k8s.io", reference: "docker.io/example/app:1.0",
                target: digest("manifest"), pinned: true, capture: "ctr-images.containerd.k8s.io", line: 2)
        ]
        facts.blobs = [
            Blob(
                root: "/var/lib/containerd", digest: digest("blob"), bytes: 29_126_474, capture: "blobs.containerd",
                line: 2)
        ]
        facts.namespaces = [
            ContainerdNamespace(
                socket: "containerd", name: "k8s.io", source: source("ctr-namespaces.containerd", 1, "k8s.io"))
        ]
    }

    private static func addNode(_ facts: inout Facts) {
        facts.settings = SettingKey.allCases.enumerated().map { n, key in
            Setting(key, n == 0 ? "" : "value \(n)", source: source("docker-info", n + 1, "\(key.rawValue): \(n)"))
        }
        facts.units = [
            Unit(
                name: "k3s-agent.service", fragments: ["/etc/systemd/system/k3s-agent.service", "/etc/x.conf"],
                execStart: ["/usr/local/bin/k3s", "agent", "--docker"], environment: ["A=b"],
                environmentFiles: ["/etc/default/k3s"], changedOnDisk: true, source: source("systemctl-cat", 12))
        ]
        facts.unitStates = [
            UnitState(
                name: "docker.service", load: "loaded", active: "active", file: "enabled", mainPID: 812,
                execStart: "/usr/bin/dockerd -H fd://", source: source("systemctl-show", 3))
        ]
        facts.processes = processes
        facts.sockets = [
            Socket(
                name: "containerd", path: "/run/containerd/containerd.sock",
                target: "/run/k3s/containerd/containerd.sock",
                source: source("sockets", 2, "containerd\t/run/containerd/containerd.sock"))
        ]
        facts.listeners = [
            SocketListener(
                path: "/run/docker.sock", pid: 812, process: "dockerd", source: source("listeners", 2, "u_str LISTEN"))
        ]
    }

    /// Titles whose line can be made from what stands before it, and titles whose line cannot.
    private static var processes: [ProcessLine] {
        let shim = "/usr/bin/containerd-shim-runc-v2 -namespace k8s.io -id \(container) -address /run/x.sock"
        let titles: [(title: String, line: String)] = [
            (shim, "   812       1 root        86400 " + shim),
            (shim + " " + String(repeating: "--long ", count: 40), "   813 " + shim + " --long --long cut elsewhere"),
            ("k3s {} -id \(container)", "k3s {} -id \(container)"), (container + container, container),
            (hostile, "1 " + hostile), ("", "   814 [kthread]"), ("dockerd", "a line that names it not"),
            ("-id \(container) \(container)", "9 -id \(container) \(container)"), ("{}", "1 {}"),
        ]
        return titles.enumerated().map { n, process in
            ProcessLine(
                pid: 812 + n, parent: n == 1 ? nil : 1, user: "root", elapsed: n == 1 ? nil : 86_400,
                arguments: process.title, executable: n == 1 ? "" : "/usr/bin/containerd-shim-runc-v2",
                source: source("ps", n + 2, process.line))
        }
    }

    private static func addDisk(_ facts: inout Facts) {
        facts.directories = DirectoryState.allCases.enumerated().map { n, state in
            Directory(
                path: "/var/lib/docker", state: state, device: n == 0 ? 2049 : nil, inode: n == 0 ? 131_074 : nil,
                target: "/data/docker", source: source("roots", n + 2, "/var/lib/docker\t\(state)\t2049\t131074\text4"))
        }
        facts.diskUses = [
            DiskUse(
                path: "/var/lib/docker", bytes: ByteRange(low: 217_571_328, high: 217_572_351),
                source: source("du", 1, "212472\t/var/lib/docker")),
            DiskUse(path: "/{0}", bytes: ByteRange(exactly: 4096), source: source("du", 2, "4\t/{0}{{1}")),
        ]
        facts.filesystems = [
            Filesystem(
                path: "/var/lib/docker", device: "/dev/vda1", bytes: 105_089_261_568, used: 52_031_729_664,
                available: 47_672_111_104,
                source: source("df", 2, "/dev/vda1 102626232 50812236 46554796 53% /var/lib/docker"))
        ]
        facts.mounts = [
            Mount(device: "/dev/vdb", path: "/var/lib/docker", type: "ext4", source: source("mounts", 7))
        ]
        facts.tarballs = [
            Tarball(
                path: "/var/lib/rancher/k3s/agent/images/a.tar.zst", bytes: 190_000_000, source: source("airgap", 2))
        ]
    }
}
