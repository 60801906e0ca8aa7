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
    /// The title, split at blanks; the program first. Empty for those that are no runtime, whose flags nobody asks for.
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
                if let assigned = assigned(name, in: argument) { value = String(assigned) }
            }
        }
        return value
    }

    /// A boolean flag: `--docker`, `--docker=true`; `--docker=false` is not set.
    static func isSet(_ name: String, in arguments: [String]) -> Bool {
        var set = false
        for argument in arguments {
            if argument == name { set = true }
            if let assigned = assigned(name, in: argument) { set = ["true", "1", "t"].contains(assigned.lowercased()) }
        }
        return set
    }

    /// What follows `NAME=`; nil where an argument is something else.
    private static func assigned(_ name: String, in argument: String) -> Substring? {
        let bytes = argument.utf8
        guard bytes.first == name.utf8.first, bytes.starts(with: name.utf8) else { return nil }
        let rest = bytes.dropFirst(name.utf8.count)
        return rest.first == UInt8(ascii: "=") ? Substring(rest.dropFirst()) : nil
    }
}

extension RuntimeProcess {
    /// The processes of a snapshot, the lines of `ps` and the executables of `/proc` joined by process id.
    static func all(_ facts: Facts) -> [RuntimeProcess] {
        let all = facts.mergedProcesses.filter { !$0.arguments.isEmpty }.map { line in
            let role = role(program: line.executable.isEmpty ? program(line.arguments) : line.executable)
            let isAsked = role != .other && role != .shim
            return RuntimeProcess(
                pid: line.pid, parent: line.parent, role: role, user: line.user, executable: line.executable,
                arguments: isAsked ? words(line.arguments) : [], source: line.source)
        }
        // What a shim started runs in a container: its paths and sockets are the container's, not the node's.
        let shims = Set(all.lazy.filter { $0.role == .shim }.map(\.pid))
        guard !shims.isEmpty else { return all }
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

    /// The words of a title, without quotes.
    private static func words(_ title: String) -> [String] {
        let quote = UInt8(ascii: "\"")
        let hasQuotes = title.utf8.contains(quote)
        return title.utf8.split(separator: 32).compactMap { word in
            guard hasQuotes, word.contains(quote) else { return String(Substring(word)) }
            let plain = word.filter { $0 != quote }
            return plain.isEmpty ? nil : String(decoding: plain, as: UTF8.self)
        }
    }

    /// The first word of a title.
    private static func program(_ title: String) -> String {
        let first = title.utf8.drop { $0 == 32 }.prefix { $0 != 32 }
        guard first.contains(UInt8(ascii: "\"")) else { return String(Substring(first)) }
        return words(title).first ?? ""
    }

    private static func role(program: String) -> Role {
        let slash = UInt8(ascii: "/")
        var path = program.utf8[...]
        while path.last == slash { path.removeLast() }
        let start = path.lastIndex(of: slash).map(path.index(after:)) ?? path.startIndex
        let base = String(
            Substring(
                path[start...].drop { $0 == UInt8(ascii: "(") }
                    .prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ")") }))
        switch base {
        case "dockerd", "docker-daemon": return .dockerd
        case "containerd", "docker-containerd": return .containerd
        case "cri-dockerd": return .criDockerd
        case "k3s", "k3s-server", "k3s-agent", "k8e": return .k3s
        case "rke2", "rke2-server", "rke2-agent": return .rke2
        case "kubelet": return .kubelet
        case "crio": return .crio
        default: return base.hasBytes("containerd-shim") ? .shim : .other
        }
    }
}
