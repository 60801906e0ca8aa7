import Evidence
import NodeModel
import Testing

/// Bytes to the layer, for every pair of stores, and the tier that what is known deserves.
@Suite("Bytes")
struct ByteTests {
    static let base = TestImage.baseLayer

    @Test("a layer of several images is counted once, and stays while one image needs it")
    func sharedLayers() {
        var node = TestNode()
        node.docker([.web, .app, .other])
        node.k3s([.web])
        let answer = node.judgement
        answer.expectBytes(
            twice: 100 * megabyte, docker: 30 * megabyte, cri: 100 * megabyte + TestImage.web.packed)
    }

    @Test("layers that different images of two stores share are stored twice too")
    func sharedBase() {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.app])
        let answer = node.judgement
        answer.expect(.separate, .different)
        #expect(answer.duplicatedBytes?.bytes == 70 * megabyte)
        #expect(answer.freedByRemoving[.docker]?.bytes == 0)
        #expect(answer.plan.isEmpty)
    }

    @Test("with discard_unpacked_layers there are no layer blobs to free")
    func discarded() {
        var node = TestNode()
        node.docker([.web])
        node.containerd([.web], keepsLayers: false)
        node.kubelet("/run/containerd/containerd.sock")
        node.judgement.expectBytes(
            twice: 100 * megabyte, docker: 100 * megabyte,
            cri: 100 * megabyte + TestImage.configBytes + TestImage.manifestBytes)
    }

    @Test("images imported without repo digests are joined by config, and their blobs are found")
    func imported() {
        var node = TestNode()
        let local = TestImage("rocky8-demo:1", layers: [TestLayer("rocky", 80 * megabyte)], pulled: false)
        node.docker([local])
        node.k3s([local])
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.images.map(\.join) == [.configDigest])
        answer.expectBytes(twice: 80 * megabyte, docker: 80 * megabyte, cri: 80 * megabyte + local.packed)
    }

    @Test("an import without repo digests and a Docker on containerd are joined by ctr's map")
    func importedBesideContainerdStore() {
        var node = TestNode()
        let local = TestImage("rocky8-demo:1", layers: [TestLayer("rocky", 80 * megabyte)], pulled: false)
        node.containerd([local])
        node.dockerOnContainerd([local])
        node.kubelet("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.partlyDuplicated, .partly)
        #expect(answer.images.allSatisfy { $0.join != .name })
        answer.expectBytes(twice: 80 * megabyte, docker: 80 * megabyte, cri: 80 * megabyte)
    }

    @Test("an index leads to the manifest that is unpacked, and it to config and layers")
    func index() {
        var node = TestNode()
        node.containerd([.web])
        node.kubelet("/run/containerd/containerd.sock")
        let index = Digest.sha256(Array("index".utf8))
        var image = TestImage.web
        image.pulled = false
        node.dockerOnContainerd([image])
        for number in node.snapshot.facts.images.indices
        where node.snapshot.facts.images[number].source.capture == "docker-images" {
            node.snapshot.facts.images[number].id = index
        }
        node.snapshot.facts.imageLayers.removeAll { $0.source.capture.kind == "docker-image-inspect" }
        for number in node.snapshot.facts.imageRecords.indices
        where node.snapshot.facts.imageRecords[number].namespace == "moby" {
            node.snapshot.facts.imageRecords[number].target = index
        }
        let attestation = Digest.sha256(Array("attestation".utf8))
        for (digest, references) in [(index, [attestation, image.manifest]), (attestation, [])] {
            node.snapshot.facts.content.append(
                ContentRecord(
                    socket: "containerd", namespace: "moby", digest: digest, bytes: ByteRange(exactly: 900),
                    config: digest == attestation ? Digest.sha256([1]) : nil, references: references,
                    capture: "ctr-content.containerd.moby", line: 9))
        }
        let answer = node.judgement
        answer.expect(.partlyDuplicated, .partly)
        #expect(answer.images.map(\.join) == [.configDigest])
        answer.expectBytes(twice: 100 * megabyte, docker: 100 * megabyte, cri: 100 * megabyte)
    }

    @Test("an image whose layers nobody tells makes every figure of its store a bound")
    func unknownLayers() {
        var node = TestNode()
        node.docker([.web, .app])
        node.k3s([.web])
        node.snapshot.facts.imageLayers.removeAll {
            $0.source.capture == "docker-image-inspect" && $0.image == TestImage.app.config
        }
        let answer = node.judgement
        answer.expect(.duplicated, .different)
        #expect(answer.freedByRemoving[.docker]?.tier == .bound)
        #expect(answer.duplicatedBytes?.tier == .bound)
        #expect((answer.freedByRemoving[.docker]?.bytes ?? 0) >= 30 * megabyte)
    }

    @Test("a namespace whose blobs were not listed may keep them: no exact figure", arguments: [true, false])
    func unlistedNamespace(isNamed: Bool) {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.web])
        if isNamed {
            node.snapshot.facts.namespaces.append(
                ContainerdNamespace(
                    socket: "k3s-containerd", name: "buildkit",
                    source: node.source("ctr-namespaces.k3s-containerd", "buildkit")))
        } else {
            node.snapshot.captures.removeAll { $0.id.kind == "ctr-content" }
            node.capture("ctr-content.k3s-containerd.k8s.io", .truncated)
        }
        #expect(node.judgement.freedByRemoving[.cri]?.tier == .bound)
        #expect(node.judgement.freedByRemoving[.docker]?.tier == .exact)
    }

    @Test("where ctr's rounding moves a layer by more than 1 %, the figure is an estimate")
    func rounding() {
        var node = TestNode()
        let big = TestImage("example/big:1", layers: [TestLayer("big", 1_100_000_000)])
        node.containerd([big])
        node.dockerOnContainerd([big])
        node.kubelet("/run/containerd/containerd.sock")
        for index in node.snapshot.facts.snapshots.indices {
            // `1.0 GiB`
            node.snapshot.facts.snapshots[index].bytes = ByteRange(low: 1_020_054_733, high: 1_127_428_915)
        }
        let answer = node.judgement
        #expect(answer.freedByRemoving[.docker]?.tier == .estimated)
        #expect(answer.duplicatedBytes?.tier == .estimated)
    }

    @Test("layers that only an inspection names are estimated from the images' totals")
    func inspectedOnly() {
        var node = TestNode()
        node.docker([.web])
        node.crio([.web])
        node.snapshot.facts.dockerLayers = []
        let answer = node.judgement
        #expect(answer.freedByRemoving[.docker]?.tier == .estimated)
        #expect(answer.freedByRemoving[.docker]?.bytes == 100 * megabyte)
    }

    @Test("three copies without layers are two too many")
    func threeBound() {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.web])
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.contain([.web], socket: "containerd", namespace: "default")
        node.snapshot.facts.imageLayers = []
        node.snapshot.facts.content = []
        node.snapshot.facts.dockerLayers = []
        node.snapshot.facts.snapshots = []
        let answer = node.judgement
        #expect(answer.duplicatedBytes?.tier == .bound)
        #expect((answer.duplicatedBytes?.bytes ?? 0) >= 200 * megabyte)
    }

    @Test("build cache in a containerd snapshotter is no image's bytes")
    func buildCache() {
        var node = TestNode()
        node.containerd([.web])
        node.dockerOnContainerd([.web])
        node.kubelet("/run/containerd/containerd.sock")
        node.snapshot.facts.snapshots.append(
            LayerSnapshot(
                socket: "containerd", namespace: "moby", chainID: nil, bytes: ByteRange(exactly: 9_000 * megabyte),
                capture: "ctr-snapshots.containerd.moby", line: 40))
        let answer = node.judgement
        answer.expectBytes(twice: 100 * megabyte, docker: 100 * megabyte, cri: 100 * megabyte)
    }

    @Test("numbers that no disk can have do not stop the program")
    func hostileNumbers() {
        var node = TestNode()
        node.docker([.web, .app])
        node.k3s([.web, .app])
        for index in node.snapshot.facts.dockerLayers.indices { node.snapshot.facts.dockerLayers[index].bytes = .max }
        for index in node.snapshot.facts.blobs.indices { node.snapshot.facts.blobs[index].bytes = .max }
        node.use("/var/lib/docker/volumes", .max)
        node.use("/var/lib/docker", .max)
        for name in ["a", "b"] {
            node.snapshot.facts.tarballs.append(
                Tarball(path: "/x/agent/images/\(name)", bytes: .max, source: node.source("airgap", name)))
        }
        #expect(node.judgement.verdict == .duplicated)
    }
}
