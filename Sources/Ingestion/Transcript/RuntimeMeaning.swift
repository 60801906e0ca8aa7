import NodeModel

/// crictl's commands.
enum CrictlMeaning {
    static func of(_ command: PastedCommand, flavour: String) -> CommandMeaning {
        let options = CommandOptions(
            command.arguments,
            valued: [
                "-r", "--runtime-endpoint", "-i", "--image-endpoint", "-c", "--config", "-t", "--timeout", "-o",
                "--output", "--template", "--get", "-f", "--filter", "-s", "--state",
            ])
        guard let verb = options.words.first else {
            return options.flags == ["--version"] ? .nothing : .unknown
        }
        let runtime = options.value("-r", "--runtime-endpoint") ?? command.environment["CONTAINER_RUNTIME_ENDPOINT"]
        let image = options.value("-i", "--image-endpoint") ?? command.environment["IMAGE_SERVICE_ENDPOINT"] ?? runtime
        func target(_ kind: String, _ merging: PasteTarget.Merging, image isImage: Bool = false, partial: String? = nil)
            -> CommandMeaning
        {
            let pin = (isImage ? image : runtime).map { SocketName.of(endpoint: $0) }
            let id = CaptureID(pin.map { "cri-\(kind).\($0)" } ?? "crictl-\(kind)")
            return .reads(PasteTarget(id: id, merging: merging, partial: partial, flavour: pin == nil ? flavour : ""))
        }
        let names = Array(options.words.dropFirst())
        let server = runtime.map { SocketName.of(endpoint: $0) } ?? "crictl"
        switch verb {
        case "images", "image", "img":
            let isFiltered = options.flags.contains { $0 == "-f" || $0.hasPrefix("--filter") }
            return target(
                "images", .union, image: true,
                partial: names.first.map { "only `\($0)`" } ?? (isFiltered ? "filtered by crictl" : nil))
        case "version": return target("version", .last)
        case "imagefsinfo": return target("imagefsinfo", .last, image: true)
        case "info":
            return .reads(PasteTarget(id: CaptureID("cri-info.\(server)"), merging: .last, flavour: flavour))
        case "ps":
            let isAll = options.flags.contains { $0 == "--all" || !$0.hasPrefix("--") && $0.contains("a") }
            let filters = ["--name", "--image", "--pod", "--label", "-s", "--state", "-p", "-l", "-n"]
            let isFiltered = options.flags.contains { flag in
                filters.contains { flag == $0 || flag.hasPrefix($0 + "=") }
            }
            return .reads(
                PasteTarget(
                    id: CaptureID("cri-containers.\(server)"), merging: .union,
                    partial: isFiltered ? "filtered by crictl" : isAll ? nil : "without `-a`", flavour: flavour))
        case "inspecti":
            let socket = image.map { ".\(SocketName.of(endpoint: $0))" } ?? ""
            return .reads(PasteTarget(id: CaptureID("cri-image-inspect" + socket), merging: .union))
        case "config":
            switch options.value("--get") {
            case "runtime-endpoint"?: return .reads(PasteTarget(id: "crictl-runtime-endpoint", merging: .last))
            case "image-endpoint"?: return .reads(PasteTarget(id: "crictl-image-endpoint", merging: .last))
            default: return .nothing
            }
        case "rmi":
            let isPrune = options.flags.contains { $0 == "--prune" || $0 == "-q" && names.isEmpty || $0 == "--all" }
            return isPrune
                ? .changesImages : .removes(view: image.map { SocketName.of(endpoint: $0) } ?? "crictl", images: names)
        case "pull": return .changesImages
        default: return .nothing
        }
    }
}

/// ctr's commands.
enum CtrMeaning {
    static func of(_ command: PastedCommand, flavour: String) -> CommandMeaning {
        let options = CommandOptions(
            command.arguments,
            valued: ["-a", "--address", "-n", "--namespace", "--timeout", "--connect-timeout", "--snapshotter"])
        let words = options.words
        guard words.count >= 2 else { return .unknown }
        let address = options.value("-a", "--address") ?? command.environment["CONTAINERD_ADDRESS"]
        let own = [
            "k3s": "k3s-containerd", "rke2": "k3s-containerd", "microk8s": "microk8s-containerd",
            "k0s": "k0s-containerd",
        ]
        let socket = address.map { SocketName.of(endpoint: $0) } ?? own[flavour] ?? "containerd"
        // The products' own ctr works in the kubelet's namespace (k3s, pkg/ctr/main.go; microk8s, microk8s-ctr.wrapper).
        let namespace =
            options.value("-n", "--namespace") ?? command.environment["CONTAINERD_NAMESPACE"]
            ?? (flavour.isEmpty ? "default" : "k8s.io")
        let view = "\(socket).\(namespace)"
        switch (words[0], words[1]) {
        case ("images", "ls"), ("images", "list"), ("image", "ls"), ("image", "list"), ("i", "ls"), ("i", "list"),
            ("img", "ls"):
            let isFiltered = words.count > 2
            return .reads(
                PasteTarget(
                    id: CaptureID("ctr-images.\(view)"), merging: .union, partial: isFiltered ? "filtered by ctr" : nil)
            )
        case ("images", _), ("image", _), ("i", _), ("img", _): return .changesImages
        case ("content", "ls"), ("content", "list"):
            return .reads(PasteTarget(id: CaptureID("ctr-content.\(view)"), merging: .union))
        case ("snapshots", "usage"), ("snapshot", "usage"):
            return .reads(PasteTarget(id: CaptureID("ctr-snapshots.\(view)"), merging: .union))
        case ("namespaces", "ls"), ("namespace", "ls"), ("ns", "ls"), ("namespaces", "list"):
            return .reads(PasteTarget(id: CaptureID("ctr-namespaces.\(socket)"), merging: .last))
        default: return .nothing
        }
    }
}

/// What the collector calls a socket.
enum SocketName {
    static func of(endpoint: String) -> String {
        let path = Endpoint.path(endpoint)
        if let known = KnownSocket.name(path: path) { return known }
        return path.split { $0 == "/" || $0 == "." || $0 == ":" }.joined(separator: "-")
    }
}
