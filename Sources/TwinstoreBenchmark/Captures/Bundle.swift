/// A bundle of format 1 in memory: what collector.sh would have written on that node.
struct SyntheticBundle: Sendable {
    /// The folder in the archive; the file is called so with `.tar.gz`.
    var name: Bytes
    var members: [(path: Bytes, content: Bytes)] = []
    /// Rows of images, processes, units, layers and the like: what a database of its facts has to hold.
    private(set) var rows = 0
    private var manifest: [Bytes] = []
    private var seconds: Int
    private let scope: Scope

    /// How much the collector got round to.
    enum Scope: String, Sendable, CaseIterable {
        /// Everything, as root on a node where every tool answers.
        case full
        /// The twelve captures that the goals of performance.md were set with; the rest was skipped.
        case core

        static let coreCaptures: Set<String> = [
            "docker-info", "docker-images", "docker-containers", "crictl-runtime-endpoint", "crictl-version",
            "crictl-images", "crictl-imagefsinfo", "systemctl-cat", "systemctl-show", "ps", "roots", "du",
        ]
    }

    init(_ node: Node, scope: Scope) {
        self.scope = scope
        seconds = node.clock.seconds - 4
        name = "twinstore-\(node.name)-\(node.clock.compact)"
        docker(node)
        crictl(node)
        for socket in node.sockets where node.setUp.endpoint != nil { cri(node, socket) }
        for socket in node.sockets where !node.isDocker(socket) { ctr(node, socket) }
        system(node)
        files(node)
        disk(node)
        let table: Bytes =
            "name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand\n\(Bytes.joined(manifest, ""))"
        let record: Bytes =
            "format\t1\ncollector\t1.0.0\nnode\t\(node.name)\nmachine\t\(node.machine)\nclock\t\(node.clock.iso)\nuid\t\(node.setUp.isRoot ? 0 : 1000)\nshell\tdash\nroot\t\noffline\tno\nprocess-total\t\(node.processTotal)\nlabel.set-up\t\(node.setUp.name)\n"
        members.insert(("manifest.tsv", table), at: 0)
        members.insert(("node.tsv", record), at: 1)
        rows += manifest.count
    }

    private enum Outcome { case ok, absent, denied, failed }

    /// One capture: its row in the manifest, and its files where it printed something.
    private mutating func capture(
        _ name: String, _ command: Bytes, _ text: Bytes = "", exit: Int = 0, errors: Bytes = "",
        is outcome: Outcome = .ok
    ) {
        let path: Bytes = name.hasPrefix("file:") ? "files\(String(name.dropFirst(5)))" : "captures/\(name)"
        if scope == .core, !Scope.coreCaptures.contains(name) {
            manifest.append("\(name)\tskipped\t\t\t0\t0\tno\t0\t\(command)\n")
            return
        }
        let status: Bytes =
            switch outcome {
            case .ok: text.isEmpty ? "empty" : "ok"
            case .absent: "absent"
            case .denied: "denied"
            case .failed: "failed"
            }
        let isRun = outcome != .absent
        let started: Bytes = isRun ? Moment(seconds: seconds + manifest.count / 20).iso : ""
        let code: Bytes = isRun ? "\(exit)" : ""
        manifest.append(
            "\(name)\t\(status)\t\(code)\t\(started)\t\(isRun ? 20 : 0)\t\(text.count)\tno\t0\t\(command)\n")
        if isRun { members.append((path, text)) }
        rows += Self.rows(name, text)
        if !errors.isEmpty { members.append(("\(path).err", errors)) }
    }

    private static func rows(_ name: String, _ text: Bytes) -> Int {
        if name.hasPrefix("file:") || name == "systemctl-cat" { return text.isEmpty ? 0 : 1 }
        if name == "systemctl-show" { return Node.unitNames.count }
        if name.hasPrefix("cri-containers") { return text.string.split(separator: "{").count - 1 }
        let isImages = name == "crictl-images" || name.hasPrefix("cri-images")
        if isImages { return text.string.split(separator: "\n").count { $0.hasPrefix("      \"id\"") } }
        if name.hasSuffix("imagefsinfo") || name.hasPrefix("cri-imagefsinfo") { return text.isEmpty ? 0 : 1 }
        return text.array.count { $0 == UInt8(ascii: "\n") }
    }

    private mutating func docker(_ node: Node) {
        capture(
            "environment",
            "printenv DOCKER_HOST DOCKER_CONTEXT CONTAINER_RUNTIME_ENDPOINT IMAGE_SERVICE_ENDPOINT CRI_CONFIG_FILE")
        capture("crictl-programs", "readlink every crictl on PATH")
        capture("sockets", "readlink every known runtime socket", node.socketList)
        let hasCLI = node.setUp.hasDocker
        let isUp = node.setUp.isDockerRunning && node.setUp.isRoot
        let missing: Outcome = hasCLI ? .ok : .absent
        let broken: Outcome = !hasCLI ? .absent : isUp ? .ok : node.setUp.isRoot ? .failed : .denied
        let errors: Bytes = hasCLI && !isUp ? "\(node.dockerError)\n" : ""
        let code = isUp ? 0 : 1
        capture(
            "docker-contexts", "docker context ls",
            "NAME        DESCRIPTION                               DOCKER ENDPOINT               ERROR\ndefault *   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock   \n",
            is: missing)
        capture(
            "docker-version", "docker version --format '{{json .}}'", hasCLI ? node.dockerVersion : "", exit: code,
            errors: errors, is: broken)
        // docker info prints what it has, and its exit code says that it could not ask the daemon.
        capture(
            "docker-info", "docker info --format '{{json .}}'", hasCLI ? node.dockerInfo : "", errors: errors,
            is: missing)
        capture(
            "docker-images", "docker images -a --no-trunc --digests --format '{{json .}}'",
            isUp ? node.dockerImages : "",
            exit: code, errors: errors, is: broken)
        capture(
            "docker-image-inspect",
            "docker image inspect --format '{\"Id\":{{json .Id}},\"RepoTags\":{{json .RepoTags}},\"RepoDigests\":{{json .RepoDigests}},\"Created\":{{json .Created}},\"Size\":{{json .Size}},\"Layers\":{{json .RootFS.Layers}}}' IMAGE...",
            isUp ? node.dockerImageInspect : "", exit: code, errors: errors, is: broken)
        capture(
            "docker-containers",
            "docker container inspect --format '{\"Id\":{{json .Id}},\"Image\":{{json .Image}},\"Name\":{{json .Name}},\"Status\":{{json .State.Status}},\"ConfigImage\":{{json .Config.Image}}}' CONTAINER...",
            isUp ? node.dockerContainers : "", exit: code, errors: errors, is: broken)
    }

    private mutating func crictl(_ node: Node) {
        let endpoint = node.setUp.endpoint
        let url: Bytes = endpoint.map { "unix://\($0.path)\n" } ?? ""
        let isThere: Outcome = endpoint == nil ? .absent : .ok
        let asked: Outcome = endpoint == nil ? .absent : node.setUp.isRoot ? .ok : .denied
        let errors: Bytes =
            asked == .denied
            ? "validate service connection: validate CRI v1 image API: rpc error: code = Unavailable desc = dial unix: connect: permission denied\n"
            : ""
        capture("crictl-runtime-endpoint", "crictl config --get runtime-endpoint", url, is: isThere)
        capture("crictl-image-endpoint", "crictl config --get image-endpoint", url, is: isThere)
        let texts: [(String, Bytes, (SetUp.Socket) -> Bytes)] = [
            ("crictl-version", "crictl version", node.criVersion),
            ("crictl-images", "crictl images -o json", node.criImages),
            ("crictl-imagefsinfo", "crictl imagefsinfo -o json", node.criImageFilesystem),
        ]
        for (name, command, text) in texts {
            capture(
                name, command, asked == .ok ? endpoint.map(text) ?? "" : "", exit: asked == .ok ? 0 : 1, errors: errors,
                is: asked)
        }
    }

    private mutating func cri(_ node: Node, _ socket: SetUp.Socket) {
        let command: Bytes = "crictl -t 20s -r unix://\(socket.path) -i unix://\(socket.path)"
        let name = socket.rawValue
        let asked: Outcome = node.setUp.isRoot ? .ok : .denied
        let code = asked == .ok ? 0 : 1
        let errors: Bytes = asked == .ok ? "" : "dial unix \(socket.path): connect: permission denied\n"
        func text(_ make: (SetUp.Socket) -> Bytes) -> Bytes { asked == .ok ? make(socket) : "" }
        capture(
            "cri-version.\(name)", "\(command) version", text(node.criVersion), exit: code, errors: errors, is: asked)
        capture(
            "cri-images.\(name)", "\(command) images -o json", text(node.criImages), exit: code, errors: errors,
            is: asked)
        capture(
            "cri-imagefsinfo.\(name)", "\(command) imagefsinfo -o json", text(node.criImageFilesystem), exit: code,
            errors: errors, is: asked)
        capture(
            "cri-containers.\(name)", "\(command) ps -a -o json", text(node.criContainers), exit: code, errors: errors,
            is: asked)
        let isDocker = node.isDocker(socket) && asked == .ok
        let refusal: Bytes =
            "level=error msg=\"getting status of runtime: execute template: at <.config.containerdRootDir>: map has no entry for key \\\"containerdRootDir\\\"\"\n"
        capture(
            "cri-info.\(name)",
            "\(command) info -o go-template --template '{{.config.containerdRootDir}} {{.config.containerdEndpoint}}'",
            text(node.criInfo), exit: isDocker ? 1 : code, errors: isDocker ? refusal : errors, is: asked)
        capture(
            "cri-image-inspect.\(name)",
            "\(command) inspecti -o go-template --template '{{.status.id}} {{.info.imageSpec.rootfs.diff_ids}}' IMAGE",
            text(node.criImageInspect), exit: code, errors: errors, is: asked)
    }

    private mutating func ctr(_ node: Node, _ socket: SetUp.Socket) {
        let command: Bytes = "ctr -a \(socket.path)"
        let name = socket.rawValue
        guard node.setUp.isRoot else {
            capture(
                "ctr-namespaces.\(name)", "\(command) namespaces ls -q", exit: 1,
                errors: "ctr: failed to dial \"\(socket.path)\": connect: permission denied\n", is: .denied)
            return
        }
        let namespaces = node.namespaces(socket)
        capture("ctr-namespaces.\(name)", "\(command) namespaces ls -q", "\(Bytes.joined(namespaces, "\n"))\n")
        for space in namespaces {
            let at: Bytes = "\(command) -n \(space)"
            let suffix = "\(name).\(space.string)"
            capture("ctr-images.\(suffix)", "\(at) images ls", node.ctrImages(space))
            capture("ctr-content.\(suffix)", "\(at) content ls", node.ctrContent(space))
            capture(
                "ctr-snapshots.\(suffix)", "\(at) snapshots --snapshotter overlayfs usage", node.ctrSnapshots(space))
        }
    }

    private mutating func system(_ node: Node) {
        let units =
            "k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker cri-docker.socket crio"
        let show =
            "systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,FragmentPath,DropInPaths,ExecStart"
        capture("systemctl-cat", "systemctl cat \(units)", node.systemctlCat, exit: 1, errors: node.systemctlCatErrors)
        capture("systemctl-show", "\(show) \(units)", node.systemctlShow)
        capture("systemctl-cat.more", "systemctl cat", is: .absent)
        capture("systemctl-show.more", "systemctl show", is: .absent)
        capture("ps", "ps -ww -eo pid,ppid,user,etimes,args", node.ps)
        let isRoot = node.setUp.isRoot
        capture(
            "proc-exe", "readlink /proc/PID/exe", isRoot ? node.processExecutables : "", exit: isRoot ? 0 : 1,
            errors: isRoot ? "" : "/proc/PID/exe: Permission denied\n", is: isRoot ? .ok : .denied)
        capture("listeners", "ss -xlpn", node.listeners)
    }

    private static let searched: [String] = [
        "/etc/containerd/config.toml", "/etc/containers/storage.conf", "/etc/crictl.yaml", "/etc/default/docker",
        "/etc/default/k3s", "/etc/default/k3s-agent", "/etc/default/kubelet", "/etc/default/rke2-agent",
        "/etc/default/rke2-server", "/etc/docker/daemon.json", "/etc/os-release", "/etc/rancher/k3s/config.yaml",
        "/etc/rancher/k3s/config.yaml.d/*.yaml", "/etc/rancher/rke2/config.yaml",
        "/etc/rancher/rke2/config.yaml.d/*.yaml",
        "/etc/sysconfig/docker", "/etc/sysconfig/k3s", "/etc/sysconfig/k3s-agent", "/etc/sysconfig/kubelet",
        "/etc/sysconfig/rke2-agent", "/etc/sysconfig/rke2-server", "/etc/systemd/system/k3s*.env",
        "/etc/systemd/system/kubelet*.env", "/etc/systemd/system/rke2*.env", "/var/lib/kubelet/config.yaml",
        "/var/lib/kubelet/kubeadm-flags.env", "/var/lib/docker/image/overlay2/repositories.json",
        "/var/lib/rancher/k3s/agent/etc/containerd/config.toml", "/var/lib/rancher/k3s/agent/etc/crictl.yaml",
        "/var/lib/rancher/rke2/agent/etc/containerd/config.toml", "/var/lib/rancher/rke2/agent/etc/crictl.yaml",
        "/var/snap/docker/common/var-lib-docker/image/*/repositories.json",
    ]

    private mutating func files(_ node: Node) {
        let files = node.files
        for path in Self.searched {
            let text = files.first { $0.path.string == path }?.text
            capture("file:\(path)", "cat \(path)", text ?? "", is: text == nil ? .absent : .ok)
        }
    }

    private mutating func disk(_ node: Node) {
        let isRoot = node.setUp.isRoot
        let isGraph = node.setUp.docker == .overlay2 || node.setUp.docker == .stopped
        let layers: Outcome = !isGraph ? .absent : isRoot ? .ok : .denied
        capture("mounts", "cat /proc/self/mounts", is: .absent)
        capture(
            "docker-layerdb", "cat ROOT/image/DRIVER/layerdb/sha256/CHAIN/{diff,size,parent}",
            layers == .ok ? node.dockerLayerDB : "", exit: isRoot ? 0 : 1, is: layers)
        capture(
            "docker-imagedb", "cat ROOT/image/DRIVER/imagedb/content/sha256/IMAGE",
            layers == .ok ? node.dockerImageDB : "", exit: isRoot ? 0 : 1, is: layers)
        let stores = node.contentStores
        for (name, root) in [
            ("containerd", "/var/lib/containerd"), ("k3s-containerd", "/var/lib/rancher/k3s/agent/containerd"),
            ("rke2-containerd", "/var/lib/rancher/rke2/agent/containerd"),
            ("k0s-containerd", "/var/lib/k0s/containerd"),
            ("microk8s-containerd", "/var/snap/microk8s/common/var/lib/containerd"),
            ("docker-containerd", "/var/lib/docker/containerd/daemon"),
        ] {
            let store = stores.first { $0.name.string == name }
            capture(
                "blobs.\(name)", "ls -ln \(root)/io.containerd.content.v1.content/blobs/sha256",
                isRoot ? store.map { node.blobList($0.blobs) } ?? "" : "", exit: isRoot ? 0 : 1,
                is: store == nil ? .absent : isRoot ? .ok : .denied)
        }
        capture("airgap", "ls -ln DATA-DIR/agent/images", is: .absent)
        capture("roots", "stat -c %d %i %F PATH", node.roots)
        capture("df", "df -Pk PATH", node.df)
        capture("probe", "docker import - twinstore-probe-TIME", is: .absent)
        capture(
            "du", "du -skx PATH", isRoot ? node.du : "", exit: isRoot ? 0 : 1,
            errors: isRoot ? "" : "du: cannot read directory '/var/lib/docker': Permission denied\n",
            is: isRoot ? .ok : .denied)
    }
}
