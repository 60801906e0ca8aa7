import NodeModel

/// A process of a container runtime, told by its executable first: titles are rewritten, `/proc/PID/exe` is not.
struct RuntimeProcess: Sendable {
    enum Role: Sendable { case dockerd, containerd, criDockerd, k3s, rke2, kubelet, crio, shim, other }

    var pid: Int
    var parent: Int?
    var role: Role
    /// The user that it runs as; empty where that is not known.
    var user: String
    /// The target of `/proc/PID/exe`; empty where it was not read.
    var executable: String
    /// The title, split at blanks; the program first.
    var arguments: [String]
    var source: Source

    /// The value of a flag, `--flag value` or `--flag=value`, under any of its names.
    func flag(_ names: String...) -> String? { Flags.flag(names, in: arguments) }
    func has(_ flag: String) -> Bool { Flags.isSet(flag, in: arguments) }
}

/// Reads flags out of argument lists as Go's flag packages do.
enum Flags {
    static func flag(_ names: [String], in arguments: [String]) -> String? {
        var value: String?
        for (index, argument) in arguments.enumerated() {
            for name in names {
                if argument == name, index + 1 < arguments.count { value = arguments[index + 1] }
                if argument.hasPrefix(name + "=") { value = String(argument.dropFirst(name.count + 1)) }
            }
        }
        return value
    }

    /// A boolean flag: `--docker`, `--docker=true`; `--docker=false` is not set.
    static func isSet(_ name: String, in arguments: [String]) -> Bool {
        var set = false
        for argument in arguments {
            if argument == name { set = true }
            if argument.hasPrefix(name + "=") {
                set = ["true", "1", "t"].contains(argument.dropFirst(name.count + 1).lowercased())
            }
        }
        return set
    }
}

extension RuntimeProcess {
    /// The processes of a snapshot, the lines of `ps` and the executables of `/proc` joined by process id.
    static func all(_ facts: Facts) -> [RuntimeProcess] {
        let all = facts.mergedProcesses.filter { !$0.arguments.isEmpty }.map { line in
            let words = line.arguments.split(separator: " ").map { $0.filter { $0 != "\"" } }.filter { !$0.isEmpty }
            let program = line.executable.isEmpty ? words.first ?? "" : line.executable
            return RuntimeProcess(
                pid: line.pid, parent: line.parent, role: role(program: program, title: words), user: line.user,
                executable: line.executable, arguments: words, source: line.source)
        }
        // What a shim started runs in a container: its paths and sockets are the container's, not the node's.
        let shims = Set(all.filter { $0.role == .shim }.map(\.pid))
        let parents = Dictionary(all.map { ($0.pid, $0.parent ?? 0) }) { first, _ in first }
        return all.filter { process in
            var ancestor = process.parent
            for _ in 0..<16 {
                guard let pid = ancestor, pid > 1 else { return true }
                if shims.contains(pid) { return false }
                ancestor = parents[pid]
            }
            return true
        }
    }

    private static func role(program: String, title: [String]) -> Role {
        let base =
            program.split(separator: "/").last.map { $0.drop { $0 == "(" }.prefix { $0 != ":" && $0 != ")" } } ?? ""
        switch base {
        case "dockerd", "docker-daemon": return .dockerd
        case "containerd", "docker-containerd": return .containerd
        case "cri-dockerd": return .criDockerd
        case "k3s", "k3s-server", "k3s-agent", "k8e": return .k3s
        case "rke2", "rke2-server", "rke2-agent": return .rke2
        case "kubelet": return .kubelet
        case "crio": return .crio
        default: return base.contains("containerd-shim") ? .shim : .other
        }
    }
}
