/// Processes, sockets, units, directories: what the node says of itself.
extension Node {
    private var dockerd: Int { 1_020 }
    private var systemContainerd: Int { 1_004 }
    private var k3s: Int { 1_400 }
    private var k3sContainerd: Int { 1_460 }
    private var criDockerd: Int { 1_380 }
    private var kubeletProcess: Int { 1_500 }

    static let dockerdCommand: Bytes = "/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock"
    static let k3sContainerdCommand: Bytes =
        "containerd -c /var/lib/rancher/k3s/agent/etc/containerd/config.toml -a /run/k3s/containerd/containerd.sock --state /run/k3s/containerd --root /var/lib/rancher/k3s/agent/containerd"
    static let criDockerdCommand: Bytes =
        "/usr/bin/cri-dockerd --container-runtime-endpoint fd:// --network-plugin=cni"

    private var isK3s: Bool { setUp.isKubernetes == .k3s || setUp.isKubernetes == .k3sDocker }

    private var kubeletCommand: Bytes {
        "/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml --container-runtime-endpoint=unix://\(kubeletEndpoint) --pod-infra-container-image=registry.k8s.io/pause:3.10"
    }
    private var kubeletEndpoint: Bytes {
        setUp.endpoint == .criDockerd ? "/run/cri-dockerd.sock" : "/var/run/containerd/containerd.sock"
    }

    private var daemons: [(pid: Int, parent: Int, command: Bytes, exe: Bytes)] {
        var rows: [(Int, Int, Bytes, Bytes)] = []
        if setUp.hasSystemContainerd {
            rows.append((systemContainerd, 1, "/usr/bin/containerd", "/usr/bin/containerd"))
        }
        if setUp.isDockerRunning { rows.append((dockerd, 1, Self.dockerdCommand, "/usr/sbin/dockerd")) }
        if setUp.endpoint == .criDockerd {
            rows.append((criDockerd, 1, Self.criDockerdCommand, "/usr/bin/cri-dockerd"))
        }
        if isK3s { rows.append((k3s, 1, "/usr/local/bin/k3s agent", "/usr/local/bin/k3s")) }
        if setUp.isKubernetes == .k3s {
            rows.append(
                (k3sContainerd, k3s, Self.k3sContainerdCommand, "/var/lib/rancher/k3s/data/current/bin/containerd"))
        }
        if setUp.isKubernetes == .kubeadm { rows.append((kubeletProcess, 1, kubeletCommand, "/usr/bin/kubelet")) }
        return rows
    }

    private func shim(_ container: Container) -> Bytes {
        let isK3s = !container.isDocker && setUp.kubelet == .k3s
        let address: Bytes = isK3s ? "/run/k3s/containerd/containerd.sock" : "/run/containerd/containerd.sock"
        let id = container.isDocker ? container.id : container.sandbox
        return
            "/usr/bin/containerd-shim-runc-v2 -namespace \(container.isDocker ? "moby" : "k8s.io") -id \(id) -address \(address)"
    }

    var ps: Bytes {
        var out: Bytes = "    PID    PPID USER     ELAPSED COMMAND\n"
        let age = clock.seconds % 3_000_000 + 4_000
        for row in daemons { out += ProcessLine.row(pid: row.pid, parent: row.parent, age: age, row.command) }
        for container in containers {
            out += ProcessLine.row(pid: container.pid, parent: 1, age: age - container.pid / 4, shim(container))
        }
        for other in others { out += other }
        return out
    }

    var processExecutables: Bytes {
        var out: Bytes = "pid\texe\n"
        for row in daemons { out += "\(row.pid)\t\(row.exe)\n" }
        for container in containers { out += "\(container.pid)\t/usr/bin/containerd-shim-runc-v2\n" }
        return out
    }

    var listeners: Bytes {
        var rows: [(address: Bytes, program: Bytes, pid: Int, fd: Int)] = []
        if setUp.isDockerRunning { rows.append(("/run/docker.sock", "dockerd", dockerd, 4)) }
        if setUp.hasSystemContainerd {
            rows.append(("/run/containerd/containerd.sock.ttrpc", "containerd", systemContainerd, 7))
            rows.append(("/run/containerd/containerd.sock", "containerd", systemContainerd, 8))
        }
        switch setUp.isKubernetes {
        case .k3s: rows.append(("/run/k3s/containerd/containerd.sock", "containerd", k3sContainerd, 8))
        case .k3sDocker: rows.append(("/run/k3s/cri-dockerd/1530634703", "k3s-agent", k3s, 17))
        case .kubeadm where setUp.endpoint == .criDockerd:
            rows.append(("/run/cri-dockerd.sock", "cri-dockerd", criDockerd, 7))
        default: break
        }
        for container in containers {
            rows.append(("/run/containerd/s/\(container.sandbox)", "containerd-shim", container.pid, 9))
        }
        let width = rows.reduce(0) { max($0, $1.address.count) }
        let blanks = { (count: Int) in Bytes([UInt8](repeating: UInt8(ascii: " "), count: max(0, count))) }
        var out: Bytes =
            "Netid State  Recv-Q Send-Q \(blanks(width - 19))Local Address:Port   Peer Address:PortProcess\n"
        for (index, row) in rows.enumerated() {
            out +=
                "u_str LISTEN 0      4096   \(blanks(width - row.address.count))\(row.address) \(478_583 + index * 31)            * 0    users:((\"\(row.program)\",pid=\(row.pid),fd=\(row.fd)))\n"
        }
        return out
    }

    /// Units that exist, in the order in which the collector asks, with their state; the others are not found.
    private var units: [(name: String, text: Bytes, path: Bytes, start: Bytes, pid: Int)] {
        var units: [(String, Bytes, Bytes, Bytes, Int)] = []
        if isK3s {
            let docker = setUp.isKubernetes == .k3sDocker
            units.append(
                (
                    "k3s-agent.service", UnitText.k3sAgent(docker: docker), "/etc/systemd/system/k3s-agent.service",
                    docker ? "/usr/local/bin/k3s agent --docker" : "/usr/local/bin/k3s agent", k3s
                ))
        }
        if setUp.isKubernetes == .kubeadm {
            units.append(
                (
                    "kubelet.service", UnitText.kubelet, "/usr/lib/systemd/system/kubelet.service",
                    "/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS",
                    kubeletProcess
                ))
        }
        if setUp.hasDocker {
            let isUp = setUp.isDockerRunning
            units.append(
                (
                    "docker.service", UnitText.docker, "/usr/lib/systemd/system/docker.service", Self.dockerdCommand,
                    isUp ? dockerd : 0
                ))
            units.append(
                ("docker.socket", UnitText.dockerSocket, "/usr/lib/systemd/system/docker.socket", "", isUp ? 1 : 0))
        }
        if setUp.hasDocker || setUp.kubelet == .system {
            units.append(
                (
                    "containerd.service", UnitText.containerd, "/usr/lib/systemd/system/containerd.service",
                    "/usr/bin/containerd", setUp.hasSystemContainerd ? systemContainerd : 0
                ))
        }
        if setUp.endpoint == .criDockerd {
            units.append(
                (
                    "cri-docker.service", UnitText.criDockerd, "/usr/lib/systemd/system/cri-docker.service",
                    Self.criDockerdCommand, criDockerd
                ))
            units.append(
                ("cri-docker.socket", UnitText.criDockerdSocket, "/usr/lib/systemd/system/cri-docker.socket", "", 1))
        }
        return units
    }

    static let unitNames = [
        "k3s.service", "k3s-agent.service", "rke2-server.service", "rke2-agent.service", "kubelet.service",
        "docker.service", "docker.socket", "containerd.service", "cri-docker.service", "cri-docker.socket",
        "crio.service",
    ]

    var systemctlCat: Bytes { Bytes.joined(units.map { "# \($0.path)\n\($0.text)" as Bytes }, "\n") }

    var systemctlCatErrors: Bytes {
        let present = Set(units.map(\.name))
        return Bytes.joined(
            Self.unitNames.filter { !present.contains($0) }.map { "No files found for \($0).\n" as Bytes }, "")
    }

    var systemctlShow: Bytes {
        let found = units
        let rows = Self.unitNames.map { name -> Bytes in
            let isService = name.hasSuffix(".service")
            guard let unit = found.first(where: { $0.name == name }) else {
                return
                    "\(isService ? "MainPID=0\n" : "")Id=\(name)\nLoadState=not-found\nActiveState=inactive\nSubState=dead\nFragmentPath=\nDropInPaths=\nUnitFileState=\n"
            }
            let program = Bytes(Array(unit.start.array.prefix { $0 != UInt8(ascii: " ") }))
            let start: Bytes =
                isService
                ? "MainPID=\(unit.pid)\nExecStart={ path=\(program) ; argv[]=\(unit.start) ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=\(unit.pid) ; code=(null) ; status=0/0 }\n"
                : ""
            let isUp = unit.pid != 0
            return
                "\(start)Id=\(name)\nLoadState=loaded\nActiveState=\(isUp ? "active" : "inactive")\nSubState=\(isUp ? "running" : "dead")\nFragmentPath=\(unit.path)\nDropInPaths=\nUnitFileState=\(isUp ? "enabled" : "disabled")\n"
        }
        return Bytes.joined(rows, "\n")
    }

    var socketList: Bytes {
        var out: Bytes = "name\tpath\ttarget\n"
        for socket in sockets { out += "\(socket.rawValue)\t\(socket.path)\t\(socket.path)\n" }
        return out
    }
}
