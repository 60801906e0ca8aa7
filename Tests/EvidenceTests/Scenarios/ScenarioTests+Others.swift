import Evidence
import NodeModel
import Testing

/// CRI-O, endpoints that lead astray, third stores.
extension ScenarioTests {
    @Test("10: CRI-O with podman as root is one store")
    func podman() {
        var node = TestNode()
        node.podman([Self.web, Self.app])
        node.crio([Self.web, Self.app])
        let answer = node.judgement
        answer.expect(.sameStore, .same)
        #expect(answer.stores.count == 1)
        #expect(answer.plan.isEmpty)
    }

    @Test("10: rootless podman is a store of its own")
    func rootlessPodman() {
        var node = TestNode()
        node.podman([Self.web], root: "/home/u/.local/share/containers/storage")
        node.crio([Self.web])
        node.judgement.expect(.duplicated, .different)
    }

    @Test("10: podman of a user that is not known is not called one store with certainty")
    func someonesPodman() {
        var node = TestNode()
        node.podman([Self.web], root: nil)
        node.snapshot.collector.uid = nil
        node.crio([Self.web])
        let answer = node.judgement
        #expect([.same, .unknown].contains(answer.relation))
        #expect(answer.confidence != .certain)
    }

    @Test("10: CRI-O beside Docker is two stores, although IDs and sizes agree")
    func crioAndDocker() {
        var node = TestNode()
        node.docker([Self.web, Self.app, Self.other])
        node.crio([Self.web, Self.app], containers: [TestContainer(image: Self.app)])
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        answer.expectPlan(removes: [Self.web, Self.app], frees: Self.both)
        #expect(answer.freedByRemoving[.cri] != nil)
        #expect(answer.images.first { $0.names.contains("example/app:1.0-prod") }?.containers["crio"]?.total == 1)
    }

    @Test("10: CRI-O beside Docker without a common image is separate")
    func crioApart() {
        var node = TestNode()
        node.docker([Self.web])
        node.crio([Self.other])
        node.judgement.expect(.separate, .different)
    }

    @Test("11: a dead endpoint leaves the part that depends on it open")
    func deadEndpoint() {
        var node = TestNode()
        node.docker([Self.web])
        node.unit("k3s.service", "/usr/local/bin/k3s server")
        node.process("/usr/local/bin/k3s server", executable: "/usr/local/bin/k3s")
        node.crictl("/run/dockershim.sock")
        for kind in ["crictl-images", "crictl-version"] {
            node.capture(CaptureID(kind), .failed, message: "connect: no such file or directory")
        }
        let answer = node.judgement
        answer.expect(.unknown, .unknown, confidence: Confidence.none)
        #expect(answer.missing.allSatisfy { !$0.settleWith.isEmpty })
        #expect(!answer.missing.isEmpty)
    }

    @Test("11: crictl without configuration tries its defaults and lists what a pinned call lists: one store")
    func defaultEndpoint() {
        var node = TestNode()
        node.containerd([Self.web])
        node.kubelet("/run/containerd/containerd.sock")
        node.unpinned(like: "containerd")
        node.set(.crictlDefaultEndpoints, "unix:///run/containerd/containerd.sock", in: "crictl-images")
        node.capture("docker-images", .absent)
        let answer = node.judgement
        answer.expect(.singleStore, .notApplicable)
        #expect(answer.stores.count == 1)
    }

    @Test("11: crictl lists another runtime than the kubelet's: both are shown, the kubelet's decides")
    func otherRuntime() {
        var node = TestNode()
        node.docker([Self.web])
        node.criDockerd([Self.web])
        node.containerd([Self.other])
        node.process("/usr/local/bin/cri-dockerd", executable: "/usr/bin/cri-dockerd")
        node.kubelet("/run/cri-dockerd.sock")
        node.crictl("/run/containerd/containerd.sock")
        node.unpinned(like: "containerd")
        let answer = node.judgement
        #expect(answer.relation == .same)
        #expect(answer.confidence == .contested)
        #expect(answer.plan.isEmpty)
    }

    @Test("11: where the kubelet's cri-dockerd is silent, Docker's images are not proposed for removal")
    func silentKubelet() {
        var node = TestNode()
        node.docker([Self.web])
        node.containerd([Self.web])
        node.socket("cri-dockerd", "/run/cri-dockerd.sock")
        node.capture("cri-version.cri-dockerd", .timeout)
        node.kubelet("/run/cri-dockerd.sock")
        node.process("/usr/local/bin/cri-dockerd", executable: "/usr/bin/cri-dockerd")
        let answer = node.judgement
        #expect(answer.verdict == .duplicated || answer.verdict == .unknown)
        #expect(answer.plan.allSatisfy { !$0.command.contains("image rm") })
    }

    @Test("12: nerdctl in the namespace k8s.io adds no store")
    func nerdctl() {
        var node = TestNode()
        node.containerd([Self.web])
        node.kubelet("/run/containerd/containerd.sock")
        node.capture("docker-images", .absent)
        let answer = node.judgement
        answer.expect(.singleStore, .notApplicable)
        #expect(answer.stores.count == 1)
    }

    @Test("a node with neither Docker nor a runtime of Kubernetes has no store, and its headline claims none")
    func noStore() {
        var node = TestNode()
        node.capture("docker-images", .absent)
        node.capture("crictl-images", .absent)
        node.directory("/var/lib/docker", state: .absent)
        let answer = node.judgement
        answer.expect(.singleStore, .notApplicable)
        #expect(answer.headline == "No image store is in use on this node; there is nothing to compare")
        #expect(answer.reason.hasSuffix("there is no crictl and no kubelet runs"))
    }

    @Test("13: archives that are imported at every start are a residue")
    func airgap() {
        var node = TestNode()
        node.docker([Self.web])
        node.k3s([Self.web])
        for name in ["a.tar.zst", "b.tar"] {
            node.snapshot.facts.tarballs.append(
                Tarball(
                    path: "/var/lib/rancher/k3s/agent/images/\(name)", bytes: 200 * megabyte,
                    source: node.source("airgap", name)))
        }
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.residues.map(\.kind) == [.airgapTarballs])
        #expect(answer.residues.first?.figure?.bytes == 400 * megabyte)
        #expect(answer.plan.allSatisfy { !$0.command.contains("agent/images") })
    }

    @Test("14: rootless Docker's list is another store than the kubelet's, and the system's Docker is a second one")
    func rootless() {
        var node = TestNode()
        node.set(.envDockerHost, "unix:///run/user/1000/docker.sock", in: "environment")
        node.docker([Self.web], root: "/home/u/.local/share/docker", arguments: "dockerd --rootless")
        node.process("/usr/bin/dockerd -H fd://", executable: "/usr/bin/dockerd")
        node.directory("/var/lib/docker", bytes: 90 * megabyte)
        node.k3s([Self.web])
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.residues.map(\.kind) == [.secondDockerd])
        #expect(answer.plan.allSatisfy { !$0.command.contains("/var/lib/docker") })
    }

    @Test("15: three live stores: every copy after the first counts")
    func threeStores() {
        var node = TestNode()
        node.docker([Self.web])
        node.k3s([Self.web])
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        node.contain([Self.web], socket: "containerd", namespace: "default")
        node.directory("/var/lib/containerd", bytes: 150 * megabyte)
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(Set(answer.stores.map(\.id)) == ["docker", "k3s-containerd", "containerd/default"])
        #expect(answer.images.first?.stores.count == 3)
        // Unpacked three times, packed twice.
        let packed = Self.web.layers.map(\.packed).reduce(0, +)
        answer.expectBytes(
            twice: 200 * megabyte + packed, docker: 100 * megabyte, cri: 100 * megabyte + Self.web.packed)
    }

    @Test("15: an image that only a third store has too stays in Docker's")
    func thirdOnly() {
        var node = TestNode()
        node.docker([Self.web])
        node.k3s([Self.other])
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        node.contain([Self.web], socket: "containerd", namespace: "default")
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.plan.isEmpty)
        #expect(answer.images.allSatisfy { !$0.removable })
    }

    @Test("15: two namespaces of one containerd share the content")
    func twoNamespaces() {
        var node = TestNode()
        node.k3s([Self.web])
        node.contain([Self.web], socket: "k3s-containerd", namespace: "default")
        node.capture("docker-images", .absent)
        let answer = node.judgement
        answer.expect(.partlyDuplicated, .notApplicable)
        #expect(answer.duplicatedBytes?.bytes == 100 * megabyte)
        #expect(answer.freedByRemoving[.cri]?.bytes == 100 * megabyte || answer.freedByRemoving[.cri]?.bytes == 0)
    }

    @Test("16: a kind node's store inside a Docker volume is named and not judged")
    func kind() {
        var node = TestNode()
        node.docker([Self.web])
        node.k3s([Self.other])
        let inside = "/var/lib/docker/volumes/0a1b/_data/lib/containerd"
        node.directory("/var/lib/docker/volumes", bytes: 700 * megabyte)
        node.directory(inside + "/io.containerd.content.v1.content", bytes: 300 * megabyte)
        node.directory(inside + "/io.containerd.snapshotter.v1.overlayfs", bytes: 400 * megabyte)
        let answer = node.judgement
        answer.expect(.separate, .different)
        #expect(answer.residues.map(\.kind) == [.nestedRuntime])
        #expect(answer.residues.map(\.path) == ["/var/lib/docker/volumes/0a1b"])
        #expect(answer.residues.first?.figure?.bytes == 700 * megabyte)
        #expect(answer.stores.count == 2)
        #expect(answer.plan.isEmpty)
    }
}
