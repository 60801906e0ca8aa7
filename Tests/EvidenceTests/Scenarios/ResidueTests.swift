import Evidence
import NodeModel
import Testing

/// What is on the disk and in no list, and what only looks so.
@Suite("Residues")
struct ResidueTests {
    /// A node where nothing is twice, to put a left-over on.
    func quiet() -> TestNode {
        var node = TestNode()
        node.docker([.web])
        node.criDockerd([.web])
        node.kubelet("/run/cri-dockerd.sock")
        node.crictl("/run/cri-dockerd.sock")
        return node
    }

    static let left = "/var/lib/rancher/k3s/agent/containerd"

    @Test("a link, a bind mount and its target are one left-over", arguments: [true, false])
    func aliases(isLink: Bool) {
        var node = quiet()
        node.directory("/data/containerd", bytes: 100 * megabyte)
        node.directory(Self.left, target: isLink ? "/data/containerd" : "", sameAs: "/data/containerd")
        node.use(Self.left, 100 * megabyte)
        for root in ["/data/containerd", Self.left] {
            node.directory(root + "/io.containerd.content.v1.content", sameAs: "content")
        }
        let answer = node.judgement
        answer.expect(.leftover, .same)
        #expect(answer.residues.count == 1)
        #expect(answer.residues.first?.figure?.bytes == 100 * megabyte)
        #expect(answer.stores.count == 2)
    }

    @Test("a link to a live root is no left-over")
    func linkToLive() {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.web])
        node.directory("/var/lib/containerd", target: Self.left, sameAs: Self.left)
        node.use("/var/lib/containerd", 150 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.residues.isEmpty)
        #expect(answer.stores.count == 2)
    }

    @Test("Docker's data root behind a link is one store")
    func linkedDataRoot() {
        var node = TestNode()
        node.docker([.web], root: "/data/docker")
        node.directory("/var/lib/docker", target: "/data/docker", sameAs: "/data/docker")
        node.use("/var/lib/docker", 100 * megabyte)
        node.k3s([.web])
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.residues.isEmpty)
    }

    @Test("a data root that was moved leaves the old one behind, and Docker is not stopped for it")
    func movedDataRoot() {
        var node = TestNode()
        node.docker([.web], root: "/data/docker")
        node.directory("/var/lib/docker", bytes: 90 * megabyte)
        node.k3s([.other])
        let answer = node.judgement
        answer.expect(.leftover, .different)
        #expect(answer.residues.map(\.path) == ["/var/lib/docker"])
        #expect(answer.plan.allSatisfy { !$0.command.contains("systemctl disable") })
        #expect(answer.plan.last?.command == "rm -r --one-file-system /var/lib/docker")
    }

    @Test("a containerd root that config.toml moved is the live one")
    func movedContainerdRoot() {
        var node = TestNode()
        node.docker([.web])
        node.set(.containerdRoot, "/data/containerd", in: .file("/etc/containerd/config.toml"))
        node.containerd([.web], root: "/data/containerd", tellsRoot: false)
        node.kubelet("/run/containerd/containerd.sock")
        node.directory("/var/lib/containerd", bytes: 40 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.stores.contains { $0.root == "/data/containerd" && $0.live == true })
        #expect(answer.residues.map(\.path) == ["/var/lib/containerd"])
    }

    @Test("k3s with a data directory of its own works there")
    func dataDirectory() {
        var node = TestNode()
        node.docker([.web])
        node.process("/usr/local/bin/k3s server", executable: "/usr/local/bin/k3s")
        node.unit("k3s.service", "/usr/local/bin/k3s server --data-dir /data/k3s")
        node.containerd(
            [.web], socket: "k3s-containerd", path: "/run/k3s/containerd/containerd.sock",
            root: "/data/k3s/agent/containerd", process: nil, tellsRoot: false)
        node.process("containerd ", executable: "/data/k3s/data/v1/bin/containerd", parent: 102)
        node.directory(Self.left, bytes: 60 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.stores.contains { $0.root == "/data/k3s/agent/containerd" && $0.live == true })
        #expect(answer.residues.map(\.path) == [Self.left])
    }

    @Test("a residue inside another is part of it")
    func inside() {
        var node = TestNode()
        node.deadDocker([.web])
        node.directory("/var/lib/docker/containerd/daemon", bytes: 30 * megabyte)
        node.k3s([.web])
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        #expect(answer.residues.map(\.path) == ["/var/lib/docker"])
    }

    @Test("a left-over that holds a live root is not removed, and that root is not counted in it")
    func holdsLive() {
        var node = TestNode()
        node.deadDocker([.web], root: "/data")
        node.set(.daemonDataRoot, "/data", in: .file("/etc/docker/daemon.json"))
        node.k3s([.web], root: "/data/rancher/agent/containerd")
        node.snapshot.facts.diskUses.removeAll { $0.path == "/data" }
        node.use("/data", 100 * megabyte + 150 * megabyte + 200_000 + TestImage.configBytes + TestImage.manifestBytes)
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        let bytes = answer.residues.first { $0.path == "/data" }?.figure?.bytes ?? 0
        #expect(abs(bytes - 100 * megabyte) < megabyte)
        #expect(answer.plan.allSatisfy { !$0.command.contains("rm -r") })
    }

    @Test(
        "no root that a bundle names makes the plan remove what is not a runtime's",
        arguments: ["/", "/var", "//", "/var/../", "/a/../b", "relative", "/var/lib/\u{1B}[2Jx"])
    func hostileRoot(root: String) {
        var node = TestNode()
        node.deadDocker([.web], root: root)
        node.set(.daemonDataRoot, root, in: .file("/etc/docker/daemon.json"))
        node.k3s([.other])
        #expect(node.judgement.plan.allSatisfy { !$0.command.contains("rm -r") })
    }

    @Test("a removal follows the link, as removing the link frees nothing")
    func removalOfLink() {
        var node = TestNode()
        node.deadDocker([.web])
        node.snapshot.facts.directories.removeAll { $0.path == "/var/lib/docker" }
        node.directory("/var/lib/docker", target: "/data/docker", sameAs: "/data/docker")
        node.k3s([.other])
        #expect(node.judgement.plan.contains { $0.command.hasSuffix("rm -r --one-file-system /data/docker") })
    }

    @Test("mounts below /run are no bytes")
    func runMounts() {
        var node = quiet()
        node.use("/run/k3s/containerd/io.containerd.runtime.v2.task", 15_000 * megabyte)
        node.use("/run/containerd/io.containerd.content.v1.content", 13_000 * megabyte)
        let answer = node.judgement
        answer.expect(.sameStore, .same)
        #expect(answer.residues.isEmpty)
    }

    @Test("a part that a joint call of du left out of the whole is added again")
    func jointCall() {
        var node = TestNode()
        node.deadDocker([])
        node.snapshot.facts.diskUses = []
        node.use("/var/lib/docker/overlay2", 208 * megabyte)
        node.use("/var/lib/docker", 448_000)
        node.k3s([.other])
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        #expect(answer.residues.first?.figure?.bytes == 208 * megabyte + 448_000)
    }

    @Test("denied is not absent, but part of a live store is no question")
    func denied() {
        var node = quiet()
        node.directory("/var/lib/docker/overlay2/l", state: .denied)
        #expect(node.judgement.verdict == .sameStore)
        node.directory(Self.left, state: .denied)
        let answer = node.judgement
        #expect(answer.verdict == .unknown)
        #expect(answer.missing.contains { $0.settleWith == "sudo du -skx \(Self.left)" })
    }

    @Test("a containerd with a configuration of its own may work on any root: nothing is called left over")
    func ownConfiguration() {
        var node = quiet()
        node.directory(Self.left, bytes: 90 * megabyte)
        node.directory(Self.left + "/io.containerd.content.v1.content", bytes: 90 * megabyte)
        node.process("/opt/bin/containerd --config /opt/etc/mine.toml", executable: "/opt/bin/containerd")
        let answer = node.judgement
        #expect(answer.verdict == .unknown)
        #expect(answer.plan.allSatisfy { !$0.command.contains("rm -r") })
    }

    @Test("Docker's images in a containerd that outlives it are a left-over of that namespace only")
    func stoppedOnContainerd() {
        var node = TestNode()
        node.capture("docker-images", .absent)
        node.containerd([.web])
        node.contain([.app], socket: "containerd", namespace: "moby")
        node.kubelet("/run/containerd/containerd.sock")
        node.state("docker.service", "inactive")
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        #expect(answer.residues.map(\.kind) == [.hiddenDockerStore])
        #expect(answer.plan.allSatisfy { !$0.command.contains("rm -r") })
    }

    @Test("dockerd in a pod is not the node's Docker")
    func dockerInPod() {
        var node = TestNode()
        node.capture("docker-images", .absent)
        node.k3s([.web])
        let shim = node.process("/x/bin/containerd-shim-runc-v2 -namespace k8s.io -id x -address /run/k3s/c.sock")
        node.process("dockerd --host=unix:///var/run/docker.sock", executable: "/usr/local/bin/dockerd", parent: shim)
        node.judgement.expect(.singleStore, .notApplicable)
    }

    @Test("Docker's own containerd, which holds only its containers, is no third store")
    func dockersContainerd() {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.other])
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        node.contain([], socket: "containerd", namespace: "moby")
        node.directory("/var/lib/containerd", bytes: 5 * megabyte)
        let answer = node.judgement
        answer.expect(.separate, .different)
        #expect(answer.residues.isEmpty)
    }
}
