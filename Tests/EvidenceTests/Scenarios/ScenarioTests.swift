import Evidence
import NodeModel
import Testing

/// The set-ups that are met on nodes, each with its truth.
@Suite("Scenarios")
struct ScenarioTests {
    static let web = TestImage.web
    static let app = TestImage.app
    static let other = TestImage.other
    /// Uncompressed and packed bytes of `web` and `app` together, the layer that they share once.
    static let both = 140 * megabyte
    static let bothPacked = 70 * megabyte + 2 * (TestImage.configBytes + TestImage.manifestBytes)

    @Test("1: k3s --docker is one store, whichever image store Docker has", arguments: [true, false])
    func k3sDocker(onContainerd: Bool) {
        var node = TestNode()
        let root = "/var/lib/docker"
        if onContainerd {
            node.socket("containerd", "/run/containerd/containerd.sock")
            node.dockerOnContainerd([Self.web, Self.app])
            node.directory("/var/lib/containerd", bytes: 210 * megabyte)
            node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        } else {
            node.docker([Self.web, Self.app])
        }
        node.process("/usr/local/bin/k3s agent", executable: "/usr/local/bin/k3s")
        node.unit("k3s-agent.service", "/usr/local/bin/k3s agent --docker")
        node.criDockerd(
            [Self.web, Self.app], socket: "k3s-cri-dockerd", path: "/run/k3s/cri-dockerd/cri-dockerd.sock", root: root,
            ids: { onContainerd ? $0.manifest : $0.config },
            sizes: { onContainerd ? $0.bytes + $0.packed : $0.bytes })
        node.crictl("/run/k3s/cri-dockerd/cri-dockerd.sock")
        node.judgement.expect(.sameStore, .same)
        #expect(node.judgement.stores.map(\.id) == ["docker"])
        #expect(node.judgement.duplicatedBytes?.bytes == 0)
        #expect(node.judgement.freedByRemoving[.docker] == node.judgement.freedByRemoving[.cri])
        #expect(node.judgement.plan.isEmpty)
        #expect(!node.judgement.warnings.isEmpty)
    }

    @Test("2: k3s with its own containerd beside Docker stores every common image twice")
    func twoLive() {
        var node = TestNode()
        node.docker([Self.web, Self.app])
        node.k3s([Self.web, Self.app, .pause], containers: [TestContainer(image: Self.web)])
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        answer.expectBytes(twice: Self.both, docker: Self.both, cri: Self.both + Self.bothPacked)
        answer.expectPlan(removes: [Self.web, Self.app], frees: Self.both)
    }

    @Test("3: Docker still serves after the move to containerd")
    func migrated() {
        var node = TestNode()
        node.docker([Self.web, Self.app])
        node.containerd([Self.web])
        node.kubelet("/run/containerd/containerd.sock")
        node.crictl("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        // The shared base stays in Docker for `app`.
        answer.expectBytes(twice: 100 * megabyte, docker: 30 * megabyte, cri: 100 * megabyte + Self.web.packed)
    }

    @Test("3b: Docker is gone and its directory is not", arguments: ["inactive", ""])
    func leftDocker(state: String) {
        var node = TestNode()
        node.deadDocker([Self.web, Self.app], state: state)
        node.k3s([Self.web])
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        #expect(answer.residues.map(\.kind) == [.stoppedDocker])
        #expect(answer.residues.first?.figure?.bytes == Self.both + 300_000)
        #expect(answer.residues.first?.images.contains("nginx:1.27") == true)
        #expect(answer.plan.allSatisfy { !$0.command.contains("k3s/agent") })
    }

    @Test("4: the containerd of before is left where Docker serves both now")
    func leftContainerd() {
        var node = TestNode()
        node.docker([Self.web, Self.app])
        node.process("/usr/local/bin/k3s agent", executable: "/usr/local/bin/k3s")
        node.unit("k3s-agent.service", "/usr/local/bin/k3s agent --docker")
        node.criDockerd(
            [Self.web, Self.app], socket: "k3s-cri-dockerd", path: "/run/k3s/cri-dockerd/cri-dockerd.sock")
        node.crictl("/run/k3s/cri-dockerd/cri-dockerd.sock")
        let root = "/var/lib/rancher/k3s/agent/containerd"
        node.blobs([Self.web], root: root)
        node.directory(root, bytes: 150 * megabyte)
        node.directory(root + "/io.containerd.content.v1.content", bytes: 50 * megabyte)
        let answer = node.judgement
        answer.expect(.leftover, .same)
        #expect(answer.residues.map(\.path) == [root])
        #expect(answer.residues.first?.figure?.bytes == 150 * megabyte)
    }

    @Test("5: one containerd for both, Docker on overlay2: everything twice")
    func sharedContainerd() {
        var node = TestNode()
        node.docker([Self.web])
        node.containerd([Self.web])
        node.process("/usr/bin/containerd-shim-runc-v2 -namespace moby -id x -address /run/containerd/containerd.sock")
        node.kubelet("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        answer.expectBytes(twice: 100 * megabyte, docker: 100 * megabyte, cri: 100 * megabyte + Self.web.packed)
        answer.expectPlan(removes: [Self.web], frees: 100 * megabyte)
    }

    @Test("6: the same with Docker's containerd image store: content once, unpacked twice")
    func partly() {
        var node = TestNode()
        node.containerd([Self.web, Self.app])
        node.dockerOnContainerd([Self.web, Self.app])
        node.kubelet("/run/containerd/containerd.sock")
        node.crictl("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.partlyDuplicated, .partly)
        answer.expectBytes(twice: Self.both, docker: Self.both, cri: Self.both)
        #expect(answer.images.allSatisfy { $0.join != .name })
    }

    @Test("6b: Docker in the namespace k8s.io of the kubelet's containerd is one store")
    func oneNamespace() {
        var node = TestNode()
        node.containerd([Self.web, Self.app])
        node.dockerOnContainerd([Self.web, Self.app], namespace: "k8s.io")
        node.kubelet("/run/containerd/containerd.sock")
        node.crictl("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.sameStore, .same)
        #expect(answer.stores.count == 1)
        #expect(answer.plan.isEmpty)
        #expect(answer.duplicatedBytes?.bytes == 0)
    }

    @Test("6c: Docker's containerd image store on another containerd: fully twice")
    func otherContainerd() {
        var node = TestNode()
        node.k3s([Self.web, Self.app])
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        node.dockerOnContainerd([Self.web, Self.app])
        node.directory("/var/lib/containerd", bytes: 210 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        // Both hold snapshots and blobs: the second copy costs both.
        answer.expectBytes(
            twice: Self.both + Self.bothPacked, docker: Self.both + Self.bothPacked, cri: Self.both + Self.bothPacked)
        #expect(answer.residues.isEmpty)
    }

    @Test("6c: Docker's managed containerd, with the data root moved")
    func managedContainerd() {
        var node = TestNode()
        node.k3s([Self.web])
        let address = "/run/docker/containerd/containerd.sock"
        node.socket("docker-containerd", address)
        node.process(
            "containerd --config /var/run/docker/containerd/containerd.toml --log-level info",
            executable: "/usr/bin/containerd", parent: 101)
        node.dockerOnContainerd(
            [Self.web], address: address, socket: "docker-containerd", root: "/data/docker", flag: "")
        node.directory("/data/docker/containerd/daemon", bytes: 150 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.stores.first { $0.id == "docker" }?.root == "/data/docker/containerd/daemon")
        #expect(answer.residues.isEmpty)
    }

    @Test("7: kubeadm with cri-dockerd is one store")
    func criDockerd() {
        var node = TestNode()
        node.docker([Self.web, Self.app, .pause])
        node.process(
            "/usr/local/bin/cri-dockerd --container-runtime-endpoint fd://", executable: "/usr/bin/cri-dockerd")
        node.criDockerd([Self.web, Self.app, .pause])
        node.kubelet("/run/cri-dockerd.sock")
        node.crictl("/run/cri-dockerd.sock")
        node.judgement.expect(.sameStore, .same)
    }

    @Test("7: a cri-dockerd whose Docker is not the command line's is another store")
    func criDockerdElsewhere() {
        var node = TestNode()
        node.docker([Self.web], root: "/home/u/.local/share/docker")
        node.set(.envDockerHost, "unix:///run/user/1000/docker.sock", in: "environment")
        node.criDockerd([Self.web], root: "/var/lib/docker")
        node.kubelet("/run/cri-dockerd.sock")
        node.crictl("/run/cri-dockerd.sock")
        let answer = node.judgement
        #expect(answer.relation == .different || answer.relation == .unknown)
        #expect(answer.verdict != .sameStore)
        #expect(answer.plan.isEmpty)
    }

    @Test("8: RKE2 beside Docker answers at k3s's socket from its own root")
    func rke2() {
        for (tellsRoot, k3sLeft) in [(true, false), (true, true), (false, false), (false, true)] {
            var node = TestNode()
            node.docker([Self.web])
            let root = "/var/lib/rancher/rke2/agent/containerd"
            let rke2 = node.process("/usr/local/bin/rke2 server", executable: "/usr/local/bin/rke2")
            node.unit("rke2-server.service", "/usr/local/bin/rke2 server")
            node.containerd(
                [Self.web], socket: "k3s-containerd", path: "/run/k3s/containerd/containerd.sock", root: root,
                process: nil, tellsRoot: tellsRoot)
            node.process("containerd ", executable: "/var/lib/rancher/rke2/data/v1/bin/containerd", parent: rke2)
            node.crictl("/run/k3s/containerd/containerd.sock")
            let left = "/var/lib/rancher/k3s/agent/containerd"
            if k3sLeft { node.directory(left, bytes: 90 * megabyte) }
            let answer = node.judgement
            answer.expect(.duplicated, .different)
            #expect(answer.stores.contains { $0.id == "rke2-containerd" && $0.root == root && $0.live == true })
            #expect(answer.residues.map(\.path) == (k3sLeft ? [left] : []))
            #expect(answer.plan.allSatisfy { !$0.command.contains("/rke2/") })
        }
    }

    @Test(
        "9: microk8s and k0s beside Docker are two stores",
        arguments: [
            (
                "microk8s-containerd", "/var/snap/microk8s/common/run/containerd.sock",
                "/var/snap/microk8s/common/var/lib/containerd"
            ), ("k0s-containerd", "/run/k0s/containerd.sock", "/var/lib/k0s/containerd"),
        ])
    func otherDistributions(_ one: (socket: String, path: String, root: String)) {
        var node = TestNode()
        node.docker([Self.web])
        node.containerd(
            [Self.web], socket: one.socket, path: one.path, root: one.root,
            process: "/opt/bin/containerd --root=\(one.root) --state=/run/x --address=\(one.path)")
        node.directory("/var/lib/containerd", bytes: 200_000)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.stores.contains { $0.id == one.socket && $0.live == true })
        #expect(answer.residues.isEmpty)
    }

    @Test("9: k0s with cri-dockerd is one store")
    func k0sDocker() {
        var node = TestNode()
        node.docker([Self.web])
        node.criDockerd([Self.web])
        node.unit("k0sworker.service", "/usr/local/bin/k0s worker --cri-socket=docker:unix:///var/run/cri-dockerd.sock")
        let answer = node.judgement
        answer.expect(.sameStore, .same)
        #expect(answer.checks.first { $0.rule == "configuration" }?.says == .same)
    }
}
