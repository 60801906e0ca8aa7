import NodeModel

/// Tells a command from prose where no prompt does: a title, a heading, a comment, a bare line.
enum StrictCommand {
    /// Whether every word of a line can only be a command that is known here.
    static func isOne(_ text: String, afterHash: Bool = false) -> Bool {
        guard beginsWithProgram(text) else { return false }
        let line = text.trimmed
        guard (2...ShellLine.longest).contains(line.utf8.count), let first = line.unicodeScalars.first, first.isASCII,
            first.properties.isAlphabetic || first == "/" || first == "."
        else { return false }
        let shell = ShellLine(line)
        let commands = PastedCommand.all(in: shell)
        guard let one = commands.first, !commands.isEmpty, commands.count <= 4 else { return false }
        if one.words.count == 1, !afterHash, one.opensShell == false { return false }
        return commands.allSatisfy { isPlausible($0) }
    }

    /// The first word is a program that is known here: this is asked of every line, so it is asked first.
    private static func beginsWithProgram(_ text: String) -> Bool {
        let bytes = text.utf8.drop { $0 == 32 || $0 == 9 }
        guard let first = bytes.first, first == 46 || first == 47 || (65...90).contains(first & 0xDF) else {
            return false
        }
        let word = bytes.prefix { $0 != 32 && $0 != 9 }
        guard word.count <= 200 else { return false }
        return isProgram(NodePath.name(String(Substring(word))))
    }

    private static let programs: Set<String> = [
        "docker", "podman", "crictl", "ctr", "k3s", "rke2", "k0s", "microk8s", "microk8s.ctr", "nerdctl", "ps", "du",
        "df", "ls", "ll", "cat", "systemctl", "service", "kubectl", "sudo", "minikube", "ssh", "mount", "hostname",
        "date", "exit", "logout", "env", "ss", "journalctl", "export", "cd", "k8e.ctr", "time",
    ]

    private static func isProgram(_ name: String) -> Bool {
        if let equals = name.firstIndex(of: "=") { return PastedCommand.isName(name[..<equals]) }
        return programs.contains(name)
    }

    private static func isPlausible(_ command: PastedCommand) -> Bool {
        guard command.words.count <= 24, command.words.allSatisfy(isWord) else { return false }
        let meaning = CommandMeaning(command)
        if meaning == .unknown { return false }
        var words = command.words
        if ["k3s", "rke2", "k0s", "microk8s"].contains(words[0]), words.count > 1,
            words[1] == "crictl" || words[1] == "ctr"
        {
            words.removeFirst()
        }
        let options = CommandOptions(
            Array(words.dropFirst()),
            valued: [
                "-r", "-i", "-a", "-n", "-t", "-o", "-H", "--address", "--namespace", "-f", "--filter", "--format",
                "--get",
            ])
        let operands = options.words
        switch words[0] {
        case "docker", "podman", "nerdctl", "crictl":
            guard let verb = operands.first, verbs.contains(verb) else {
                return !options.flags.isEmpty && operands.isEmpty
            }
            if case .removes(_, let images) = meaning { return !images.isEmpty }
            let rest = operands.dropFirst(["image", "container", "system", "context"].contains(verb) ? 2 : 1)
            return rest.count <= 1 && rest.allSatisfy(isReference)
                || ["inspect", "inspecti", "pull", "run"].contains(verb)
        case "ctr": return operands.count >= 2 && operands.count <= 3
        case "k3s", "rke2", "k0s", "microk8s", "microk8s.ctr", "k8e.ctr", "minikube": return operands.count >= 1
        case "ps": return operands.allSatisfy { $0.count <= 6 } && operands.count <= 1
        case "du", "ls", "ll", "cat", "df", "cd":
            return operands.allSatisfy(isPath) && (!operands.isEmpty || !options.flags.isEmpty)
        case "systemctl", "service":
            return operands.count >= 2
                && operands.contains { SystemMeaning.isRuntimes($0) }
                && operands.dropFirst().allSatisfy {
                    SystemMeaning.isRuntimes($0) || UnitFragment.isUnitName($0) || words[0] == "service"
                }
        case "kubectl":
            return operands.first.map { ["get", "describe", "logs", "exec", "apply", "delete", "top"].contains($0) }
                ?? false
        case "journalctl", "ss": return !options.flags.isEmpty
        case "export": return command.words.count == 2 && command.words[1].contains("=")
        case "mount", "hostname", "date", "exit", "logout", "env": return operands.isEmpty
        default: return command.opensShell || command.place != nil
        }
    }

    private static let verbs: Set<String> = [
        "images", "image", "img", "ps", "info", "version", "system", "inspect", "inspecti", "imagefsinfo", "rmi",
        "pull",
        "container", "context", "config", "run", "exec", "pods",
    ]

    /// ASCII, and not the end of a sentence.
    private static func isWord(_ word: String) -> Bool {
        guard let last = word.utf8.last, word.utf8.allSatisfy({ (33...126).contains($0) || $0 == 32 }) else {
            return word.isEmpty
        }
        return !",:;!?".utf8.contains(last)
    }

    private static func isPath(_ word: String) -> Bool { word.contains("/") || word.contains("*") || word == "." }
    private static func isReference(_ word: String) -> Bool {
        word.contains { "/:*.$".contains($0) } || Digest(word) != nil || word == "ls"
    }
}
