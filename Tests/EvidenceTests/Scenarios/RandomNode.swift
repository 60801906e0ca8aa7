import NodeModel

/// SplitMix64: the same seed gives the same node on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A node of some common make with random images, and the truth about it.
struct RandomNode {
    enum Make: CaseIterable {
        case k3s, rke2, kubeadm, crio, ownContainerd, sharedStore, oneNamespace, criDockerd, k3sDocker, dead,
            threeStores
    }

    var node = TestNode()
    let make: Make
    var docker: [TestImage] = []
    var cri: [TestImage] = []
    /// Images that Docker's containers use.
    var used: [TestImage] = []
    var verdicts: Set<Verdict> = []

    init(seed: Int) {
        var random = Seeded(seed)
        make = Make.allCases[seed % Make.allCases.count]
        let layers = (0..<8).map { TestLayer("l\($0)", Int64.random(in: 2...900, using: &random) * megabyte) }
        let images = (0..<7).map { number -> TestImage in
            let depth = Int.random(in: 1...4, using: &random)
            let own = (0..<depth).map { layers[($0 * 3 + Int.random(in: 0...2, using: &random)) % layers.count] }
            let host = ["", "example/", "registry.example/", "docker.io/library/"].randomElement(using: &random) ?? ""
            var image = TestImage(
                "\(host == "docker.io/library/" ? "" : host)app\(number):\(number)", layers: own, salt: "\(number)",
                pulled: Bool.random(using: &random))
            if Int.random(in: 0...3, using: &random) == 0 { image.names.append("example/again\(number):1") }
            if Int.random(in: 0...5, using: &random) == 0 { image.pinned = true }
            return image
        }
        docker = images.filter { _ in Int.random(in: 0...2, using: &random) > 0 }
        cri = images.filter { _ in Int.random(in: 0...2, using: &random) > 0 }
        used = docker.filter { _ in Int.random(in: 0...3, using: &random) == 0 }
        let containers = used.map { TestContainer(image: $0, running: Bool.random(using: &random)) }
        let busy = cri.prefix(2).map { TestContainer(image: $0) }
        build(containers, busy)
    }

    private mutating func build(_ containers: [TestContainer], _ busy: [TestContainer]) {
        let isCommon = !Set(docker.map(\.config)).isDisjoint(with: cri.map(\.config))
        switch make {
        case .k3s, .threeStores:
            node.docker(docker, containers: containers)
            node.k3s(cri, containers: busy)
            verdicts = [isCommon ? .duplicated : .separate]
            if make == .threeStores {
                node.socket("containerd", "/run/containerd/containerd.sock")
                node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
                node.contain(Array(docker.prefix(2)), socket: "containerd", namespace: "default")
                if !docker.isEmpty { verdicts = [.duplicated] }
            }
        case .rke2:
            node.docker(docker, containers: containers)
            let rke2 = node.process("/usr/local/bin/rke2 agent", executable: "/usr/local/bin/rke2")
            node.unit("rke2-agent.service", "/usr/local/bin/rke2 agent")
            node.containerd(
                cri, socket: "k3s-containerd", path: "/run/k3s/containerd/containerd.sock",
                root: "/var/lib/rancher/rke2/agent/containerd", containers: busy, process: nil)
            node.process("containerd ", executable: "/var/lib/rancher/rke2/data/v1/bin/containerd", parent: rke2)
            verdicts = [isCommon ? .duplicated : .separate]
        case .kubeadm:
            node.docker(docker, containers: containers)
            node.containerd(cri, containers: busy)
            node.kubelet("/run/containerd/containerd.sock")
            verdicts = [isCommon ? .duplicated : .separate]
        case .crio:
            node.docker(docker, containers: containers)
            node.crio(cri, containers: busy)
            verdicts = [isCommon ? .duplicated : .separate]
        case .ownContainerd:
            node.k3s(cri, containers: busy)
            node.socket("containerd", "/run/containerd/containerd.sock")
            node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
            node.dockerOnContainerd(docker, containers: containers)
            node.directory("/var/lib/containerd", bytes: 3000 * megabyte)
            verdicts = [isCommon ? .duplicated : .separate]
        case .sharedStore:
            node.containerd(cri, containers: busy)
            node.dockerOnContainerd(docker, containers: containers)
            node.kubelet("/run/containerd/containerd.sock")
            verdicts = [isCommon ? .partlyDuplicated : .separate]
        case .oneNamespace:
            cri = docker
            node.containerd(cri)
            node.dockerOnContainerd(docker, namespace: "k8s.io", containers: containers)
            node.kubelet("/run/containerd/containerd.sock")
            verdicts = [.sameStore]
        case .criDockerd, .k3sDocker:
            cri = docker
            node.docker(docker, containers: containers)
            if make == .criDockerd {
                node.criDockerd(docker)
                node.kubelet("/run/cri-dockerd.sock")
            } else {
                node.process("/usr/local/bin/k3s agent", executable: "/usr/local/bin/k3s")
                node.unit("k3s-agent.service", "/usr/local/bin/k3s agent --docker")
                node.criDockerd(docker, socket: "k3s-cri-dockerd", path: "/run/k3s/cri-dockerd/cri-dockerd.sock")
            }
            verdicts = [.sameStore]
        case .dead:
            node.deadDocker(docker)
            node.k3s(cri, containers: busy)
            verdicts = [docker.isEmpty ? .singleStore : .leftover]
        }
    }
}
