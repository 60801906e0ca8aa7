import NodeModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("systemctl cat")
struct SystemctlCatTests {
    private func units(_ text: String, command: String = "", errors: String = "") -> [Unit] {
        NodeOutput.read(.systemctlCat, text, command: command, errors: errors).facts.units
    }

    private func start(_ lines: String) -> [String]? {
        units("# /etc/systemd/system/x.service\n[Service]\n" + lines).first?.execStart
    }

    @Test("the k3s installer's unit is joined over its lines, the last backslash included")
    func installer() {
        let text = """
            # /etc/systemd/system/k3s-agent.service
            [Unit]
            Description=Lightweight Kubernetes

            [Service]
            Type=exec
            EnvironmentFile=-/etc/default/%N
            EnvironmentFile=-/etc/systemd/system/k3s-agent.service.env
            ExecStartPre=-/sbin/modprobe overlay
            ExecStart=/usr/local/bin/k3s \\
                agent \\
            \t'--docker' \\
            \t'--node-label' 'gpu=true' \\

            # /usr/lib/systemd/system/containerd.service
            [Service]
            ExecStart=/usr/bin/containerd
            """
        let facts = NodeOutput.read(.systemctlCat, text)
        #expect(facts.issues.isEmpty)
        #expect(facts.facts.units.map(\.name) == ["k3s-agent.service", "containerd.service"])
        let unit = facts.facts.units[0]
        #expect(unit.execStart == ["/usr/local/bin/k3s", "agent", "--docker", "--node-label", "gpu=true"])
        #expect(unit.environmentFiles == ["/etc/default/%N", "/etc/systemd/system/k3s-agent.service.env"])
        #expect(unit.fragments == ["/etc/systemd/system/k3s-agent.service"])
        #expect(unit.source.line == 10)
        #expect(unit.source.quote == "ExecStart=/usr/local/bin/k3s \\")
    }

    @Test("a drop-in that empties ExecStart replaces the unit's own, and is the proof")
    func dropIn() {
        let text = """
            # /usr/lib/systemd/system/docker.service
            [Service]
            Environment="A=1 2" B=2
            EnvironmentFile=-/etc/default/docker
            ExecStart=/usr/sbin/dockerd -H fd:// $DOCKER_OPTS

            # /etc/systemd/system/docker.service.d/lab.conf
            [Service]
            ExecStart=
            ExecStart=/usr/sbin/dockerd -H fd:// --data-root=/data
            """
        let unit = units(text)[0]
        #expect(units(text).count == 1)
        #expect(unit.execStart == ["/usr/sbin/dockerd", "-H", "fd://", "--data-root=/data"])
        #expect(unit.fragments.count == 2)
        #expect(unit.environment == ["A=1 2", "B=2"])
        #expect(unit.source.line == 10)
    }

    @Test("a drop-in printed before its unit is applied after it")
    func order() {
        let text = """
            # /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
            [Service]
            ExecStart=
            ExecStart=/usr/bin/kubelet $KUBELET_KUBEADM_ARGS
            # /usr/lib/systemd/system/kubelet.service
            [Service]
            ExecStart=/usr/bin/kubelet
            """
        #expect(units(text).map(\.execStart) == [["/usr/bin/kubelet", "$KUBELET_KUBEADM_ARGS"]])
    }

    @Test("drop-ins of a whole type and of a prefix belong to the unit they follow")
    func broadDropIns() {
        let text = """
            # /etc/systemd/system/k3s-agent.service
            [Service]
            ExecStart=/usr/local/bin/k3s agent
            # /usr/lib/systemd/system/service.d/10-timeout.conf
            [Service]
            Environment=A=1
            # /etc/systemd/system/k3s-.service.d/b.conf
            [Service]
            Environment=B=1
            """
        #expect(units(text).map(\.environment) == [["A=1", "B=1"]])
    }

    @Test("of two files of one unit the one in /etc counts")
    func precedence() {
        let text = """
            # /etc/systemd/system/docker.service
            [Service]
            ExecStart=/opt/dockerd
            # /usr/lib/systemd/system/docker.service
            [Service]
            ExecStart=/usr/bin/dockerd
            """
        #expect(units(text).map(\.execStart) == [["/opt/dockerd"]])
    }

    @Test(
        "values are split as systemd splits them",
        arguments: [
            ("ExecStart=-/bin/a b", ["/bin/a", "b"]),
            ("ExecStart=@/bin/a title b", ["/bin/a", "b"]),
            ("ExecStart=+!:/bin/a", ["/bin/a"]),
            ("ExecStart=/bin/a 'b c' \"d 'e'\" --x=\"y z\"", ["/bin/a", "b c", "d 'e'", "--x=y z"]),
            ("ExecStart=/bin/a \"\\x41\\t\\\"\" \\;", ["/bin/a", "A\t\"", ";"]),
            ("ExecStart=/bin/a ; /bin/b c", ["/bin/b", "c"]),
            ("ExecStart=/bin/a \\\n# a comment\n; another\n  --docker", ["/bin/a", "--docker"]),
            ("ExecStart = /bin/a --docker", ["/bin/a", "--docker"]),
            ("ExecStart=/bin/a ''", ["/bin/a", ""]),
            ("ExecStart=/bin/a %N ${B} $C", ["/bin/a", "%N", "${B}", "$C"]),
            ("ExecStart=/bin/a\nExecStart=/bin/b", ["/bin/b"]),
            ("ExecStart=/bin/a\nExecStart=", []),
            ("ExecStartPre=/bin/a\nExecStop=/bin/b", []),
            ("ExecStart=/bin/a \\\n\n--docker", ["/bin/a"]),
            ("ExecStart=/bin/a\n[Install]\nExecStart=/bin/b", ["/bin/a"]),
        ])
    func splitting(_ lines: String, _ words: [String]) {
        #expect(start(lines) == words)
    }

    @Test("a line that lost its backslash with its secret goes on")
    func redacted() {
        let text = """
            [Unit]
            Description=Lightweight Kubernetes
            [Service]
            EnvironmentFile=-/etc/systemd/system/k3s-agent.service.env
            ExecStart=/usr/local/bin/k3s \\
                agent \\
            \t'--token' \\
            \t<token redacted>
            \t'--docker' \\
            \tbare \\

            Restart=always
            """
        let facts = NodeOutput.read(.systemctlCat, text)
        #expect(facts.facts.units[0].name == "k3s-agent.service")
        #expect(
            facts.facts.units[0].execStart == [
                "/usr/local/bin/k3s", "agent", "--token", "<token", "redacted>", "--docker", "bare",
            ])
        #expect(facts.issues.isEmpty)
    }

    @Test("an indented flag after a line without backslash is taken, and said")
    func lostBackslash() {
        let facts = NodeOutput.read(
            .systemctlCat,
            "# /etc/systemd/system/k3s.service\n[Service]\nExecStart=/bin/k3s agent\n  '--docker'\nUser=root\n")
        #expect(facts.facts.units[0].execStart == ["/bin/k3s", "agent", "--docker"])
        #expect(facts.issues.map(\.line) == [4])
    }

    @Test("blanks after a backslash are joined over, and said")
    func blanksAfterBackslash() {
        let facts = NodeOutput.read(
            .systemctlCat, "# /etc/systemd/system/k3s.service\n[Service]\nExecStart=/bin/k3s \\  \n  agent\n")
        #expect(facts.facts.units[0].execStart == ["/bin/k3s", "agent"])
        #expect(facts.issues.count == 1)
    }

    @Test("files without headers are told apart by their second [Unit]")
    func concatenated() {
        let text = """
            [Unit]
            [Service]
            ExecStart=/usr/local/bin/k3s server
            [Unit]
            [Service]
            ExecStart=/usr/bin/dockerd
            """
        #expect(units(text).map(\.name) == ["k3s.service", "docker.service"])
    }

    @Test(
        "a unit without header is named by the command, the environment file or the program",
        arguments: [
            ("systemctl cat k3s-gpu", "ExecStart=/bin/a", "k3s-gpu.service"),
            ("cat /etc/systemd/system/k3s-x.service", "ExecStart=/bin/a", "k3s-x.service"),
            ("", "EnvironmentFile=-/etc/systemd/system/k3s-b.service.env\nExecStart=/bin/k3s agent", "k3s-b.service"),
            ("", "ExecStart=/usr/local/bin/k3s agent --docker", "k3s-agent.service"),
            ("", "ExecStart=/usr/local/bin/rke2 server", "rke2-server.service"),
            ("", "ExecStart=/usr/bin/cri-dockerd", "cri-docker.service"),
            ("systemctl cat k3s k3s-agent", "ExecStart=/bin/k3s agent", "k3s-agent.service"),
        ])
    func names(_ command: String, _ lines: String, _ name: String) {
        #expect(units("[Service]\n" + lines, command: command).map(\.name) == [name])
        #expect(units(lines, command: command).map(\.name) == [name])
    }

    @Test(
        "a file that changed on disk is marked, wherever systemd warned",
        arguments: [
            "Warning: k3s.service changed on disk, the version systemd has loaded is outdated.",
            "# Warning: k3s.service changed on disk, the version systemd has loaded is outdated.",
            "Warning: The unit file, source configuration file or drop-ins of k3s.service changed on disk.\n"
                + "Run 'systemctl daemon-reload' to reload units.",
        ])
    func changed(_ warning: String) {
        let text =
            "# /etc/systemd/system/k3s.service\n[Service]\nExecStart=/bin/k3s server\n"
            + "# /etc/systemd/system/docker.service\n[Service]\nExecStart=/bin/dockerd\n"
        for facts in [
            NodeOutput.read(.systemctlCat, warning + "\n" + text),
            NodeOutput.read(.systemctlCat, text, errors: warning),
        ] {
            #expect(facts.facts.units.map(\.changedOnDisk) == [true, false])
            #expect(facts.issues.isEmpty)
        }
    }

    @Test("a socket unit is a unit without ExecStart")
    func socket() {
        let unit = units("# /usr/lib/systemd/system/docker.socket\n[Socket]\nListenStream=/run/docker.sock\n")[0]
        #expect(unit.name == "docker.socket")
        #expect(unit.execStart.isEmpty)
        #expect(unit.source.line == 1)
    }

    @Test("what is no unit file is an issue with line and text, and costs only itself")
    func foreign() {
        let facts = NodeOutput.read(
            .systemctlCat,
            "# /etc/systemd/system/k3s.service\n[Service]\nNAME STATUS ROLES\nExecStart=/bin/k3s server\n")
        #expect(
            facts.issues == [
                Issue(capture: "systemctl-cat", line: 3, message: "not a line of a unit file: NAME STATUS ROLES")
            ])
        #expect(facts.facts.units.count == 1)
    }

    @Test("systemctl status is not taken for a unit file")
    func status() {
        let facts = NodeOutput.read(.systemctlCat, "● k3s.service - K\n   Loaded: loaded\n")
        #expect(facts.facts.units.isEmpty)
        #expect(facts.issues.count == 1)
    }

    @Test("a thousand lines of nonsense give a bounded number of issues")
    func nonsense() {
        let facts = NodeOutput.read(.systemctlCat, String(repeating: "what is this\n", count: 1000))
        #expect(facts.issues.count <= 41)
    }

    @Test("every recorded unit has its program, and Docker's drop-in wins", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        let command =
            "systemctl cat k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker "
            + "cri-docker.socket crio"
        let text = try #require(Recordings.output(of: command, in: scenario))
        let facts = NodeOutput.read(
            .systemctlCat, text, command: command, errors: "No files found for k3s.service.\n")
        #expect(facts.issues.isEmpty)
        let units = facts.facts.units
        #expect(units.allSatisfy { $0.name.hasSuffix(".socket") || $0.execStart.first?.hasPrefix("/") == true })
        #expect(Set(units.map(\.name)).count == units.count)
        let docker = units.first { $0.name == "docker.service" }
        let bridge = scenario.hasPrefix("k3s-only") ? nil : true
        #expect(docker.flatMap { $0.execStart.contains("--bridge=none") ? true : nil } == bridge)
        let agent = units.first { $0.name == "k3s-agent.service" }
        let isDocker = scenario.hasPrefix("k3s-docker") || scenario.hasPrefix("leftover-containerd")
        #expect(agent.map { $0.execStart.contains("--docker") } ?? false == isDocker)
        #expect((agent != nil) == !(scenario.hasPrefix("kubeadm") || scenario.hasPrefix("docker")))
        if let kubelet = units.first(where: { $0.name == "kubelet.service" }) {
            #expect(kubelet.execStart.last == "$KUBELET_EXTRA_ARGS")
            #expect(kubelet.environmentFiles == ["/var/lib/kubelet/kubeadm-flags.env", "/etc/default/kubelet"])
            #expect(kubelet.environment.count == 2)
        }
    }

    @Test(
        "pasted units name their flags",
        arguments: [
            (
                "01-seed-k3s-docker-same-store", "# /etc/systemd/system/k3s-agent.service", "$ sudo crictl config",
                "--docker"
            ),
            ("23-systemctl-cat-k3s-server-and-agent", "# /etc/systemd/system/k3s.service", "NAME ", "--node-ip"),
            ("24-unit-k3s-agent-docker-unquoted", "[Unit]", "never", "--docker"),
        ])
    func pasted(_ name: String, _ from: String, _ to: String, _ flag: String) throws {
        guard let text = NodeOutput.realCase(name) else { return }
        let units = units(NodeOutput.part(text, from: from, to: to))
        let names = ["23": ["k3s.service", "k3s-agent.service"]][name.prefix(2)] ?? ["k3s-agent.service"]
        #expect(units.map(\.name) == names)
        #expect(units.allSatisfy { $0.execStart.contains(flag) && $0.execStart[0] == "/usr/local/bin/k3s" })
        if name.hasPrefix("24") {
            #expect(units[0].execStart.last == "eviction-hard=imagefs.available<5%")
            #expect(units[0].environmentFiles == ["/etc/systemd/system/k3s-agent.service.env"])
        }
    }
}
