import NodeModel

/// A judgement in which every field says something.
enum FullJudgement {
    static func make(of snapshot: Snapshot, verdict: Verdict = .duplicated, ruleSet: String = "2026.1") -> Judgement {
        var judgement = Judgement(
            ruleSet: ruleSet, node: snapshot.node, collectedAt: snapshot.collectedAt, bundle: snapshot.bundle,
            verdict: verdict, confidence: .certain, relation: .different, headline: "1 of 3 images is stored twice")
        judgement.stores = [
            Store(
                id: "docker", engine: .docker, root: "/var/lib/docker", driver: "overlay2", live: true, imageCount: 3,
                bytesOnDisk: 133_627_904, sources: [FullSnapshot.source("docker-info", 1)]),
            Store(id: "k3s-containerd", engine: .containerd, root: "", namespace: "k8s.io"),
        ]
        judgement.views = [
            View(
                id: "docker", command: "docker images", endpoint: "/run/docker.sock", server: "dockerd 26.1.5",
                store: "docker", imageCount: 3),
            View(id: "k3s-containerd", command: "crictl images", isKubelets: true),
        ]
        judgement.images = images
        judgement.nameConflicts = [
            NameConflict(
                name: "example/app:latest",
                ids: ["docker": FullSnapshot.digest("a"), "k3s-containerd": FullSnapshot.digest("b")])
        ]
        judgement.duplicatedBytes = figure(170_000_000)
        judgement.freedByRemoving = [.docker: figure(68_263_936), .cri: figure(102_383_616, .estimated)]
        judgement.residues = [
            Residue(
                kind: .stoppedDocker, path: "/var/lib/docker", figure: figure(217_571_328, .bound),
                images: ["a:1", "b:2"], statement: "3 images", sources: [FullSnapshot.source("du", 1)]),
            Residue(kind: .secondDockerd, path: "/data", figure: nil, statement: "size not known", sources: []),
        ]
        addDefence(&judgement)
        return judgement
    }

    static func figure(_ bytes: Int64, _ tier: Tier = .exact) -> ByteFigure {
        ByteFigure(
            bytes: bytes, tier: tier, formula: "uncompressed sizes of 4 layers", inputs: ["docker-layerdb", "df"])
    }

    private static var images: [SharedImage] {
        [
            SharedImage(
                names: ["docker.io/example/app:1.0", "example/app:1.0"], configDigest: FullSnapshot.digest("app"),
                join: .configDigest, stores: ["docker", "k3s-containerd"],
                sizes: ["docker": ByteRange(low: 1, high: 2), "k3s-containerd": ByteRange(exactly: 3)],
                duplicated: figure(91_150_000), inUseBy: ["docker"],
                containers: ["docker": ContainerCount(running: 1, total: 2)], pinned: true, removable: false,
                reason: "1 container uses it"),
            SharedImage(
                names: ["b:1"], configDigest: nil, join: .name, stores: ["docker", "k3s-containerd"],
                duplicated: figure(7, .estimated), removable: true, reason: "nothing uses it"),
            SharedImage(names: [], configDigest: nil, join: .repoDigest, stores: ["docker"]),
        ]
    }

    private static func addDefence(_ judgement: inout Judgement) {
        let missing = Missing(capture: "cri-version.containerd", why: "timeout", settleWith: "crictl version")
        judgement.checks = [
            Check(
                rule: "runtime-name", title: "Which runtime answers crictl", byHand: true, says: .different,
                strength: .sufficient, statement: "containerd answers crictl",
                sources: [
                    FullSnapshot.source("cri-version.k3s-containerd", 2, "RuntimeName:  containerd"),
                    FullSnapshot.source("cri-version.k3s-containerd", 3, "RuntimeVersion:  v1.7"),
                ]),
            Check(
                rule: "names", title: "How names are printed", byHand: false, says: .unknown, strength: .supporting,
                statement: "crictl's list is missing", missing: [missing]),
        ]
        judgement.contradictions = [
            Contradiction(
                statement: "crictl.yaml names a socket that nobody listens on", decidedBy: ["runtime-name"],
                against: ["configuration"], sources: [FullSnapshot.source("file:/etc/crictl.yaml", 1)],
                settleWith: "systemctl restart k3s-agent")
        ]
        judgement.missing = [missing, Missing(capture: "du", why: "not captured", settleWith: "du -skx /")]
        judgement.plan = [
            PlanStep(command: "docker ps -a", purpose: "look first", frees: nil, risk: "none"),
            PlanStep(
                command: "docker image rm 'b:1'", purpose: "removes Docker's copy", frees: figure(7),
                risk: "pulls again"),
        ]
        judgement.warnings = ["docker image prune -a takes the kubelet's images, too"]
        judgement.redactions = 3
        judgement.collectorVersion = "1.0"
        judgement.labels = ["rack": "b4"]
        judgement.filesystems = [
            Filesystem(
                path: "/var/lib/docker", device: "/dev/sda1", bytes: 100, used: 90, available: 10,
                source: FullSnapshot.source("df", 2))
        ]
    }
}
