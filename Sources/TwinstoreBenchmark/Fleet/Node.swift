/// One node at one moment: what is on its disk, what runs, and what a right answer is.
struct Node: Sendable {
    var setUp: SetUp
    var name: Bytes
    /// The hashed machine id.
    var machine: Bytes
    var clock: Moment
    /// In Docker's store and in the kubelet's, without repetition; in Docker's, an image without tags was built there.
    var docker: [FleetImage]
    var kubelet: [FleetImage]
    var containers: [Container]
    /// Other processes, where the collector was asked for all.
    var others: [Bytes]
    var processTotal: Int
    /// For what differs between nodes and nobody compares.
    var random: Randomness

    struct Container: Sendable {
        var id: Bytes
        var sandbox: Bytes
        var image: FleetImage
        /// In Docker, else in the kubelet's containerd.
        var isDocker: Bool
        var pid: Int
    }

    /// Where the node's images are seen through crictl.
    var listedByCRI: [FleetImage] { setUp.isDockerBehindCRI ? docker : setUp.kubelet == .leftOverK3s ? [] : kubelet }

    /// How many snapshots the node has: most have one, one in four has a history.
    static func snapshots(seed: UInt64, node: Int) -> Int {
        var random = Randomness(seed, 2, UInt64(node))
        return random.chance(0.75) ? 1 : random.whole(2...5)
    }

    /// The node at its `snapshot`th collection; the same numbers give the same node.
    init(seed: UInt64, node: Int, snapshot: Int, catalogue: Catalogue) {
        var random = Randomness(seed, 3, UInt64(node))
        setUp = SetUp.pick(&random)
        name =
            "node-\(node, width: 7, fill: UInt8(ascii: "0")).\(random.pick(["fra", "ams", "iad", "sin"])).example.com"
        machine = random.hex()
        clock = Moment(seconds: 1_793_000_000 + random.whole(0...1_000_000))
        let isShared = random.chance(0.85) || setUp.docker == .containerdStore
        kubelet = Self.images(catalogue, median: 54, &random)
        docker = Self.images(catalogue, median: 54, &random)
        let pause = catalogue.pauses[setUp.isKubernetes == .kubeadm ? 1 : 0]
        Self.separate(&docker, kubelet)
        if isShared, setUp.hasDocker, setUp.kubelet != nil {
            docker += kubelet.prefix(max(1, Int(Double(kubelet.count) * random.unit() * 0.7)))
        }
        kubelet.append(pause)
        if setUp.isDockerBehindCRI { docker.append(pause) }
        // One in twenty of Docker's own was built there and has lost its name.
        let others = Set(kubelet.map(\.config))
        for index in docker.indices where setUp.docker != .containerdStore && !docker[index].isPause {
            if random.chance(0.05), !others.contains(docker[index].config) { docker[index].tags = [] }
        }
        // Time goes by: one image leaves each store, one comes, a name moves on.
        for _ in 0..<snapshot {
            clock.seconds += random.whole(43_200...600_000)
            if docker.count > 4 { docker.remove(at: 1) }
            if kubelet.count > 4 { kubelet.remove(at: 1) }
            let newcomer = random.pick(catalogue.images)
            let isNew = !(docker + kubelet).contains { $0.config == newcomer.config }
            if isNew, setUp.isDockerBehindCRI || random.chance(0.5) {
                docker.append(newcomer)
            } else if isNew {
                kubelet.append(newcomer)
            }
        }
        if !setUp.hasDocker { docker = [] }
        if setUp.kubelet == nil { kubelet = [] }
        let containers = Self.containers(setUp, docker: docker, kubelet: kubelet, &random)
        self.containers = containers
        let isFull = random.chance(0.4)
        let count = random.whole(10...190)
        self.others = isFull ? (0..<count).map { Self.process($0, &random) } : []
        processTotal = containers.count * 3 + count + 90
        self.random = random
    }

    private static func images(_ catalogue: Catalogue, median: Double, _ random: inout Randomness) -> [FleetImage] {
        let count = min(240, max(4, Int(random.logNormal(median: median, sigma: 0.4))))
        var ranks: Set<Int> = []
        var images: [FleetImage] = []
        while images.count < count {
            let rank = random.zipf(catalogue.images.count)
            if ranks.insert(rank).inserted { images.append(catalogue.images[rank]) }
        }
        return images
    }

    private static func separate(_ images: inout [FleetImage], _ others: [FleetImage]) {
        let known = Set(others.map(\.config))
        images.removeAll { known.contains($0.config) }
    }

    private static func containers(
        _ setUp: SetUp, docker: [FleetImage], kubelet: [FleetImage], _ random: inout Randomness
    ) -> [Container] {
        let count = random.whole(20...110)
        return (0..<count).compactMap { index in
            let isDocker = setUp.isDockerBehindCRI || setUp.endpoint == nil || (setUp.isDockerRunning && index % 8 == 0)
            let images = (isDocker ? docker : kubelet).filter { !$0.isPause && !$0.tags.isEmpty }
            guard !images.isEmpty else { return nil }
            return Container(
                id: random.hex(), sandbox: random.hex(), image: images[random.zipf(images.count)], isDocker: isDocker,
                pid: 2_000 + index * 37 + random.whole(0...30))
        }
    }

    private static func process(_ index: Int, _ random: inout Randomness) -> Bytes {
        let commands: [Bytes] = [
            "[kworker/\(random.whole(0...63)):\(random.whole(0...3))-events]", "/usr/sbin/sshd -D",
            "nginx: worker process",
            "java -Xmx\(random.whole(1...31))g -jar /srv/app-\(random.whole(1...900)).jar --server.port=\(random.whole(1024...9999))",
            "/usr/bin/python3 -m service.worker --queue q\(random.whole(1...99)) --concurrency \(random.whole(1...16))",
            "postgres: checkpointer", "/coredns -conf /etc/coredns/Corefile", "/usr/lib/systemd/systemd-journald",
        ]
        let name = random.pick(commands)
        return ProcessLine.row(pid: 20_000 + index * 11, parent: 1, age: random.whole(10...5_000_000), name)
    }
}

extension Node {
    /// The verdict that a right program gives. Without the list of sockets it cannot know that no kubelet is there.
    func verdict(_ scope: SyntheticBundle.Scope) -> String {
        if scope == .core, setUp.endpoint == nil { return "unknown" }
        return switch setUp.verdict {
        case .always(let verdict): verdict
        case .byImages: sharedImages.isEmpty ? "separate" : "duplicated"
        }
    }

    /// Config digests of the images in both stores.
    var sharedImages: Set<Bytes> { Set(docker.map(\.config)).intersection(kubelet.map(\.config)) }

    /// Uncompressed bytes of the layers that both stores hold; nil where a store's layers cannot be seen.
    var duplicatedBytes: Int? {
        guard setUp.isRoot, setUp.kubelet != .leftOverK3s else { return nil }
        var inDocker: [Bytes: Int] = [:]
        for layer in docker.flatMap(\.layers) { inDocker[layer.chain] = layer.size }
        let inKubelet = Set(kubelet.flatMap(\.layers).map(\.chain))
        return inDocker.reduce(0) { $0 + (inKubelet.contains($1.key) ? $1.value : 0) }
    }
}

extension Node {
    /// Bytes that come free when the images in both stores are removed from Docker's; nil where there are not two stores
    /// that run.
    var freedInDocker: Int? {
        guard hasTwoStores else { return nil }
        return freedLayers(docker, without: sharedImages)
    }

    /// The same in the kubelet's containerd: unpacked layers, and the blobs to which no other namespace refers.
    var freedInKubelet: Int? {
        guard hasTwoStores else { return nil }
        let removable = sharedImages
        var after = self
        after.kubelet.removeAll { removable.contains($0.config) }
        let isShared = setUp.kubelet == .system
        let staying = Set((after.blobs("k8s.io") + (isShared ? blobs("moby") : [])).map(\.digest))
        let gone = blobs("k8s.io").filter { !staying.contains($0.digest) }
        return gone.reduce(freedLayers(kubelet, without: removable)) { $0 + $1.size }
    }

    private var hasTwoStores: Bool {
        setUp.isRoot && setUp.isDockerRunning && (setUp.kubelet == .k3s || setUp.kubelet == .system)
    }

    private func freedLayers(_ images: [FleetImage], without removed: Set<Bytes>) -> Int {
        let staying = Set(images.filter { !removed.contains($0.config) }.flatMap(\.layers).map(\.chain))
        return Self.distinct(images).reduce(0) { $0 + (staying.contains($1.chain) ? 0 : $1.size) }
    }
}

/// One row of `ps -ww -eo pid,ppid,user,etimes,args`.
enum ProcessLine {
    static func row(pid: Int, parent: Int, age: Int, _ command: Bytes) -> Bytes {
        "\(pid, width: 7) \(parent, width: 7) root     \(age, width: 7) \(command)\n"
    }
}
