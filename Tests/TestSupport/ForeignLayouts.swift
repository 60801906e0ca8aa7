import Foundation

/// Where each collector puts what, and the command of which it is the output.
extension ForeignBundle {
    /// Rancher's logs collector, on a node of which it found k3s or nothing.
    public static func rancher(_ scenario: String) -> ForeignBundle {
        let node = RecordedNode(scenario: scenario)
        let top = "\(node.host)-2026-11-23_20_07_31/"
        var bundle = ForeignBundle(name: "\(node.host)-2026-11-23_20_07_31.tar.gz")
        bundle.host = node.host
        var members: [String: String?] = [
            "collector-output.log": "Collecting system info\n", "systeminfo/hostname": node.host + "\n",
            "systeminfo/date": "Mon Nov 23 20:07:31 UTC 2026\n", "systeminfo/ps": node.output("ps aux"),
            "systeminfo/dfh": node.fileSystems, "systeminfo/mount": node.mounts,
            "systeminfo/dmesg": "[    0.000000] Linux\n", "networking/ssxapn": node.output("ss -xlpn"),
        ]
        if node.hasK3s {
            members["k3s/crictl/images"] = node.both("crictl images")
            members["k3s/crictl/version"] = node.both("crictl version")
            members["k3s/crictl/imagefsinfo"] = node.both("crictl imagefsinfo -o json")
            members["k3s/podlogs/kube-system-x"] = "a log\n"
            let unit = node.units.first { $0.key.contains("k3s") && $0.key.hasSuffix(".service") }?.value
            members["k3s/k3s.service"] = unit
        }
        for (path, text) in members { bundle.members[top + path] = text }
        return bundle
    }

    /// A sos report.
    ///
    /// - Parameter criTools: whether Debian's or RHEL's package of crictl is installed: only then sos runs it.
    public static func sos(_ scenario: String, criTools: Bool = true) -> ForeignBundle {
        let node = RecordedNode(scenario: scenario)
        let top = "sosreport-\(node.host)-2026-11-23-abcdefg/"
        var bundle = ForeignBundle(name: "sosreport-\(node.host)-2026-11-23-abcdefg.tar.xz")
        bundle.host = node.host
        bundle.compression = "-J"
        var commands: [(plugin: String, line: String, text: String?)] = [
            ("host", "hostname", node.host + "\n"), ("date", "date", "Mon Nov 23 21:07:31 CET 2026\n"),
            ("date", "date --utc", "Mon Nov 23 20:07:31 UTC 2026\n"), ("kernel", "uname -a", node.uname),
            ("process", "ps auxwwwm", node.threads), ("filesys", "df -al -x autofs", node.fileSystems),
            ("filesys", "mount -l", node.mounts),
            ("systemd", "systemctl show service --all", node.output(Self.show(node))),
            ("systemd", "systemctl list-units", "UNIT LOAD ACTIVE SUB\n"),
        ]
        if node.hasDocker {
            commands += [
                ("docker", "docker info", node.output("docker info")),
                ("docker", "docker images", node.output("docker images")),
                ("docker", "docker ps -a", node.containers), ("docker", "docker ps", node.containers),
            ]
        }
        if criTools {
            commands += ["images", "version"].map { ("crio", "crictl \($0)", node.both("crictl \($0)")) }
        }
        commands.append(
            (
                "containerd", "ctr -n k8s.io image ls",
                node.output("ctr -a /run/containerd/containerd.sock -n k8s.io images ls")
            ))
        var entries: [String: [[String: Any]]] = [:]
        for (plugin, line, text) in commands {
            guard let text else { continue }
            let path = "sos_commands/\(plugin)/" + mangled(line)
            bundle.members[top + path] = text
            entries[plugin, default: []].append(entry(line, path))
        }
        for (image, text) in node.hasDocker ? node.inspections : [:] {
            let path = "sos_commands/docker/images/" + mangled("docker inspect \(image)")
            bundle.members[top + path] = text
            entries["docker", default: []].append(entry("docker inspect \(image)", path))
        }
        for (path, text) in node.units { bundle.members[top + path] = text }
        for path in ["/etc/crictl.yaml", "/etc/containerd/config.toml", "/etc/systemd/system/k3s-agent.service.env"] {
            if path != "/etc/crictl.yaml" || criTools { bundle.members[top + path.dropFirst()] = node.file(path) }
        }
        bundle.members[top + "usr/lib/os-release"] = node.file("/etc/os-release")
        bundle.members[top + "sos_logs/sos.log"] = "a log\n"
        bundle.members[top + "sos_reports/manifest.json"] = manifest(entries)
        bundle.links[top + "ps"] = "sos_commands/process/ps_auxwwwm"
        return bundle
    }

    /// The EKS log collector; it names no top directory.
    public static func eks(_ scenario: String) -> ForeignBundle {
        let node = RecordedNode(scenario: scenario)
        var bundle = ForeignBundle(name: "eks_i-0123456789abcdef0_2026-11-23_2007-UTC_0.7.3.tar.gz")
        bundle.host = node.host
        var members: [String: String?] = [
            "kernel/uname.txt": node.uname, "system/instance-id.txt": "i-0123456789abcdef0\n",
            "system/ps.txt": node.output("ps aux"), "system/pkglist.txt": "containerd-1.7\n",
            "storage/mounts.txt": node.mounts + "\n" + node.fileSystems, "storage/inodes.txt": "Filesystem Inodes\n",
            "storage/pod_local_storage.txt": "61M\t/run/containerd/x\n", "var_log/messages": "a log\n",
            "kubelet/kubelet_service.txt": node.both("systemctl cat kubelet"),
            "containerd/containerd-images.txt": node.output(
                "ctr -a /run/containerd/containerd.sock -n k8s.io images ls"),
            "containerd/containerd-namespaces.txt": node.output(
                "ctr -a /run/containerd/containerd.sock namespaces ls -q"),
            "containerd/containerd-config.txt": node.file("/etc/containerd/config.toml"),
        ]
        if node.hasDocker {
            members["docker/docker-images.txt"] = node.output("docker images")
            members["docker/docker-info.txt"] = node.output("docker info")
            members["docker/docker-ps.txt"] = node.containers
        }
        for (path, text) in members { bundle.members[path] = text }
        return bundle
    }

    /// A troubleshoot support bundle with the host collectors of `host/default.yaml`.
    public static func troubleshoot(_ scenario: String) -> ForeignBundle {
        let node = RecordedNode(scenario: scenario)
        let top = "support-bundle-2026-11-23T20_07_31/"
        var bundle = ForeignBundle(name: "support-bundle-2026-11-23T20_07_31.tar.gz")
        bundle.host = node.host
        let endpoint = (node.file("/etc/crictl.yaml") ?? "").split(separator: " ").first { $0.hasPrefix("unix://") }
        let socket = endpoint.map { String($0.split(separator: "\n")[0]) } ?? ""
        for (name, command, text) in [
            ("docker-info", "/usr/bin/docker info", node.hasDocker ? node.output("docker info") : nil),
            (
                "docker-system-df", "/usr/bin/docker system df -v",
                node.hasDocker ? node.output("docker system df -v") : nil
            ),
            ("crictl-info", "/usr/bin/crictl info", node.output("crictl -t 20s -r \(socket) -i \(socket) info")),
            ("systemctl-cat-docker", "/usr/bin/systemctl cat docker", node.output("systemctl cat docker")),
            ("systemctl-cat-containerd", "/usr/bin/systemctl cat containerd", node.output("systemctl cat containerd")),
            ("df", "/usr/bin/df -h", node.fileSystems), ("mount", "/usr/bin/mount -l", node.mounts),
            ("uname", "/usr/bin/uname -a", node.uname),
        ] as [(String, String, String?)] {
            guard let text else { continue }
            bundle.members[top + "host-collectors/run-host/\(name).txt"] = text
            bundle.members[top + "host-collectors/run-host/\(name)-info.json"] = info(command)
        }
        bundle.members[top + "host-collectors/run-host/systemctl-cat-kubelet.txt"] =
            node.output("systemctl cat kubelet") ?? ""
        bundle.members[top + "host-collectors/run-host/systemctl-cat-kubelet-info.json"] =
            node.output("systemctl cat kubelet") == nil
            ? info("/usr/bin/systemctl cat kubelet", exit: "1", error: "No files found for kubelet.service.\n")
            : info("/usr/bin/systemctl cat kubelet")
        bundle.members[top + "host-collectors/system/hostos_info.json"] = "{\"name\": \"\(node.host)\"}"
        for root in ["var-lib-docker", "var-lib-containerd"] {
            bundle.members[top + "host-collectors/diskUsage/\(root).json"] =
                "{\"total_bytes\": 270553174016, \"used_bytes\": 28365062144}"
        }
        return bundle
    }

    /// An archive of the Insights client as it was while it still collected Docker.
    public static func insights(_ scenario: String) -> ForeignBundle {
        let node = RecordedNode(scenario: scenario)
        let top = "insights-\(node.host)-20261123200731/"
        var bundle = ForeignBundle(name: "insights-\(node.host)-20261123200731.tar.gz")
        bundle.host = node.host
        let members: [String: String?] = [
            "hostname": node.host + "\n", "date_--utc": "Mon Nov 23 20:07:31 UTC 2026\n",
            "docker_images_--all_--no-trunc_--digests": node.output("docker images -a --digests --no-trunc"),
            "docker_info": node.output("docker info"), "docker_ps_--all_--no-trunc": node.containers,
            "systemctl_cat_docker.service": node.output("systemctl cat docker"), "ps_auxww": node.output("ps aux"),
            "ps_auxcww": "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n", "mount": node.mounts,
            "df_-alP": node.fileSystems,
        ]
        for (path, text) in members { bundle.members[top + "insights_commands/" + path] = text }
        bundle.members[top + "etc/os-release"] = node.file("/etc/os-release")
        bundle.members[top + "version_info"] = "{\"core_version\": \"3.0\"}"
        return bundle
    }

    /// A command's file name as sos makes it. Source: sosreport/sos, sos/utilities.py: `_mangle_command`.
    static func mangled(_ command: String) -> String {
        let words = command.replacingOccurrences(of: "/", with: ".")
        let parts = words.unicodeScalars.map { scalar in
            CharacterSet.alphanumerics.contains(scalar) || "-.".unicodeScalars.contains(scalar) ? String(scalar) : "_"
        }
        return parts.joined().replacingOccurrences(of: "_+", with: "_", options: .regularExpression)
    }

    private static func entry(_ line: String, _ path: String) -> [String: Any] {
        [
            "command": line.split(separator: " ")[0], "exec": line, "filepath": path, "truncated": false,
            "return_code": 0, "priority": 10, "start_time": Double(time) - 2.5, "run_time": 0.25, "tags": [],
        ]
    }

    private static func manifest(_ entries: [String: [[String: Any]]]) -> String {
        let plugins = entries.mapValues { ["commands": $0, "files": [], "timeout_hit": false] as [String: Any] }
        let root: [String: Any] = ["version": "4.8.1", "components": ["report": ["plugins": plugins]]]
        let data = try? JSONSerialization.data(withJSONObject: root, options: [.prettyPrinted, .sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func info(_ command: String, exit: String = "0", error: String = "") -> String {
        let fields: [String: Any] = [
            "command": command, "exitCode": exit, "error": error, "outputDir": "", "input": "", "env": ["HOME=/root"],
        ]
        let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func show(_ node: RecordedNode) -> String {
        node.commands.first { $0.hasPrefix("systemctl show -p") } ?? ""
    }
}
