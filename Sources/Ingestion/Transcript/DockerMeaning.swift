import NodeModel

/// docker's and podman's commands.
enum DockerMeaning {
    static func of(_ command: PastedCommand) -> CommandMeaning {
        let options = CommandOptions(
            command.arguments, valued: ["-H", "--host", "--context", "-c", "--config", "-l", "--log-level"])
        if options.flags.contains(where: { $0 == "-v" || $0 == "--version" }), options.words.isEmpty {
            return .reads(PasteTarget(id: "docker-version", merging: .last))
        }
        guard let verb = options.words.first else { return .unknown }
        let second = options.words.dropFirst().first ?? ""
        let rest = Array(options.rest.dropFirst())
        switch (verb, second) {
        case ("images", _): return list(rest)
        case ("image", "ls"), ("image", "list"): return list(Array(rest.dropFirst()))
        case ("image", "inspect"): return .reads(PasteTarget(id: "docker-image-inspect"))
        case ("inspect", _): return .reads(PasteTarget(id: "docker-inspect"))
        case ("container", "inspect"):
            return .reads(PasteTarget(id: "docker-containers", merging: .union, partial: "only those named"))
        case ("info", _), ("system", "info"): return .reads(PasteTarget(id: "docker-info", merging: .last))
        case ("version", _): return .reads(PasteTarget(id: "docker-version", merging: .last))
        case ("ps", _), ("container", "ls"), ("container", "list"), ("container", "ps"):
            return .reads(
                PasteTarget(id: "docker-containers", merging: .union, partial: isAll(rest) ? nil : "without `-a`"))
        case ("context", "ls"): return .reads(PasteTarget(id: "docker-contexts", merging: .last))
        case ("system", "df"):
            guard rest.contains("-v") || rest.contains("--verbose") else { return .nothing }
            return .reads(PasteTarget(id: "docker-images", merging: .union, partial: "of `docker system df`"))
        case ("rmi", _): return .removes(view: "docker", images: CommandOptions(rest).words)
        case ("image", "rm"), ("image", "remove"):
            return .removes(view: "docker", images: CommandOptions(Array(rest.dropFirst())).words)
        case ("pull", _), ("load", _), ("import", _), ("build", _), ("buildx", _), ("tag", _), ("commit", _),
            ("run", _),
            ("compose", _), ("image", "prune"), ("system", "prune"), ("image", "pull"), ("image", "load"),
            ("image", "tag"), ("image", "import"), ("builder", "prune"):
            return .changesImages
        default: return .nothing
        }
    }

    /// What sends docker to another daemon than the machine's own, as the variables that would do it.
    static func elsewhere(_ command: PastedCommand) -> [(name: String, value: String)] {
        guard command.program == "docker" || command.program == "podman" else { return [] }
        let options = CommandOptions(command.arguments, valued: ["-H", "--host", "--context", "-c"])
        let found = [
            ("DOCKER_HOST", options.value("-H", "--host") ?? command.environment["DOCKER_HOST"]),
            ("DOCKER_CONTEXT", options.value("--context", "-c") ?? command.environment["DOCKER_CONTEXT"]),
        ]
        return found.compactMap { name, value in value.map { (name, $0) } }
            .filter { !$0.1.isEmpty && $0.1 != "default" && !($0.0 == "DOCKER_HOST" && Endpoint.isLocal($0.1)) }
    }

    private static func list(_ rest: [String]) -> CommandMeaning {
        let options = CommandOptions(rest, valued: ["-f", "--filter", "--format"])
        var partial: String?
        if let name = options.words.first { partial = "only `\(name)`" }
        if options.flags.contains(where: { $0 == "-f" || $0.hasPrefix("--filter") }) { partial = "filtered by docker" }
        if let format = options.values["--format"], format != "json", !format.contains("json .") {
            partial = "in a format of its own"
        }
        return .reads(PasteTarget(id: "docker-images", merging: .union, partial: partial))
    }

    private static func isAll(_ rest: [String]) -> Bool {
        rest.contains { $0 == "--all" || ($0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("a")) }
    }
}

/// The options of a command and what is left.
struct CommandOptions {
    /// As written, `--name=value` whole.
    var flags: [String] = []
    var values: [String: String] = [:]
    /// Words that are no option and no option's value.
    var words: [String] = []
    /// The first word that is no option, and everything behind it.
    var rest: [String] = []

    init(_ arguments: [String], valued: Set<String> = []) {
        var at = 0
        while at < arguments.count {
            let argument = arguments[at]
            if argument.hasPrefix("-"), argument.count > 1 {
                flags.append(argument)
                if let equals = argument.firstIndex(of: "=") {
                    values[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
                } else if valued.contains(argument), at + 1 < arguments.count, words.isEmpty || argument.hasPrefix("-")
                {
                    values[argument] = arguments[at + 1]
                    at += 1
                }
            } else {
                if words.isEmpty { rest = Array(arguments[at...]) }
                words.append(argument)
            }
            at += 1
        }
    }

    func value(_ names: String...) -> String? { names.lazy.compactMap { values[$0] }.first }
}
