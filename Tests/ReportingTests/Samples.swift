import NodeModel

/// Hand-built judgements: one a verdict, and one of names that are out to break a format.
enum Samples {
    static let k3sRoot = "/var/lib/rancher/k3s/agent/containerd"
    static let k3sSocket = "/run/k3s/containerd/containerd.sock"

    static let everyVerdict = [
        duplicated, partlyDuplicated, leftover, separate, sameStore, singleStore, unknown,
    ]

    static let clock = Timestamp(seconds: 1_795_464_451)

    static func bundle(_ node: String) -> BundleIdentity {
        BundleIdentity(name: "\(node)-20261123T200731Z.tar.gz", sha256: String(repeating: "5c", count: 32))
    }

    static func digest(_ hex: Character) -> Digest? { Digest(String(repeating: hex, count: 64)) }

    static func exact(_ bytes: Int64, _ formula: String = "uncompressed sizes of 4 layers") -> ByteFigure {
        ByteFigure(
            bytes: bytes, tier: .exact, formula: formula,
            inputs: ["docker-layerdb", "ctr-snapshots.k3s-containerd.k8s.io"])
    }

    static let dockerStore = Store(
        id: "docker", engine: .docker, root: "/var/lib/docker", driver: "overlay2", live: true, imageCount: 4,
        bytesOnDisk: 133_627_904)
    static let k3sStore = Store(
        id: "k3s-containerd", engine: .containerd, root: k3sRoot, driver: "overlayfs", namespace: "k8s.io", live: true,
        imageCount: 7, bytesOnDisk: 310_000_000)
    static let dockerView = View(
        id: "docker", command: "docker images", endpoint: "/run/docker.sock", server: "dockerd 26.1.5",
        store: "docker", imageCount: 4)
    static let k3sView = View(
        id: "k3s-containerd", command: "crictl images", endpoint: k3sSocket, server: "containerd 1.7.24-k3s1",
        store: "k3s-containerd", imageCount: 7, isKubelets: true)

    static func checks(_ says: Saying) -> [Check] {
        [
            Check(
                rule: "runtime-name", title: "Runtime name", byHand: false, says: says, strength: .sufficient,
                statement: "crictl talks to containerd 1.7.24-k3s1, Docker keeps its images in overlay2",
                sources: [
                    Source(capture: "cri-version.k3s-containerd", line: 2, quote: "RuntimeName:  containerd"),
                    Source(
                        capture: "docker-info", line: 1,
                        quote: #"{"Driver":"overlay2","DockerRootDir":"/var/lib/docker"}"#),
                ]),
            Check(
                rule: "image-filesystem", title: "Image filesystem", byHand: false, says: says, strength: .sufficient,
                statement: "crictl's images are below \(k3sRoot), Docker's below /var/lib/docker",
                sources: [
                    Source(
                        capture: "cri-imagefsinfo.k3s-containerd", line: 7,
                        quote: #""mountpoint": "\#(k3sRoot)/io.containerd.snapshotter.v1.overlayfs""#)
                ]),
            Check(
                rule: "endpoint", title: "crictl endpoint", byHand: true, says: says, strength: .sufficient,
                statement: "crictl talks to \(k3sSocket), where containerd listens",
                sources: [
                    Source(
                        capture: "file:/var/lib/rancher/k3s/agent/etc/crictl.yaml", line: 1,
                        quote: "runtime-endpoint: unix://\(k3sSocket)")
                ]),
            Check(
                rule: "names", title: "Names", byHand: false, says: says, strength: .supporting,
                statement: "nginx:1.27 in Docker's list is docker.io/library/nginx:1.27 in crictl's",
                sources: [Source(capture: "docker-images", line: 2, quote: "nginx  1.27  3f8a00f137a0  187MB")]),
            Check(
                rule: "sizes", title: "Sizes", byHand: false, says: .nothing, strength: .supporting,
                statement: "no image has two sizes that can be compared"),
            Check(
                rule: "content", title: "Content", byHand: false, says: .unknown, strength: .sufficient, statement: "",
                missing: [Missing(capture: "blobs.k3s-containerd", why: "denied", settleWith: "sudo sh collector.sh")]),
            Check(
                rule: "configuration", title: "Runtime configuration", byHand: true, says: says, strength: .supporting,
                statement: "k3s.service starts k3s without --docker, and no config.yaml sets it",
                sources: [
                    Source(
                        capture: "systemctl-cat", line: 12,
                        quote: "ExecStart=/usr/local/bin/k3s server --disable traefik"),
                    Source(capture: "file:/etc/rancher/k3s/config.yaml", line: 0, quote: "absent"),
                ]),
            Check(
                rule: "deletion", title: "Deletion", byHand: true, says: .unknown, strength: .sufficient,
                statement: "not observed: there is one snapshot and no probe"),
            Check(
                rule: "directories", title: "Where images are stored", byHand: true, says: says, strength: .supporting,
                statement: "134 MB below /var/lib/docker and 310 MB below \(k3sRoot)",
                sources: [Source(capture: "du", line: 1, quote: "130496 /var/lib/docker")]),
            Check(
                rule: "processes", title: "Running containerd instances", byHand: true, says: says,
                strength: .supporting,
                statement: "dockerd and k3s each run a containerd",
                sources: [Source(capture: "ps", line: 4, quote: "812 1 root 86400 /usr/bin/dockerd -H fd://")]),
        ]
    }

    static let duplicated = Judgement(
        ruleSet: "2026.1", node: "gpu-07", collectedAt: clock, bundle: bundle("gpu-07"), verdict: .duplicated,
        confidence: .certain, relation: .different,
        headline: "2 of 4 images are stored twice: 170 MB are on this disk a second time; removing Docker's copies "
            + "frees 68.2 MB, removing the kubelet's frees 102 MB",
        stores: [dockerStore, k3sStore], views: [dockerView, k3sView],
        images: [
            SharedImage(
                names: ["127.0.0.1:5000/example/app2:1.0-prod"], configDigest: digest("a"), join: .configDigest,
                stores: ["docker", "k3s-containerd"],
                sizes: [
                    "docker": ByteRange(low: 91_100_000, high: 91_200_000),
                    "k3s-containerd": ByteRange(exactly: 34_100_000),
                ],
                duplicated: exact(91_150_000), inUseBy: ["docker"],
                containers: ["docker": ContainerCount(running: 1, total: 2)], removable: false,
                reason: "1 running and 1 stopped container of Docker use it"),
            SharedImage(
                names: ["docker.io/library/nginx:1.27", "nginx:1.27"], configDigest: digest("b"), join: .configDigest,
                stores: ["docker", "k3s-containerd"],
                sizes: [
                    "docker": ByteRange(low: 186_500_000, high: 187_500_000),
                    "k3s-containerd": ByteRange(exactly: 72_099_410),
                ],
                duplicated: exact(78_850_000), inUseBy: ["k3s-containerd"],
                containers: ["k3s-containerd": ContainerCount(running: 3, total: 3)], removable: true,
                reason: "no container of Docker uses it"),
        ],
        duplicatedBytes: exact(170_000_000),
        freedByRemoving: [
            .docker: exact(68_150_000, "2 layers that no other image of Docker needs"),
            .cri: exact(102_380_000, "snapshots and blobs of 2 images that nothing else needs"),
        ],
        checks: checks(.different),
        missing: [Missing(capture: "blobs.k3s-containerd", why: "denied", settleWith: "sudo sh collector.sh")],
        plan: [
            PlanStep(
                command: "docker image rm nginx:1.27", purpose: "remove Docker's copy of an image that only k3s runs",
                frees: exact(68_150_000), risk: "docker run nginx:1.27 pulls it again"),
            PlanStep(
                command: "docker system df", purpose: "look at what is left", frees: nil, risk: ""),
        ],
        warnings: ["docker image prune -a also takes images that only stopped containers use"], redactions: 2,
        collectorVersion: "1.0.0", labels: ["pool": "gpu", "zone": "eu-1a"],
        filesystems: [
            Filesystem(
                path: "/var/lib/docker", device: "/dev/vda1", bytes: 1_000_000_000, used: 880_000_000,
                available: 70_000_000, source: Source(capture: "df", line: 2, quote: "/dev/vda1")),
            Filesystem(
                path: k3sRoot, device: "/dev/vda1", bytes: 1_000_000_000, used: 880_000_000, available: 70_000_000,
                source: Source(capture: "df", line: 3, quote: "/dev/vda1")),
        ])
}
