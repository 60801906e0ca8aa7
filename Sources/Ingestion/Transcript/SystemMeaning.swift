import NodeModel

/// The system's own commands: processes, units, directories, files.
enum SystemMeaning {
    static func of(_ command: PastedCommand) -> CommandMeaning {
        let arguments = command.arguments
        let paths = arguments.filter { !$0.hasPrefix("-") }
        switch command.program {
        case "ps": return .reads(PasteTarget(id: "ps"))
        case "du": return .reads(PasteTarget(id: "du"))
        case "df": return .reads(PasteTarget(id: "df"))
        case "ls", "ll", "dir", "stat": return listing(command.program, arguments, paths)
        case "cat", "less", "more", "bat":
            guard paths.count == 1, let path = paths.first else { return .nothing }
            return file(path)
        case "systemctl": return unit(paths, arguments)
        case "service":
            guard paths.count > 1 else { return .nothing }
            return paths[1] == "status"
                ? .reads(PasteTarget(id: "ps", partial: "one unit")) : unit([paths[1], paths[0]], arguments)
        case "mount": return paths.isEmpty ? .reads(PasteTarget(id: "mounts", merging: .last)) : .nothing
        case "env", "printenv": return paths.isEmpty ? .reads(PasteTarget(id: "environment")) : .nothing
        case "ss", "netstat": return .reads(PasteTarget(id: "listeners", merging: .last))
        case "hostname": return paths.isEmpty ? .tellsHost : .nothing
        case "uname": return arguments == ["-n"] ? .tellsHost : .nothing
        case "date": return .tellsTime
        case "exit", "logout": return .leaves
        case "cd": return .changesFolder(paths.first ?? "")
        case "export", "declare", "set": return assignment(paths)
        case "eval":
            return arguments.joined().contains("docker-env")
                ? .sets(name: "DOCKER_HOST", value: "tcp://minikube") : .nothing
        case "rm", "mv", "reboot", "k3s-killall.sh", "k3s-uninstall.sh", "k3s-agent-uninstall.sh", "kubeadm":
            return command.program == "rm" && !paths.contains { $0.hasPrefix("/var/lib") } ? .nothing : .switchesRuntime
        case "curl", "wget":
            return arguments.contains {
                $0.contains("get.k3s.io") || $0.contains("get.docker.com") || $0.contains("get.rke2.io")
            }
                ? .switchesRuntime : .nothing
        case "kubectl", "oc": return nodes(arguments)
        case "k3s", "rke2": return arguments.first == "kubectl" ? nodes(Array(arguments.dropFirst())) : .nothing
        case "journalctl", "echo", "printf", "clear", "grep", "which", "whoami", "id", "history", "vi",
            "vim",
            "nano", "helm", "apt", "apt-get", "yum", "dnf", "tail", "head", "find", "pwd", "w", "top",
            "free",
            "uptime", "lsblk", "docker-compose", "minikube", "kind", "k3d", "kubelet", "dockerd":
            return .nothing
        default: return .unknown
        }
    }

    private static func listing(_ program: String, _ arguments: [String], _ paths: [String]) -> CommandMeaning {
        let isLong =
            program == "ll" || arguments.contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("l") }
        if paths.contains(where: { $0.hasSuffix(".sock") }) {
            return .reads(PasteTarget(id: "sockets", onlyErrors: !isLong || program == "stat"))
        }
        if paths.contains(where: { $0.contains("/blobs/sha256") }) {
            return .reads(PasteTarget(id: "blobs", partial: nil, onlyErrors: !isLong))
        }
        return .reads(PasteTarget(id: "roots", onlyErrors: !isLong || program == "stat"))
    }

    /// `kubectl get nodes -o wide`: what the kubelet says of its runtime.
    private static func nodes(_ arguments: [String]) -> CommandMeaning {
        let options = CommandOptions(arguments, valued: ["-o", "--output", "--kubeconfig", "--context", "-l"])
        guard options.words.first == "get", ["nodes", "node", "no"].contains(options.words.dropFirst().first ?? ""),
            options.value("-o", "--output") == "wide" || options.flags.contains("-owide")
        else { return .nothing }
        return .reads(PasteTarget(id: "crictl-version.node", merging: .last))
    }

    private static func file(_ path: String) -> CommandMeaning {
        if path == "/proc/mounts" || path == "/proc/self/mounts" {
            return .reads(PasteTarget(id: "mounts", merging: .last))
        }
        if path == "/etc/hostname" { return .tellsHost }
        if UnitFragment.isFragmentPath(path) { return .reads(PasteTarget(id: "systemctl-cat")) }
        return .reads(PasteTarget(id: CaptureID.file(path), merging: .last))
    }

    private static func unit(_ words: [String], _ arguments: [String]) -> CommandMeaning {
        guard let verb = words.first else { return .nothing }
        switch verb {
        case "cat": return words.count > 1 ? .reads(PasteTarget(id: "systemctl-cat")) : .nothing
        case "show": return .reads(PasteTarget(id: "systemctl-show"))
        case "status": return .reads(PasteTarget(id: "ps", partial: "one unit"))
        case "start", "stop", "restart", "reload", "enable", "disable", "mask", "kill", "try-restart",
            "reload-or-restart":
            return words.dropFirst().contains(where: isRuntimes) ? .switchesRuntime : .nothing
        default: return .nothing
        }
    }

    static func isRuntimes(_ unit: String) -> Bool {
        ["k3s", "rke2", "kubelet", "docker", "containerd", "cri", "podman", "k0s", "microk8s", "k8e"].contains {
            unit.contains($0)
        }
    }

    private static func assignment(_ words: [String]) -> CommandMeaning {
        guard let word = words.first, let equals = word.firstIndex(of: "="), PastedCommand.isName(word[..<equals])
        else {
            return .nothing
        }
        return .sets(name: String(word[..<equals]), value: String(word[word.index(after: equals)...]))
    }
}
