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
        var rest = title.utf8[...]
        for _ in 0..<4 {
            guard let start = rest.firstIndex(where: { $0 != 32 && $0 != 9 }) else { return false }
            let end = rest[start...].firstIndex { $0 == 32 || $0 == 9 } ?? rest.endIndex
            let word = Substring(rest[start..<end])
            rest = rest[end...]
            let name = NodePath.name(Substring(word.utf8.drop { $0 == 34 || $0 == 39 }))
            if lookers.contains(name) { return true }
            guard shells.contains(name) || word.hasPrefix("-") else { return false }
        }
        return false
    }

    /// Parts of the names of everything that runs containers. Other processes are not kept: their arguments are
    /// nobody's business.
    private static let runtimes: [StaticString] = [
        "docker", "containerd", "k3s", "rke2", "kubelet", "kubelite", "k0s", "k8e", "microk8s", "crio", "cri-o",
        "conmon",
        "podman", "buildkit", "rootlesskit", "hyperkube",
    ]

    /// For each byte, whether one of the names starts with it.
    private static let isInitial: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for name in runtimes { table[Int(name.utf8Start.pointee)] = true }
        return table
    }()

    /// Whether the title speaks of a container runtime anywhere.
    static func isRuntime(_ title: String) -> Bool {
        var title = title
        let (runtimes, isInitial) = (runtimes, isInitial)
        return title.withUTF8 { bytes in
            for start in 0..<bytes.count where isInitial[Int(bytes[start])] {
                let rest = bytes[start...]
                for name in runtimes
                where rest.count >= name.utf8CodeUnitCount && bytes[start + 1] == name.utf8Start[1] {
                    if (2..<name.utf8CodeUnitCount).allSatisfy({ bytes[start + $0] == name.utf8Start[$0] }),
                        bytes[start] == name.utf8Start[0]
                    {
                        return true
                    }
                }
            }
            return false
        }
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
