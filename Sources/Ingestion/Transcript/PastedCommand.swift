import NodeModel

/// One command of a pasted line, without what only wraps it: sudo, environment, ssh, `docker exec`, `sh -c`.
struct PastedCommand: Sendable {
    /// Program first, without its folder.
    var words: [String]
    /// Variables set in front of it, those that sudo would drop left out.
    var environment: [String: String] = [:]
    /// Another host or container that it was run in; nil where it ran where the prompt is.
    var place: String?
    /// It ran as root by its own words; the prompt may say so too.
    var isSudo = false
    /// A shell was opened there, and what follows may have been typed in it.
    var opensShell = false
    /// The commands that its output went through.
    var pipe: [[String]] = []
    var hidesOutput = false
    var hidesErrors = false

    var program: String { words.first ?? "" }
    var arguments: [String] { Array(words.dropFirst()) }

    /// The commands of a line, in their order.
    static func all(in line: ShellLine, variables: [String: String] = [:]) -> [PastedCommand] {
        line.pipelines.flatMap { stages -> [PastedCommand] in
            guard let first = stages.first else { return [] }
            var command = PastedCommand(words: first.words, environment: variables)
            command.hidesOutput = stages.last?.hidesOutput ?? false
            command.hidesErrors = first.hidesErrors
            command.pipe = stages.dropFirst().map(\.words)
            return command.unwrapped(depth: 0)
        }
    }

    /// Takes wrappers off one by one; a shell's `-c` may hold several commands.
    private func unwrapped(depth: Int) -> [PastedCommand] {
        var command = self
        command.takeAssignments()
        guard depth < 6, let path = command.words.first else { return command.words.isEmpty ? [] : [command] }
        let name = NodePath.name(path)
        command.words[0] = name
        if let wrapper = Self.wrappers[name] {
            guard let rest = wrapper.rest(command.arguments), !rest.isEmpty else {
                command.opensShell = name == "sudo" || name == "su"
                return [command]
            }
            if name == "sudo" || name == "doas" {
                command.isSudo = true
                command.environment = [:]
            }
            command.words = rest
            return command.unwrapped(depth: depth + 1)
        }
        if Self.shells.contains(name) {
            guard let flag = command.words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
                flag + 1 < command.words.count
            else { return [command] }
            return command.inner(command.words[flag + 1], depth)
        }
        if let (place, rest) = Self.elsewhere(command.words) {
            command.place = place
            guard let program = rest.first else {
                command.opensShell = true
                return [command]
            }
            if Self.shells.contains(NodePath.name(program)), !rest.contains(where: { $0.hasSuffix("c") }) {
                command.opensShell = true
                return [command]
            }
            if rest.count == 1 { return command.inner(program, depth) }
            command.words = rest
            return command.unwrapped(depth: depth + 1)
        }
        return [command]
    }

    /// The commands of a quoted line; what follows outside is the last one's pipe too.
    private func inner(_ text: String, _ depth: Int) -> [PastedCommand] {
        ShellLine(text).pipelines.flatMap { stages -> [PastedCommand] in
            var command = self
            command.words = stages.first?.words ?? []
            command.hidesErrors = hidesErrors || stages.first?.hidesErrors == true
            command.pipe = stages.dropFirst().map(\.words) + pipe
            return command.unwrapped(depth: depth + 1)
        }
    }

    private mutating func takeAssignments() {
        while let first = words.first, let equals = first.firstIndex(of: "="), Self.isName(first[..<equals]) {
            environment[String(first[..<equals])] = String(first[first.index(after: equals)...])
            words.removeFirst()
        }
    }

    static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
        return text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) || $0 == 95 }
    }

    private static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh"]

    /// Programs that run their arguments where they are.
    private struct Wrapper: Sendable {
        /// Options that take the next word.
        var valued: Set<String> = []
        /// Words of its own before the command.
        var operands = 0

        func rest(_ arguments: [String]) -> [String]? {
            var at = 0
            while at < arguments.count, arguments[at].hasPrefix("-"), arguments[at] != "--" {
                at += valued.contains(arguments[at]) ? 2 : 1
            }
            if at < arguments.count, arguments[at] == "--" { at += 1 }
            at += operands
            return at <= arguments.count ? Array(arguments[at...]) : nil
        }
    }

    private static let wrappers: [String: Wrapper] = [
        "sudo": Wrapper(valued: ["-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T"]), "doas": Wrapper(valued: ["-u"]),
        "time": Wrapper(), "nohup": Wrapper(), "env": Wrapper(valued: ["-u"]), "command": Wrapper(),
        "exec": Wrapper(), "nice": Wrapper(valued: ["-n"]), "ionice": Wrapper(valued: ["-c", "-n"]),
        "timeout": Wrapper(valued: ["-k", "-s"], operands: 1), "watch": Wrapper(valued: ["-n"]),
        "stdbuf": Wrapper(valued: ["-o", "-e", "-i"]), "unbuffer": Wrapper(), "chroot": Wrapper(operands: 1),
        "nsenter": Wrapper(valued: ["-t", "--target", "-S", "-G"]),
    ]

    /// Programs that run their arguments on another machine or in a container: its name and those arguments.
    private static func elsewhere(_ words: [String]) -> (place: String, rest: [String])? {
        let arguments = Array(words.dropFirst())
        func after(_ valued: Set<String>, from start: Int = 0) -> Int {
            var at = start
            while at < arguments.count, arguments[at].hasPrefix("-"), arguments[at] != "--" {
                at += valued.contains(arguments[at]) ? 2 : 1
            }
            return at
        }
        func split(at index: Int) -> (String, [String])? {
            guard index < arguments.count else { return nil }
            let rest = arguments[(index + 1)...].drop { $0 == "--" }
            return (host(arguments[index]), Array(rest))
        }
        switch words[0] {
        case "ssh": return split(at: after(["-p", "-i", "-l", "-o", "-F", "-J", "-L", "-b", "-c", "-E"]))
        case "docker", "podman", "nerdctl", "crictl":
            guard let verb = arguments.first, verb == "exec" || verb == "run" else { return nil }
            let at = after(["-e", "-u", "-w", "--user", "--env", "--workdir", "--name", "-v", "--entrypoint"], from: 1)
            guard let (name, rest) = split(at: at) else { return nil }
            return (verb == "run" ? "a container of \(name)" : name, rest)
        case "kubectl", "oc":
            guard let verb = arguments.first(where: { !$0.hasPrefix("-") }),
                ["exec", "debug", "node-shell"].contains(verb),
                let start = arguments.firstIndex(of: verb)
            else { return nil }
            guard let (name, rest) = split(at: after(["-n", "-c", "--image"], from: start + 1))
            else { return nil }
            let command =
                rest.firstIndex(of: "--").map { Array(rest[($0 + 1)...]) } ?? rest.filter { !$0.hasPrefix("-") }
            return (name.hasPrefix("node/") ? String(name.dropFirst(5)) : name, command)
        case "minikube", "colima":
            guard arguments.first == "ssh" else { return nil }
            let at = after(["-n", "-p", "--node", "--profile"], from: 1)
            let rest = at < arguments.count ? arguments[at...].drop { $0 == "--" } : []
            return (words[0], Array(rest))
        case "multipass", "limactl", "lxc", "incus", "vagrant":
            guard let verb = arguments.first, ["exec", "shell", "ssh"].contains(verb) else { return nil }
            if words[0] == "vagrant", let flag = arguments.firstIndex(of: "-c"), flag + 1 < arguments.count {
                return (arguments.count > 3 ? arguments[1] : "vagrant", [arguments[flag + 1]])
            }
            return split(at: after([], from: 1))
        default: return nil
        }
    }

    /// `root@node1` is node1.
    private static func host(_ text: String) -> String {
        text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) } ?? text
    }
}
