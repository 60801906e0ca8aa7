import NodeModel

/// nerdctl's commands: a view of one namespace of a containerd, as ctr is.
enum NerdctlMeaning {
    static func of(_ command: PastedCommand) -> CommandMeaning {
        let options = CommandOptions(
            command.arguments,
            valued: [
                "-a", "--address", "-H", "--host", "-n", "--namespace", "--snapshotter", "-f", "--filter", "--format",
            ])
        guard let verb = options.words.first else { return .unknown }
        let address = options.value("-a", "--address", "-H", "--host") ?? command.environment["CONTAINERD_ADDRESS"]
        let socket = address.map { SocketName.of(endpoint: $0) } ?? "containerd"
        // Its own namespace unless it is told another (nerdctl, docs/config.md).
        let namespace =
            options.value("-n", "--namespace") ?? command.environment["CONTAINERD_NAMESPACE"] ?? "default"
        let second = options.words.dropFirst().first ?? ""
        switch (verb, second) {
        case ("images", _), ("image", "ls"), ("image", "list"):
            let names = options.words.dropFirst(verb == "images" ? 1 : 2)
            let isFiltered = options.flags.contains { $0 == "-f" || $0.hasPrefix("--filter") }
            let isFormatted = options.values["--format"].map { !$0.contains("json") } ?? false
            return .reads(
                PasteTarget(
                    id: CaptureID("ctr-images.\(socket).\(namespace)"), merging: .union,
                    partial: names.first.map { "only `\($0)`" }
                        ?? (isFiltered ? "filtered by nerdctl" : isFormatted ? "in a format of its own" : nil)))
        case ("rmi", _), ("pull", _), ("load", _), ("build", _), ("tag", _), ("commit", _), ("run", _), ("image", _),
            ("builder", _), ("system", "prune"):
            return .changesImages
        default: return .nothing
        }
    }
}
