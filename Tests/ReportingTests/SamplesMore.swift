import NodeModel

extension Samples {
    /// A copy of the seed's case under another name and verdict, without what only that case has.
    private static func node(
        _ name: String, _ verdict: Verdict, _ relation: Relation, _ confidence: Confidence, _ headline: String,
        _ change: (inout Judgement) -> Void
    ) -> Judgement {
        var node = Judgement(
            ruleSet: "2026.1", node: name, collectedAt: clock, bundle: bundle(name), verdict: verdict,
            confidence: confidence, relation: relation, headline: headline, collectorVersion: "1.0.0",
            labels: ["pool": "web"])
        change(&node)
        return node
    }

    static let partlyDuplicated = node(
        "build-1", .partlyDuplicated, .partly, .certain,
        "1 of 3 images is unpacked twice: 68.2 MB are on this disk a second time, the compressed content is there once"
    ) {
        var docker = dockerStore
        docker.root = "/var/lib/containerd"
        docker.namespace = "moby"
        docker.driver = "overlayfs"
        var cri = k3sStore
        cri.id = "containerd"
        cri.root = "/var/lib/containerd"
        $0.stores = [docker, cri]
        var view = k3sView
        view.endpoint = "/run/containerd/containerd.sock"
        view.store = "containerd"
        $0.views = [dockerView, view]
        $0.images = [
            SharedImage(
                names: ["nginx:1.27"], configDigest: digest("c"), join: .repoDigest, stores: ["containerd", "docker"],
                duplicated: exact(68_182_016), removable: true, reason: "no container of Docker uses it")
        ]
        $0.duplicatedBytes = exact(68_182_016)
        $0.freedByRemoving = [.docker: exact(68_182_016), .cri: exact(68_182_016)]
        $0.checks = checks(.partly)
        $0.plan = [
            PlanStep(
                command: "docker image rm nginx:1.27", purpose: "remove Docker's snapshots", frees: exact(68_182_016),
                risk: "docker run nginx:1.27 unpacks it again")
        ]
    }

    static let leftover = node(
        "web-3", .leftover, .notApplicable, .certain,
        "2.40 GB of Docker's images are left below /var/lib/docker: dockerd does not run and no list shows them"
    ) {
        var docker = dockerStore
        docker.live = false
        $0.stores = [docker, k3sStore]
        $0.views = [k3sView]
        $0.residues = [
            Residue(
                kind: .stoppedDocker, path: "/var/lib/docker",
                figure: ByteFigure(bytes: 2_400_000_000, tier: .estimated, formula: "du of overlay2", inputs: ["du"]),
                images: ["nginx:1.27", "redis:7"], statement: "docker.service is disabled and dockerd does not run",
                sources: [
                    Source(capture: "systemctl-show", line: 9, quote: "ActiveState=inactive"),
                    Source(capture: "ps", line: 0, quote: "ok"),
                ])
        ]
        $0.plan = [
            PlanStep(
                command: "sudo du -shx /var/lib/docker/volumes", purpose: "look for volumes that someone needs",
                frees: nil, risk: ""),
            PlanStep(
                command: "sudo apt-get purge docker-ce && sudo rm -r /var/lib/docker",
                purpose: "remove the store of a Docker that is not coming back",
                frees: ByteFigure(bytes: 2_400_000_000, tier: .estimated, formula: "du of overlay2", inputs: ["du"]),
                risk: "named volumes and container logs lie there too"),
        ]
        $0.filesystems = [
            Filesystem(
                path: "/var/lib/docker", device: "/dev/vdb", bytes: 10_000_000_000, used: 9_000_000_000,
                available: 500_000_000, source: Source(capture: "df", line: 2, quote: "/dev/vdb")),
            Filesystem(
                path: k3sRoot, device: "/dev/vda1", bytes: 10_000_000_000, used: 2_000_000_000,
                available: 8_000_000_000, source: Source(capture: "df", line: 3, quote: "/dev/vda1")),
        ]
    }

    static let separate = node(
        "web-4", .separate, .different, .likely, "Docker and crictl list different stores, and no image is in both"
    ) {
        $0.stores = [dockerStore, k3sStore]
        $0.views = [dockerView, k3sView]
        $0.checks = checks(.different).filter { $0.strength == .supporting }
    }

    static let sameStore = node(
        "web-5", .sameStore, .same, .certain, "Docker and crictl list the same store: nothing is stored twice"
    ) {
        var view = k3sView
        view.id = "k3s-cri-dockerd"
        view.endpoint = "/run/k3s/cri-dockerd/cri-dockerd.sock"
        view.server = "cri-dockerd (docker 26.1.5)"
        view.store = "docker"
        $0.stores = [dockerStore]
        $0.views = [dockerView, view]
        $0.images = [
            SharedImage(
                names: ["nginx:1.27"], configDigest: digest("b"), join: .configDigest, stores: ["docker"],
                sizes: ["docker": ByteRange(exactly: 187_000_000)], inUseBy: ["docker"],
                containers: ["docker": ContainerCount(running: 1, total: 1)])
        ]
        $0.checks = checks(.same)
        $0.warnings = ["docker image prune -a takes the kubelet's images too: both list one store"]
    }

    static let singleStore = node(
        "web-6", .singleStore, .notApplicable, .certain, "crictl lists the only store: there is no Docker on this node"
    ) {
        $0.stores = [k3sStore]
        $0.views = [k3sView]
    }

    static let unknown = node(
        "web-7", .unknown, .unknown, .none, "Docker's list could not be read, so nothing can be said about two stores"
    ) {
        $0.stores = [k3sStore]
        $0.views = [k3sView, View(id: "docker", command: "docker images")]
        $0.checks = checks(.unknown).map {
            var check = $0
            check.says = .unknown
            check.sources = []
            check.statement = ""
            check.missing = [Missing(capture: "docker-info", why: "timeout", settleWith: "docker info")]
            return check
        }
        $0.missing = [
            Missing(capture: "docker-info", why: "timeout", settleWith: "docker info"),
            Missing(capture: "docker-images", why: "not captured", settleWith: "docker images --digests"),
        ]
    }

    static let contested = node(
        "web-8", .duplicated, .different, .contested,
        "1 of 2 images is stored twice, if the running processes are to be believed over the configuration"
    ) {
        $0.stores = [dockerStore, k3sStore]
        $0.views = [dockerView, k3sView]
        $0.checks = checks(.different)
        $0.checks[6].says = .same
        $0.contradictions = [
            Contradiction(
                statement:
                    "config.yaml has docker: true, and k3s runs its own containerd: the file is newer than the process",
                decidedBy: ["runtime-name"], against: ["configuration"],
                sources: [Source(capture: "file:/etc/rancher/k3s/config.yaml", line: 3, quote: "docker: true")],
                settleWith: "systemctl show -p ExecMainStartTimestamp k3s")
        ]
    }

    /// Pipes, HTML, Markdown, ANSI, direction marks, wide characters, a mention, and 500 characters without a blank.
    static let hostile = node(
        "evil|<b>node</b>\u{1B}[31m", .duplicated, .different, .certain,
        "</details><script>alert(1)</script> `rm -rf` | *bold* @everyone #1 https://example.org \u{202E}gnp.exe"
    ) {
        $0.stores = [dockerStore, k3sStore]
        $0.views = [dockerView, k3sView]
        let names = [
            "a|b`c`|<img src=x onerror=alert(1)>:latest", "镜像仓库/应用程序:版本一", "registry.example/🚀/日本語:1.0",
            "\u{202E}txt.exe\u{2066}:1", "x\ny\r\n# heading:\u{7}1", "![x](https://example.org/x.png):1",
            "user@example.org:1", "\\|\\:1", "=cmd|'/c calc'!A1:1", String(repeating: "long/", count: 99) + "name:1",
            // What is left of bytes that are not UTF-8, and characters that XML cannot hold or nobody sees.
            "not-utf-8-\u{FFFD}\u{FFFD}:1", "nonchar-\u{FFFE}\u{FFFF}:1", "zero\u{200B}width\u{FEFF}:1", "+1:1", "-1:1",
            "@SUM(1):1", "'=1:1", "a,\"b\",c:1", "]]>:1", "e\u{301}\u{301}\u{301}:1",
        ]
        $0.images = names.enumerated().map { index, name in
            SharedImage(
                names: [name], configDigest: nil, join: .name, stores: ["docker", "k3s-containerd"],
                duplicated: ByteFigure(
                    bytes: Int64(index + 1) * 1_000_000, tier: .bound, formula: "the smaller | size", inputs: []),
                removable: true, reason: "<i>no</i> container | uses it")
        }
        $0.checks = [
            Check(
                rule: "names", title: "Names", byHand: false, says: .different, strength: .supporting,
                statement: "_x_ [link](javascript:alert(1)) &amp; ~~no~~",
                sources: [Source(capture: "docker-images", line: 2, quote: "``` | \u{1B}]0;title\u{7} <b>")])
        ]
        $0.plan = [
            PlanStep(
                command: "docker image rm 'a|b`c`|<img src=x onerror=alert(1)>:latest' # ```", purpose: "a|b",
                frees: nil, risk: "- none\n```")
        ]
        $0.labels = ["<b>": "|"]
    }

    /// A node whose name a spreadsheet would run, with what could not be read as hostile as the rest.
    static let formula = node(
        "=HYPERLINK(\"https://example.org\",\"node\")", .unknown, .unknown, .none, "-1+1|<b>`&amp;\u{200B}\u{FFFD}"
    ) {
        $0.views = [View(id: "docker", command: "docker images")]
        $0.missing = [Missing(capture: "a|`b`", why: "]]></failure>\u{FFFE}", settleWith: "@x '</summary>' | \u{7}")]
        $0.contradictions = [
            Contradiction(
                statement: "\t=1+1 | <script>", decidedBy: ["names"], against: ["*sizes*"],
                sources: [Source(capture: "docker-images", line: 1, quote: "|`\u{1B}[0m")], settleWith: "``` |")
        ]
        $0.labels = ["=a": "+b", "<i>": "]]>"]
    }
}
