import NodeModel

/// Which capture the command of another collector is, so that its output goes through the same parser.
///
/// Takes the words of a command line; collectors that make file names of commands leave enough of them
/// (`ctr_-n_k8s.io_image_ls`). A command that shows only a part (a filter, an image's name, `-q`) is none, and neither
/// is one that is pinned to a socket.
struct ForeignCommand {
    var id: CaptureID
    /// Of several commands that are one capture, the one of the lowest rank says most.
    var rank = 0

    init?(_ words: [String]) {
        var words = words[...]
        while let first = words.first, first == "sudo" || first.contains("=") { words = words.dropFirst() }
        guard let program = words.popFirst().map({ Self.name($0) }) else { return nil }
        let found: ForeignCommand?
        switch program {
        case "k3s", "rke2":
            guard let inner = words.first, ["crictl", "ctr"].contains(inner) else { return nil }
            found = ForeignCommand(Array(words))
        case "docker": found = Self.docker(words)
        case "crictl": found = Self.crictl(words)
        case "ctr": found = Self.ctr(words)
        case "ps": found = Self.processes(words)
        case "df": found = Self.flags(words).contains("i") ? nil : ForeignCommand("df")
        case "mount": found = words.allSatisfy { $0 == "-l" } ? ForeignCommand("mounts") : nil
        case "systemctl": found = Self.units(words)
        case "ss": found = Self.flags(words).isSuperset(of: "xp") ? ForeignCommand("listeners") : nil
        case "cat":
            guard words.count == 1, let path = words.first, NodeFiles.isWanted(path) else { return nil }
            found = ForeignCommand(.file(path))
        default: found = nil
        }
        guard let found else { return nil }
        self = found
    }

    /// The words that a mangled file name was made of, without the number of a second file of that name.
    static func words(ofFileName name: String) -> [String] {
        var name = name[...]
        if let dot = name.lastIndex(of: "."), name[dot...].dropFirst().allSatisfy(\.isNumber),
            dot != name.indices.last, name[..<dot].contains("_")
        {
            name = name[..<dot]
        }
        return name.split(separator: "_").map(String.init)
    }

    private init(_ id: CaptureID, rank: Int = 0) {
        self.id = id
        self.rank = rank
    }

    private static func docker(_ words: ArraySlice<String>) -> ForeignCommand? {
        var words = words
        guard let verb = words.popFirst() else { return nil }
        if verb == "image", let next = words.popFirst() {
            return next == "ls" || next == "list" ? docker(["images"] + words) : nil
        }
        let names = words.filter { !$0.hasPrefix("-") }
        let set = Set(words)
        switch verb {
        case "images":
            guard names.isEmpty, set.isDisjoint(with: ["-q", "--quiet", "-aq", "--filter", "-f", "--tree"]) else {
                return nil
            }
            return ForeignCommand("docker-images", rank: set.contains("--no-trunc") ? 0 : 1)
        case "info" where names.isEmpty: return ForeignCommand("docker-info")
        case "version" where names.isEmpty: return ForeignCommand("docker-version")
        case "ps":
            // Without the stopped ones the list would let an image look unused.
            let all = ["-a", "--all", "-as", "-sa"]
            guard names.isEmpty, !set.isDisjoint(with: all), !set.contains("-q") else { return nil }
            return ForeignCommand("docker-containers", rank: set.contains("--no-trunc") ? 0 : 1)
        default: return nil
        }
    }

    private static func crictl(_ words: ArraySlice<String>) -> ForeignCommand? {
        guard let verb = words.first, !verb.hasPrefix("-") else { return nil }
        let rest = words.dropFirst()
        let names = rest.filter { !$0.hasPrefix("-") && !["json", "yaml", "table", "ls", "list"].contains($0) }
        let set = Set(rest)
        guard names.isEmpty, set.isDisjoint(with: ["-q", "--quiet"]) else { return nil }
        switch verb {
        case "images", "image", "img": return ForeignCommand("crictl-images", rank: set.contains("-o") ? 0 : 1)
        case "version": return ForeignCommand("crictl-version")
        case "imagefsinfo": return ForeignCommand("crictl-imagefsinfo")
        case "info": return ForeignCommand("cri-info.crictl")
        case "ps":
            guard !set.isDisjoint(with: ["-a", "--all"]), !set.contains("-o") else { return nil }
            return ForeignCommand("cri-containers.crictl")
        default: return nil
        }
    }

    /// Without an address ctr talks to the system's containerd.
    private static func ctr(_ words: ArraySlice<String>) -> ForeignCommand? {
        var words = words
        var namespace = "default"
        while let flag = words.first, flag.hasPrefix("-") {
            guard ["-n", "--namespace"].contains(flag), let name = words.dropFirst().first else { return nil }
            namespace = name
            words = words.dropFirst(2)
        }
        let lists = ["ls", "list"]
        guard words.count == 2, let noun = words.first, let verb = words.last, lists.contains(verb) else { return nil }
        switch noun {
        case "images", "image", "i": return ForeignCommand(CaptureID("ctr-images.containerd.\(namespace)"))
        case "namespaces", "namespace", "ns": return ForeignCommand("ctr-namespaces.containerd")
        case "content": return ForeignCommand(CaptureID("ctr-content.containerd.\(namespace)"))
        default: return nil
        }
    }

    /// Every process with its arguments; better with its parent.
    private static func processes(_ words: ArraySlice<String>) -> ForeignCommand? {
        guard let form = words.first?.drop(while: { $0 == "-" }),
            words.dropFirst().allSatisfy({ ["--headers", "--forest", "ww", "-ww"].contains($0) })
        else { return nil }
        let letters = Set(form)
        guard letters.isSubset(of: "auxefwlmFy") else { return nil }
        if letters.contains("e"), letters.contains("f") { return ForeignCommand("ps", rank: 0) }
        guard letters.contains("a"), letters.contains("x") else { return nil }
        if letters.contains("l") { return ForeignCommand("ps", rank: 1) }
        return letters.contains("u") ? ForeignCommand("ps", rank: form.contains("ww") ? 2 : 3) : nil
    }

    private static func units(_ words: ArraySlice<String>) -> ForeignCommand? {
        var words = words
        guard let verb = words.popFirst(), let first = words.first, !first.hasPrefix("-") else { return nil }
        switch verb {
        case "cat" where UnitFolder.isRuntime(first): return ForeignCommand("systemctl-cat")
        case "show" where ["*service", "service", ".service"].contains(first): return ForeignCommand("systemctl-show")
        default: return nil
        }
    }

    /// The letters of the short flags.
    private static func flags(_ words: ArraySlice<String>) -> Set<Character> {
        var flags = Set(words.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") }.joined())
        if words.contains("--inodes") { flags.insert("i") }
        return flags
    }

    /// A program without its folder, which mangled names write with dots: `usr.bin.docker`.
    private static func name(_ program: String) -> String {
        let last = program.split(separator: "/").last.map(String.init) ?? program
        return last.hasPrefix("usr.") ? String(last.split(separator: ".").last ?? "") : last
    }
}
