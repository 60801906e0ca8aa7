import Evidence
import NodeModel
import Testing

/// Hidden stores, second daemons, links, other machines.
extension ScenarioTests {
    @Test("17: Docker's overlay2 is hidden after the switch to the containerd image store")
    func hiddenGraphDriver() {
        var node = TestNode()
        node.containerd([Self.web])
        node.dockerOnContainerd([Self.other])
        node.dockerDisk([Self.web, Self.app], root: "/var/lib/docker", driver: "overlay2")
        node.kubelet("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.leftover, .partly)
        #expect(answer.residues.map(\.kind) == [.hiddenDockerStore])
        #expect(answer.residues.first?.path == "/var/lib/docker/overlay2")
        #expect(answer.residues.first?.figure?.bytes == Self.both)
        #expect(answer.plan.isEmpty)
    }

    @Test("17: Docker's containerd images are hidden after the switch back")
    func hiddenContainerdStore() {
        var node = TestNode()
        node.docker([Self.other])
        node.containerd([Self.web])
        node.contain([Self.app], socket: "containerd", namespace: "moby")
        node.kubelet("/run/containerd/containerd.sock")
        let answer = node.judgement
        answer.expect(.leftover, .different)
        #expect(answer.residues.map(\.kind) == [.hiddenDockerStore])
        // All of `app`: the base layer's blob is `web`'s too.
        let own = 110 * megabyte + 20 * megabyte + TestImage.configBytes + TestImage.manifestBytes
        #expect(answer.residues.first?.figure?.bytes == own)
    }

    @Test("18: a second dockerd's store is a residue and nobody's to remove")
    func secondDockerd() {
        let snap = "/var/snap/docker/common/var-lib-docker"
        for cliIsSnap in [false, true] {
            var node = TestNode()
            let apt = "/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock"
            let other = "dockerd --group docker --exec-root=/run/snap.docker --data-root=\(snap)"
            node.docker(
                [Self.web], root: cliIsSnap ? snap : "/var/lib/docker", arguments: cliIsSnap ? other : apt)
            node.process(cliIsSnap ? apt : other, executable: "/usr/bin/dockerd")
            node.k3s([Self.other])
            let hidden = cliIsSnap ? "/var/lib/docker" : snap
            node.directory(hidden, bytes: 80 * megabyte)
            let answer = node.judgement
            answer.expect(.leftover, .different)
            #expect(answer.residues.map(\.kind) == [.secondDockerd])
            #expect(answer.residues.map(\.path) == [hidden])
            #expect(answer.plan.isEmpty)
        }
    }

    @Test("18: a second Docker's left directory is not removed by stopping the first")
    func leftSnapDocker() {
        var node = TestNode()
        node.docker([Self.web])
        node.k3s([Self.other])
        node.directory("/var/snap/docker/common/var-lib-docker", bytes: 80 * megabyte)
        let answer = node.judgement
        answer.expect(.leftover, .different)
        #expect(answer.plan.allSatisfy { !$0.command.contains("disable") && !$0.command.contains(" /var/lib/docker") })
    }

    @Test("19: dockerd on k3s's containerd through a link: content once, unpacked twice")
    func linkedSocket() {
        var node = TestNode()
        node.k3s([Self.web])
        node.socket("containerd", "/run/containerd/containerd.sock", target: "/run/k3s/containerd/containerd.sock")
        node.dockerOnContainerd([Self.web], socket: "k3s-containerd")
        let answer = node.judgement
        answer.expect(.partlyDuplicated, .partly)
        answer.expectBytes(twice: 100 * megabyte, docker: 100 * megabyte, cri: 100 * megabyte)
        #expect(answer.contradictions.isEmpty)
    }

    @Test("19: two sockets that could be one are not called two without the links")
    func unknownLinks() {
        var node = TestNode()
        node.k3s([Self.web])
        node.dockerOnContainerd([Self.web], socket: "k3s-containerd")
        node.snapshot.facts.sockets = []
        node.snapshot.facts.listeners = []
        node.snapshot.captures.removeAll { $0.id == "sockets" || $0.id == "listeners" }
        let verdict = node.judgement.verdict
        #expect(verdict == .unknown || verdict == .partlyDuplicated)
    }

    @Test("20: docker talks to another machine", arguments: ["tcp://10.0.0.9:2376", "ssh://ops@build"])
    func remote(host: String) {
        var node = TestNode()
        node.docker([Self.web])
        node.set(.envDockerHost, host, in: "environment")
        node.k3s([Self.web])
        let answer = node.judgement
        answer.expect(.unknown, .unknown, confidence: Confidence.none)
        #expect(answer.plan.isEmpty)
        #expect(answer.missing.contains { $0.settleWith.contains("unix:///var/run/docker.sock") })
    }

    @Test("20: a local DOCKER_HOST wins over a context that leads elsewhere")
    func localHost() {
        var node = TestNode()
        node.docker([Self.web])
        node.set(.envDockerHost, "unix:///var/run/docker.sock", in: "environment")
        node.set(.dockerEndpoint, "tcp://10.0.0.9:2376", in: "docker-contexts")
        node.k3s([Self.web])
        node.judgement.expect(.duplicated, .different)
    }

    @Test("20: a socket that is forwarded from another host is told by that host's name")
    func forwarded() {
        var node = TestNode()
        node.docker([Self.web])
        node.set(.envDockerHost, "unix:///tmp/forwarded.sock", in: "environment")
        node.set(.dockerHostName, "build-7", in: "docker-info")
        node.snapshot.node = "node"
        node.k3s([Self.web])
        #expect(node.judgement.verdict == .unknown)
    }

    @Test("21: a second copy on purpose, in Docker's namespace, is a third store")
    func unregistry() {
        var node = TestNode()
        node.docker([Self.web])
        node.containerd([Self.other])
        node.contain([Self.web], socket: "containerd", namespace: "moby")
        let answer = node.judgement
        #expect(answer.verdict == .leftover)
        #expect(answer.residues.map(\.kind) == [.hiddenDockerStore])
    }

    @Test("22: one name on two contents is no duplicate")
    func sameName() {
        var node = TestNode()
        let older = TestImage("example/app:latest", layers: [TestLayer("old", 20 * megabyte)], salt: "old")
        let newer = TestImage("example/app:latest", layers: [TestLayer("new", 21 * megabyte)], salt: "new")
        node.docker([newer])
        node.k3s([older])
        let answer = node.judgement
        answer.expect(.separate, .different)
        #expect(answer.nameConflicts.count == 1)
        #expect(answer.plan.isEmpty)
    }
}
