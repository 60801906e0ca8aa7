import Evidence
import NodeModel
import Testing

/// The plan never touches what something needs, and says what it really frees.
@Suite("Plan")
struct PlanTests {
    func node(
        _ images: [TestImage], docker: [TestContainer] = [], cri: [TestContainer] = [], kubelets: [TestImage]? = nil
    ) -> TestNode {
        var node = TestNode()
        node.docker(images, containers: docker)
        node.k3s(kubelets ?? images, containers: cri)
        return node
    }

    func removal(_ node: TestNode) -> PlanStep? {
        node.judgement.plan.first { $0.command.hasPrefix("docker image rm") }
    }

    @Test("an image of a running or a stopped container stays", arguments: [true, false])
    func inUse(running: Bool) {
        let step = removal(node([.web, .app], docker: [TestContainer(image: .web, running: running)]))
        #expect(step?.command == "docker image rm example/app:1.0-prod")
        // The base is `nginx`'s too.
        #expect(step?.frees?.bytes == 40 * megabyte)
    }

    @Test("without the list of containers nothing is removed, and the list is asked for")
    func unknownContainers() {
        for outcome in [CaptureOutcome.failed, .timeout, .truncated] {
            var node = node([.web])
            node.snapshot.captures.removeAll { $0.id == "docker-containers" }
            node.capture("docker-containers", outcome)
            let plan = node.judgement.plan
            #expect(plan.map(\.command) == ["docker ps -a --no-trunc"])
            #expect(node.judgement.images.allSatisfy { !$0.removable })
        }
    }

    @Test("Docker 29's own mark of an image in use is enough to keep it")
    func marked() {
        var node = node([.web, .app])
        for index in node.snapshot.facts.images.indices
        where node.snapshot.facts.images[index].source.capture == "docker-images" {
            node.snapshot.facts.images[index].contentSize = ByteRange(exactly: 0)
            node.snapshot.facts.images[index].inUse = node.snapshot.facts.images[index].names == TestImage.web.names
        }
        node.snapshot.captures.removeAll { $0.id == "docker-containers" }
        #expect(removal(node)?.command == "docker image rm example/app:1.0-prod")
    }

    @Test("pinned images and the pause image stay, under any registry's name")
    func pause() {
        var pinned = TestImage.other
        pinned.pinned = true
        let mirrored = TestImage("rancher/mirrored-pause:3.6", layers: [TestLayer("p", 700_000)])
        let named = TestImage(
            "mirror.example:5000/google_containers/pause-amd64:3.1", layers: [TestLayer("q", 700_000)])
        let step = removal(node([.web, .pause, mirrored, named, pinned]))
        #expect(step?.command == "docker image rm nginx:1.27")
    }

    @Test("an image that lost its name to a newer one is kept by the container that still runs it")
    func renamed() {
        let older = TestImage(layers: [TestLayer("old", 20 * megabyte)], salt: "old")
        let newer = TestImage("example/app:latest", layers: [TestLayer("new", 21 * megabyte)], salt: "new")
        var node = node([newer, older], docker: [TestContainer(image: older)])
        node.snapshot.facts.containers[0].imageName = "example/app:latest"
        let answer = node.judgement
        #expect(answer.images.first { $0.configDigest == older.config }?.inUseBy == ["docker"])
        #expect(removal(node)?.command == "docker image rm example/app:latest")
    }

    @Test("an image in use is not removed because another image carries its name in the kubelet's store")
    func sharedName() {
        // In Docker `a` is in use; in the kubelet's store that name is on the other image too.
        let used = TestImage("example/a:1", layers: [TestLayer("a", 20 * megabyte)], salt: "a")
        let free = TestImage("example/b:1", layers: [TestLayer("b", 21 * megabyte)], salt: "b")
        var both = free
        both.names = ["example/a:1", "example/b:1"]
        let step = removal(
            node([used, free], docker: [TestContainer(image: used)], kubelets: [both]))
        #expect(step?.command == "docker image rm example/b:1")
        #expect(step?.frees?.bytes == 21 * megabyte)
    }

    @Test("every name of an image goes with it, as removing one of them frees nothing")
    func names() {
        var local = TestImage.web
        local.names = ["nginx:1.27", "example/mine:local"]
        local.pulled = false
        let step = removal(node([local], kubelets: [.web]))
        #expect(step?.command == "docker image rm example/mine:local nginx:1.27")
        #expect(step?.frees?.bytes == 100 * megabyte)
        #expect(step?.risk.contains("1 of the names") == true)
    }

    @Test("a reference by digest in another repository keeps an image and goes with it")
    func digestReference() {
        var node = node([.web])
        let reference = "mirror.example/nginx@\(TestImage.web.manifest)"
        for index in node.snapshot.facts.images.indices
        where node.snapshot.facts.images[index].source.capture == "docker-images" {
            node.snapshot.facts.images[index].repoDigests.append(reference)
        }
        #expect(removal(node)?.command == "docker image rm nginx:1.27 \(reference)")
    }

    @Test("an untagged image is named by its ID")
    func untagged() {
        let image = TestImage(layers: [TestLayer("x", 20 * megabyte)], salt: "x", pulled: false)
        #expect(removal(node([image]))?.command == "docker image rm \(image.config)")
    }

    @Test(
        "what cannot be an image's name is in no command",
        arguments: [
            "--force", "-f", "$(reboot)", "a;reboot", "a b:1", "a'b:1", "a\nreboot:1", "`id`:1", "../x:1", "~/x:1",
            "a\u{202E}b:1", "",
        ])
    func hostileNames(name: String) {
        let hostile = TestImage(name, layers: [TestLayer("h", 20 * megabyte)], salt: "h", pulled: false)
        let answer = node([.web, hostile]).judgement
        for step in answer.plan where !name.isEmpty { #expect(!step.command.contains(name)) }
        #expect(answer.plan.last?.command == "docker image rm nginx:1.27")
        #expect(answer.plan.last?.frees?.bytes == 100 * megabyte)
    }

    @Test("an image that is joined by name only stays")
    func nameOnly() {
        var node = TestNode()
        node.containerd([.web])
        node.dockerOnContainerd([.web])
        node.kubelet("/run/containerd/containerd.sock")
        node.snapshot.facts.content = []
        node.snapshot.facts.imageRecords = []
        node.snapshot.facts.imageLayers = []
        for index in node.snapshot.facts.images.indices { node.snapshot.facts.images[index].repoDigests = [] }
        let answer = node.judgement
        #expect(answer.images.allSatisfy { $0.join == .name && !$0.removable })
        #expect(answer.confidence != .certain)
        #expect(answer.plan.isEmpty)
    }

    @Test("the kubelet's store is kept, whatever it is", arguments: [true, false])
    func kept(isCRIO: Bool) {
        var node = TestNode()
        node.docker([.web])
        if isCRIO { node.crio([.web]) } else { node.k3s([.web]) }
        #expect(!node.judgement.plan.isEmpty)
        #expect(node.judgement.plan.allSatisfy { !$0.command.contains("crictl rmi") && !$0.command.contains("rm -r") })
    }

    @Test("a store whose unit is only stopped is no one's to remove", arguments: ["enabled", "disabled"])
    func onlyStopped(file: String) {
        func withUnit(_ name: String, _ node: TestNode) -> Judgement {
            var node = node
            for index in node.snapshot.facts.unitStates.indices
            where node.snapshot.facts.unitStates[index].name == name {
                node.snapshot.facts.unitStates[index].file = file
            }
            return node.judgement
        }
        var docker = TestNode()
        docker.deadDocker([.web])
        docker.k3s([.other])
        var k3s = TestNode()
        k3s.docker([.web])
        k3s.unit("k3s.service", "/usr/local/bin/k3s server", active: "failed")
        k3s.directory("/var/lib/rancher/k3s/agent/containerd", bytes: 150 * megabyte)
        k3s.capture("crictl-images", .failed)
        for answer in [withUnit("docker.service", docker), withUnit("k3s.service", k3s)] {
            answer.expect(.leftover, .notApplicable)
            #expect(answer.plan.contains { $0.command.contains("rm -r") } == (file == "disabled"))
            #expect(answer.warnings.contains { $0.contains("is only stopped") } == (file == "enabled"))
        }
    }

    @Test("no path of a bundle becomes a command of its own in what settles a question")
    func quotedPaths() {
        var node = TestNode()
        node.deadDocker([.web], root: "/data/$(reboot);x")
        node.set(.daemonDataRoot, "/data/$(reboot);x", in: .file("/etc/docker/daemon.json"))
        node.snapshot.facts.diskUses = []
        node.snapshot.facts.dockerLayers = []
        node.containerd([.other], socket: "odd", path: "/run/a;reboot/containerd.sock")
        node.crictl("/run/a;reboot/containerd.sock")
        let answer = node.judgement
        let commands = answer.missing.map(\.settleWith) + answer.checks.flatMap { $0.missing.map(\.settleWith) }
        #expect(commands.contains { $0.contains("reboot") })
        for command in commands where command.contains("reboot") {
            let outside = command.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
            #expect(!outside.contains("reboot"), "\(command)")
        }
    }
}
