import NodeModel

extension BundleFormat {
    /// Files that people named after captures: `docker-images.txt`, `captures/crictl images.json`, `ps`, `hostname`.
    static let handMade = BundleFormat(
        name: "made by hand",
        recognises: { paths, parsers in
            let kinds = parsers.kinds
            return paths.contains { HandMade.capture(of: $0, kinds) != nil }
        },
        wants: { path, parsers in HandMade.wants(path, parsers) },
        read: { bundle, parsers throws(BundleError) in HandMade.contents(bundle, parsers) })
}

private enum HandMade {
    private static let extensions: Set<String> = ["txt", "json", "out", "log", "tsv", "yaml", "toml"]

    /// What a file's name says: the kind of capture, and what else was in the name.
    struct Name {
        var kind: String
        var instance: String
        /// Whether the name is the capture's own, without a rest like `-a` or `-k3s`.
        var isExact: Bool
    }

    static func contents(_ bundle: RawBundle, _ parsers: ParserRegistry) -> BundleContents {
        var contents = BundleContents(
            node: bundle.nodeFromName, collectedAt: Timestamp(seconds: bundle.newest ?? 0))
        if bundle.newest == nil { contents.issue("no file of the bundle carries a time, so it has none") }
        let kinds = parsers.kinds
        let errors = Dictionary(
            bundle.members.filter { $0.path.hasSuffix(".err") }.map { (stem($0.path), $0) }
        ) { first, _ in first }
        var taken: Set<CaptureID> = []
        // Exact names first, so that `ps.txt` and not `ps-aux.txt` becomes `ps`.
        let named = bundle.members.map { ($0, capture(of: $0.path, kinds)) }
        for exact in [true, false] {
            for case (let member, let name?) in named where name.isExact == exact {
                var id = CaptureID(exact && !name.instance.isEmpty ? "\(name.kind).\(name.instance)" : name.kind)
                if taken.contains(id) { id = CaptureID("\(name.kind).\(name.instance)") }
                guard taken.insert(id).inserted else {
                    contents.issue("\(member.path) is a second \(id), not read")
                    continue
                }
                contents.add(capture(id, member), output: member, errors: errors[stem(member.path)])
            }
        }
        for case (let member, nil) in named where !member.path.hasSuffix(".err") {
            if stem(member.path).lowercased() == "hostname", let name = firstWord(member) {
                contents.node = name
                continue
            }
            let id = CaptureID.file(filePath(member.path))
            guard !parsers.parsers(of: id).isEmpty, taken.insert(id).inserted else {
                contents.issue("\(member.path) is named after no capture, not read")
                continue
            }
            contents.add(capture(id, member), output: member, errors: nil)
        }
        contents.issue(unread: bundle.others, "is named after no capture, not read")
        return contents
    }

    /// Whether a path is one that `contents` reads.
    static func wants(_ path: String, _ parsers: ParserRegistry) -> Bool {
        if path.hasSuffix(".err") || capture(of: path, parsers.kinds) != nil { return true }
        return stem(path).lowercased() == "hostname" || !parsers.parsers(of: .file(filePath(path))).isEmpty
    }

    /// The capture that a path is named after: blanks and underscores count as dashes, a known extension as none.
    static func capture(of path: String, _ kinds: Set<String>) -> Name? {
        let parts = path.split(separator: "/")
        guard parts.count == 1 || parts.count == 2 && parts[0] == "captures" else { return nil }
        guard !path.hasSuffix(".err") else { return nil }
        let name = stem(path)
        let dot = name.firstIndex(of: ".") ?? name.endIndex
        let head = dashed(name[..<dot])
        if kinds.contains(head) { return Name(kind: head, instance: String(name[dot...].dropFirst()), isExact: true) }
        let kind = kinds.filter { head.hasPrefix($0 + "-") }.max { $0.count < $1.count }
        guard let kind else { return nil }
        let rest = head.dropFirst(kind.count + 1) + name[dot...]
        return Name(kind: kind, instance: String(rest), isExact: false)
    }

    private static func capture(_ id: CaptureID, _ member: RawMember) -> Capture {
        let outcome: CaptureOutcome =
            member.isCut ? .truncated : member.bytes.isEmpty ? .empty : SpokenOutcome.of(member.bytes) ?? .ok
        return Capture(id: id, outcome: outcome, bytes: member.bytes.count)
    }

    /// The last part of the path without a known extension.
    private static func stem(_ path: String) -> String {
        let name = String(path.split(separator: "/").last ?? "")
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        let end = name[dot...].dropFirst().lowercased()
        return extensions.contains(end) || end == "err" ? String(name[..<dot]) : name
    }

    private static func dashed(_ text: Substring) -> String {
        text.lowercased().split { " _-".contains($0) }.joined(separator: "-")
    }

    /// `files/etc/crictl.yaml` and `etc/crictl.yaml` were `/etc/crictl.yaml`.
    private static func filePath(_ path: String) -> String {
        "/" + (path.hasPrefix("files/") ? path.dropFirst(6) : path[...])
    }

    private static func firstWord(_ member: RawMember) -> String? {
        Line.split(Array(member.bytes.prefix(1024))).first?.words.first.map { Text.excerpt($0, limit: 256) }
    }
}
