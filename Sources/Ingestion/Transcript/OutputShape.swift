import NodeModel

/// What a line of output is by its shape alone, where no command tells.
enum OutputShape {
    /// The capture that a table's header belongs to; `other` for a table of no use; nil for no header.
    static func header(_ line: Line) -> CaptureID? {
        let words = line.words
        guard words.count >= 2, let first = words.first else { return nil }
        if ProcessColumns(header: Words(line.text)) != nil, words.contains("PID") { return "ps" }
        if words.contains("Mounted") || words.contains("Use%"), words.contains(where: { $0.hasSuffix("%") }) {
            return "df"
        }
        guard isUpper(words) else { return nil }
        let named = Set(words)
        if named.contains("REPOSITORY") || first.hasPrefix("REPOSITORY:") { return "docker-images" }
        if named.isSuperset(of: ["DISK", "USAGE", "ID"]) { return "docker-images" }
        if first == "IMAGE", named.isSuperset(of: ["TAG", "ID", "SIZE"]) {
            return named.contains("CREATED") ? "docker-images" : "crictl-images"
        }
        // Wrapped after its first columns.
        if first == "IMAGE", words == ["IMAGE", "TAG", "IMAGE", "ID"] { return "crictl-images" }
        if words.starts(with: ["CONTAINER", "ID", "IMAGE"]) { return "docker-containers" }
        if words.starts(with: ["CONTAINER", "IMAGE", "CREATED", "STATE"]) { return "cri-containers.crictl" }
        return words.count >= 3 ? other : nil
    }

    /// The header of a list of images that a terminal broke, and how many lines it takes; nil for any other line.
    static func brokenHeader(_ lines: ArraySlice<Line>) -> (id: CaptureID, lines: Int)? {
        guard let line = lines.first, let first = line.words.first, first == "IMAGE" || first == "REPOSITORY",
            isUpper(line.words), !line.words.contains("SIZE")
        else { return nil }
        var texts = [line.text, line.text]
        for (at, next) in lines.dropFirst().prefix(2).enumerated() {
            guard !next.isBlank, isUpper(next.words) else { return nil }
            // Blanks at a line's end may have been lost, or the line broken in the middle of a word.
            texts = [texts[0] + next.text, texts[1] + " " + next.text]
            guard next.words.contains("SIZE") else { continue }
            let found = texts.lazy.compactMap { header(Line(number: line.number, text: $0)) }.first
            return found.flatMap { $0.kind.hasSuffix("-images") ? ($0, at + 2) : nil }
        }
        return nil
    }

    private static func isUpper(_ words: [String]) -> Bool {
        words.allSatisfy { word in
            word.utf8.allSatisfy { (65...90).contains($0) || "-_:/()%".utf8.contains($0) }
        }
    }

    static let other: CaptureID = "other"

    /// The capture that a line belongs to, header or not; nil where it could be anything.
    static func line(_ line: Line) -> CaptureID? {
        if let header = header(line) { return header }
        let text = line.text.trimmed
        if let error = AccessError(text) { return toolKinds[error.tool] }
        if text.hasPrefix("found multiple CRI endpoints") || text.hasPrefix("`found multiple CRI endpoints") {
            return "sockets"
        }
        if text == "Server:" { return "docker-info" }
        for (start, id) in starts where text.hasPrefix(start) { return id }
        if let mark = text.unicodeScalars.first, mark == "├" || mark == "└" || mark == "●", line.words.count > 1 {
            return "ps"
        }
        if text.hasPrefix("# /"), UnitFragment.isFragmentPath(text.dropFirst(2)) { return "systemctl-cat" }
        return row(line)
    }

    private static let toolKinds: [String: CaptureID] = [
        "ls": "roots", "du": "du", "df": "df", "stat": "roots", "cat": "roots", "find": "roots",
    ]

    private static let starts: [(String, CaptureID)] = [
        ("[Unit]", "systemctl-cat"), ("[Service]", "systemctl-cat"), ("RuntimeName:", "crictl-version"),
        ("RuntimeVersion:", "crictl-version"), ("runtime-endpoint:", .file("/etc/crictl.yaml")),
        ("image-endpoint:", .file("/etc/crictl.yaml")), ("Docker version ", "docker-version"),
        ("Server Version:", "docker-info"), ("Storage Driver:", "docker-info"), ("Docker Root Dir:", "docker-info"),
        ("driver-type:", "docker-info"), ("CGroup:", "ps"), ("disabled_plugins =", containerdConfig),
        ("version = 2", containerdConfig), ("version = 3", containerdConfig), ("root = \"/", containerdConfig),
        ("state = \"/", containerdConfig), ("plugin_dir =", containerdConfig), ("oom_score =", containerdConfig),
        ("[grpc]", containerdConfig),
        ("KUBELET_KUBEADM_ARGS=", .file("/var/lib/kubelet/kubeadm-flags.env")),
    ]
    static let containerdConfig: CaptureID = .file("/etc/containerd/config.toml")

    /// A row without its header.
    private static func row(_ line: Line) -> CaptureID? {
        let words = line.words
        guard words.count >= 2, words.count <= 400 else { return nil }
        if words.count == 2, words[1].hasPrefix("/"), HumanSize.du(words[0][...]) != nil || words[0].isDigits {
            return places.contains { words[1].contains($0) } ? "du" : nil
        }
        if let id = imageRow(words) { return id }
        let split = Words(line.text)
        for columns in [ProcessColumns.full, .aux] {
            if let row = columns.row(split, isStrict: true), row.command < split.count {
                return ProcessTitle.isRuntime(String(split.rest(from: row.command))) ? "ps" : nil
            }
        }
        return nil
    }

    private static let places = ["docker", "containerd", "/containers", "/rancher", "/kubelet", "/snap", "/var/lib"]

    /// crictl cuts IDs to 13 digits in every version, docker to 12 (cri-tools, cmd/crictl/util.go).
    private static func imageRow(_ words: [String]) -> CaptureID? {
        guard let at = words.firstIndex(where: { ImageRow.isID($0) && !$0.hasPrefix("sha256:") }), (1...3).contains(at),
            let last = words.last
        else { return nil }
        let after = words[(at + 1)...]
        let isSized = HumanSize.isSize(last) || last == "true" || last == "false"
        switch words[at].utf8.count {
        case 13: return at >= 2 && isSized && after.count <= 2 ? "crictl-images" : nil
        case 12:
            if after.contains("ago"), isSized { return "docker-images" }
            let sizes = after.prefix(2)
            return at == 1 && sizes.count == 2 && sizes.allSatisfy({ HumanSize.isSize($0) }) ? "docker-images" : nil
        default: return nil
        }
    }

    /// The capture that a JSON text is of, by the names that only it has.
    static func json(_ text: String) -> CaptureID? {
        func has(_ name: String) -> Bool { text.find("\"\(name)\"") != nil }
        if has("RootFS") { return "docker-image-inspect" }
        if has("repoTags") || has("repoDigests") {
            return has("status") && has("info") ? "cri-image-inspect" : "crictl-images"
        }
        if has("DockerRootDir") { return "docker-info" }
        if has("fsId") || has("imageFilesystems") { return "crictl-imagefsinfo" }
        if has("runtimeName") { return "crictl-version" }
        if has("containerdRootDir") { return "cri-info.crictl" }
        if has("Repository"), has("Tag") { return "docker-images" }
        if has("ServerVersion"), has("Driver") { return "docker-info" }
        return nil
    }
}
