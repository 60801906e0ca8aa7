import NodeModel

/// What a pasted command is for.
enum CommandMeaning: Sendable, Equatable {
    /// Its output is what a capture of a bundle would hold.
    case reads(PasteTarget)
    /// Removes images from a view: `docker`, or a CRI socket's name.
    case removes(view: String, images: [String])
    /// Pulls, builds, imports or prunes images: lists from before it are old.
    case changesImages
    /// Starts, stops or replaces a runtime: everything from before it is old.
    case switchesRuntime
    case enters(place: String)
    case leaves
    case sets(name: String, value: String)
    case changesFolder(String)
    case tellsHost
    case tellsTime
    /// Known, and of no use here.
    case nothing
    case unknown
}

/// The capture that a pasted output stands for.
struct PasteTarget: Sendable, Equatable {
    enum Merging: Sendable {
        /// The outputs of several runs together are one list.
        case union
        /// The last run that answered counts.
        case last
        /// Each run is a capture of its own.
        case each
    }

    var id: CaptureID
    var merging = Merging.each
    /// Why it is not the whole list; nil where it is.
    var partial: String?
    /// Only complaints tell something: a listing without `-l` names no directory.
    var onlyErrors = false
    /// Which crictl answered, `k3s` for its own: two may read two configurations.
    var flavour = ""
}

extension CommandMeaning {
    init(_ command: PastedCommand, variables: [String: String] = [:]) {
        if command.opensShell, let place = command.place {
            self = Self.isInteractive(command) ? .enters(place: place) : .nothing
            return
        }
        var command = command
        let flavour = Self.flavour(&command)
        switch command.program {
        case "docker", "podman": self = DockerMeaning.of(command)
        case "crictl": self = CrictlMeaning.of(command, flavour: flavour)
        case "ctr": self = CtrMeaning.of(command, flavour: flavour)
        case "nerdctl": self = NerdctlMeaning.of(command)
        default: self = SystemMeaning.of(command)
        }
        if case .reads(var target) = self {
            if command.hidesOutput {
                self = .nothing
                return
            }
            for stage in command.pipe {
                switch PipeEffect(stage, target.id) {
                case .keeps: break
                case .filters: target.partial = "filtered by `\(stage.joined(separator: " "))`"
                case .loses:
                    self = .nothing
                    return
                }
            }
            self = .reads(target)
        }
    }

    /// `docker run -d nginx` opens no shell that anyone types in.
    private static func isInteractive(_ command: PastedCommand) -> Bool {
        guard ["docker", "podman", "nerdctl", "crictl", "kubectl"].contains(command.program),
            !command.arguments.contains("debug")
        else { return true }
        return command.arguments.contains { argument in
            argument.hasPrefix("-") && !argument.hasPrefix("--") && argument.contains { "it".contains($0) }
                || argument == "--tty" || argument == "--interactive"
        }
    }

    /// `k3s crictl` and `microk8s.ctr` are crictl and ctr with settings of their own.
    private static func flavour(_ command: inout PastedCommand) -> String {
        let products: Set<String> = ["k3s", "rke2", "k0s", "microk8s", "k8e"]
        let parts = command.program.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, products.contains(parts[0]), parts[1] == "ctr" || parts[1] == "crictl" {
            command.words[0] = parts[1]
            return parts[0]
        }
        guard products.contains(command.program), let tool = command.arguments.first, tool == "ctr" || tool == "crictl"
        else { return "" }
        let product = command.program
        command.words.removeFirst()
        return product
    }
}

/// What a command behind a pipe does to a list.
enum PipeEffect {
    case keeps, filters, loses

    init(_ stage: [String], _ id: CaptureID) {
        let program = NodePath.name(stage.first ?? "")
        let arguments = stage.dropFirst()
        let flags = arguments.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") }.joined()
        switch program {
        case "sort", "less", "more", "cat", "tee", "column", "most", "": self = .keeps
        case "jq", "python", "python3":
            self = arguments.allSatisfy { [".", "-m", "json.tool", "-r"].contains($0) } ? .keeps : .loses
        case "grep", "egrep", "fgrep", "rg", "zgrep":
            self = flags.contains("c") || flags.contains("o") || flags.contains("q") ? .loses : .filters
        case "head", "tail", "uniq", "sed": self = .filters
        case "awk", "gawk", "mawk":
            // `awk '{print $1}'` leaves of ctr's rows what is needed, of others nothing.
            let prints = arguments.contains { $0.contains("print") && !$0.contains("print $0") }
            self = prints && id.kind != "ctr-images" ? .loses : .filters
        default: self = .loses
        }
    }
}
