import Evidence
import NodeModel
import Testing

/// What BuildKit and nodes in containers keep: named with bytes, in no sum of images, and never the verdict.
@Suite("Build caches and nested runtimes")
struct BuilderTests {
    /// k3s and a Docker on a containerd of its own, nothing twice.
    func builder(containers: [TestContainer] = []) -> TestNode {
        var node = TestNode()
        node.socket("containerd", "/run/containerd/containerd.sock")
        node.process("/usr/bin/containerd", executable: "/usr/bin/containerd")
        node.dockerOnContainerd([.web], containers: containers)
        node.k3s([.other])
        return node
    }

    func snapshot(_ name: String?, _ bytes: Int64, namespace: String = "moby", line: Int = 40) -> LayerSnapshot {
        LayerSnapshot(
            socket: "containerd", namespace: namespace, chainID: name.map { Digest.sha256(Array($0.utf8)) },
            bytes: ByteRange(exactly: bytes), capture: CaptureID("ctr-snapshots.containerd.\(namespace)"), line: line)
    }

    func cache(_ answer: Judgement) -> Residue? { answer.residues.first { $0.kind == .buildCache } }

    @Test("snapshots in Docker's namespace that no image needs are its build cache, and a second copy of nothing")
    func dockers() throws {
        var node = builder()
        let before = node.judgement
        #expect(cache(before) == nil)
        node.snapshot.facts.snapshots += [snapshot(nil, 900 * megabyte), snapshot("built", 60 * megabyte, line: 41)]
        let answer = node.judgement
        answer.expect(.separate, .different)
        let found = try #require(cache(answer))
        #expect(found.path == "/var/lib/containerd")
        #expect(found.figure?.bytes == 960 * megabyte)
        #expect(found.figure?.tier == .exact)
        #expect(found.sources.map(\.line) == [40, 41])
        #expect(answer.duplicatedBytes == before.duplicatedBytes)
        #expect(answer.freedByRemoving == before.freedByRemoving)
        let step = try #require(answer.plan.first { $0.command == "docker builder prune" })
        #expect(step.frees?.tier == .bound)
        #expect(step.frees?.bytes == 960 * megabyte)
        #expect(answer.plan.allSatisfy { !$0.command.contains("rm -r") })
    }

    @Test("a container's own snapshots are no cache, and where they cannot be told apart the figure is a bound")
    func containers() throws {
        var node = builder(containers: [TestContainer(image: .web)])
        node.snapshot.facts.snapshots += [snapshot(nil, 3 * megabyte), snapshot(nil, 4096)]
        #expect(cache(node.judgement) == nil)
        node.snapshot.facts.snapshots.append(snapshot(nil, 500 * megabyte))
        let found = try #require(cache(node.judgement))
        #expect(found.figure?.tier == .bound)
        #expect(found.figure?.bytes == 500 * megabyte)
    }

    @Test("without the list of containers, or of images, nothing is called a cache")
    func unknownUses() {
        for lost: CaptureID in ["docker-containers", "docker-images"] {
            var node = builder()
            node.snapshot.facts.snapshots.append(snapshot(nil, 900 * megabyte))
            node.snapshot.captures.removeAll { $0.id == lost }
            node.capture(lost, .truncated)
            #expect(cache(node.judgement) == nil, "\(lost)")
        }
    }

    @Test("a buildkitd's own namespace is cache as a whole, and its own command prunes it")
    func buildkitd() throws {
        var node = builder()
        node.snapshot.facts.snapshots.append(snapshot("a", 70 * megabyte, namespace: "buildkit"))
        node.snapshot.facts.content.append(
            ContentRecord(
                socket: "containerd", namespace: "buildkit", digest: Digest.sha256([1]),
                bytes: ByteRange(exactly: 30 * megabyte), capture: "ctr-content.containerd.buildkit", line: 2))
        let answer = node.judgement
        #expect(cache(answer)?.figure?.bytes == 100 * megabyte)
        #expect(answer.plan.map(\.command).contains("buildctl prune"))
        #expect(!answer.plan.map(\.command).contains("docker builder prune"))
    }

    @Test("a blob that another namespace refers to is no cache's")
    func sharedBlob() throws {
        var node = builder()
        for namespace in ["buildkit", "moby"] {
            node.snapshot.facts.content.append(
                ContentRecord(
                    socket: "containerd", namespace: namespace, digest: Digest.sha256([1]),
                    bytes: ByteRange(exactly: 30 * megabyte), capture: CaptureID("ctr-content.containerd.\(namespace)"),
                    line: 2))
        }
        #expect(cache(node.judgement) == nil)
    }

    @Test(
        "BuildKit's own directory is a cache by its du", arguments: ["/var/lib/docker/buildkit", "/var/lib/buildkit"])
    func directory(_ path: String) throws {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.other])
        node.use(path, 112 * megabyte)
        let answer = node.judgement
        answer.expect(.separate, .different)
        #expect(cache(answer)?.figure?.bytes == 112 * megabyte)
        #expect(cache(answer)?.path == path)
        let command = path.contains("docker") ? "docker builder prune" : "buildctl prune"
        #expect(answer.plan.map(\.command) == [command])
    }

    @Test("a stopped Docker's build cache is part of its left-over, and no command of Docker's is proposed")
    func stopped() {
        var node = TestNode()
        node.deadDocker([.web])
        node.use("/var/lib/docker/buildkit", 20 * megabyte)
        node.k3s([.other])
        let answer = node.judgement
        #expect(answer.residues.map(\.kind) == [.stoppedDocker])
        #expect(answer.plan.allSatisfy { !$0.command.contains("builder prune") })
    }

    @Test(
        "a runtime's store in a volume or in a container's files is named with its bytes and not judged",
        arguments: ["/var/lib/docker/volumes/kind/_data", "/var/lib/docker/overlay2/0f/diff/var/lib"])
    func nested(_ place: String) throws {
        var node = TestNode()
        node.docker([.web])
        node.k3s([.other])
        for part in [
            "/containerd/io.containerd.content.v1.content", "/containerd/io.containerd.snapshotter.v1.overlayfs",
        ] {
            node.directory(place + part, bytes: 200 * megabyte)
        }
        let answer = node.judgement
        answer.expect(.separate, .different)
        let found = try #require(answer.residues.first { $0.kind == .nestedRuntime })
        #expect(answer.residues.count == 1)
        #expect(found.path == place.split(separator: "/").prefix(5).map { "/" + $0 }.joined())
        #expect(found.figure?.bytes == 400 * megabyte)
        #expect(found.statement.contains("not judged"))
        #expect(found.statement.contains("docker exec NODE crictl images"))
        #expect(!found.sources.isEmpty)
        #expect(answer.stores.count == 2)
        #expect(answer.plan.isEmpty)
        #expect(answer.duplicatedBytes?.bytes == 0)
    }

    @Test("a node in a container is named by its image, with the command that looks inside")
    func nodeContainer() throws {
        var node = TestNode()
        let kind = TestImage("kindest/node:v1.34.0", layers: [TestLayer("kind", 900 * megabyte)])
        node.docker([kind], containers: [TestContainer(image: kind)])
        node.k3s([.other])
        let answer = node.judgement
        answer.expect(.separate, .different)
        let found = try #require(answer.residues.first { $0.kind == .nestedRuntime })
        #expect(found.figure == nil)
        #expect(found.path == "/var/lib/docker/volumes")
        #expect(found.statement.contains("docker exec d0 crictl images"))
        #expect(found.sources.map(\.capture) == ["docker-containers"])
    }
}
