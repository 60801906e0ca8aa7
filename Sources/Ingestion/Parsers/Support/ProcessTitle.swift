/// What can be told from a process's title alone.
enum ProcessTitle {
    /// Without the forest's marks (`\_`, `|`) before it, a pager's mark after it, and blanks at its end.
    static func cleaned(_ printed: some StringProtocol) -> String {
        var text = Substring(printed)
        while let first = text.utf8.first {
            if first == 32 || first == 9 || first == UInt8(ascii: "|") {
                text = text.dropFirst()
            } else if text.hasPrefix("\\_ ") || text.hasPrefix("`- ") {
                text = text.dropFirst(3)
            } else if text.hasPrefix("_ ") {
                text = text.dropFirst(2)
            } else {
                break
            }
        }
        var title = text.rightTrimmed
        for mark in ["...", "…", ">"] where title.hasSuffix(mark) && title != mark {
            title = String(title.dropLast(mark.count)).rightTrimmed
        }
        return title
    }

    /// The title of a line of systemd's process tree, whose words are quoted where they are empty or hold blanks:
    /// `"containerd " ""` is `containerd`.
    static func ofTree(_ printed: some StringProtocol) -> String {
        let text = cleaned(printed)
        guard text.hasPrefix("\"") else { return text }
        return SystemdWords.split(text).words.joined(separator: " ").rightTrimmed
    }

    /// Tools that look at processes, with the name of a runtime among their own arguments.
    private static let lookers: Set<String> = [
        "grep", "egrep", "fgrep", "zgrep", "rg", "ag", "awk", "gawk", "mawk", "sed", "ps", "pgrep", "less", "more",
        "tee",
    ]
    private static let shells: Set<String> = [
        "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox", "sudo", "watch",
    ]

    /// Whether the process is a part of the very command that listed it.
    static func isLooker(_ title: String) -> Bool {
        for word in Words(title).leading(4) {
            let name = NodePath.name(word.drop { $0 == "\"" || $0 == "'" })
            if lookers.contains(name) { return true }
            guard shells.contains(name) || word.hasPrefix("-") else { return false }
        }
        return false
    }

    /// Parts of the names of everything that runs containers. Other processes are not kept: their arguments are
    /// nobody's business.
    private static let runtimes = [
        "docker", "containerd", "k3s", "rke2", "kubelet", "kubelite", "k0s", "k8e", "microk8s", "crio", "cri-o",
        "conmon",
        "podman", "buildkit", "rootlesskit", "hyperkube",
    ].map { Array($0.utf8) }

    /// Whether the title speaks of a container runtime anywhere.
    static func isRuntime(_ title: String) -> Bool {
        let bytes = Array(title.utf8)
        for start in bytes.indices where "dckrmpbh".utf8.contains(bytes[start]) {
            for name in runtimes where bytes[start...].starts(with: name) { return true }
        }
        return false
    }

    /// Whether a line can be a title and nothing else: a path, or a runtime's bare name with flags or alone.
    static func standsAlone(_ words: Words, from first: Int) -> Bool {
        guard first < words.count else { return false }
        if words[first].hasPrefix("/") { return isRuntime(String(words[first])) }
        let isName = ["dockerd", "containerd", "docker-containerd", "k3s", "rke2", "kubelet", "crio", "cri-dockerd"]
            .contains(words[first])
        guard isName, first + 1 < words.count else { return isName }
        let next = words[first + 1]
        return next.hasPrefix("-") || next == "server" || next == "agent"
    }
}

extension Words {
    /// The first words, at most `limit`.
    func leading(_ limit: Int) -> [Substring] { (0..<min(limit, count)).map { self[$0] } }
}
