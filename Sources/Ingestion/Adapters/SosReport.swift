import NodeModel

extension BundleFormat {
    /// sos reports: `sos_commands/PLUGIN/COMMAND` and copies of files by their path.
    ///
    /// Source: sosreport/sos, sos/report/plugins/.
    static let sosReport = BundleFormat(
        name: "sos report",
        recognises: { paths, _ in paths.contains { $0.hasPrefix("sos_commands/") } },
        wants: { path, _ in SosReport.wants(path) },
        isReadInPart: true,
        read: { bundle, _ throws(BundleError) in SosReport(bundle).contents() })
}

/// One reading of a sos report.
private struct SosReport {
    private static let commands = "sos_commands/"
    private static let manifests = ["sos_reports/manifest.json", "manifest.json"]
    private static let dockerImages = "sos_commands/docker/images/docker_inspect_"
    private static let crictlImages = "sos_commands/crio/images/crictl_inspecti_"
    private static let dump = "sos_commands/containerd/containerd_config_dump"
    private static let others: Set<String> = [
        "sos_commands/host/hostname", "sos_commands/host/hostname_-f", "sos_commands/general/hostname",
        "sos_commands/kernel/uname_-a", "sos_commands/date/date", "sos_commands/date/date_--utc", "etc/hostname", dump,
    ]
    /// What a plugin would have brought that ran out of time.
    private static let expected: [String: [CaptureID]] = [
        "docker": ["docker-images", "docker-info", "docker-image-inspect", "docker-containers"],
        "crio": ["crictl-images", "crictl-version", "cri-info.crictl"],
        "containerd": ["ctr-images.containerd.k8s.io"], "process": ["ps"], "filesys": ["df", "mounts"],
        "systemd": ["systemctl-show"],
    ]

    private var reading: ForeignReading
    private let manifest: SosManifest?
    private let records: [String: SosManifest.Command]

    static func wants(_ path: String) -> Bool {
        if manifests.contains(path) || others.contains(path) { return true }
        if path.hasPrefix(dockerImages) || path.hasPrefix(crictlImages) { return true }
        if path.hasPrefix(commands) || path.hasPrefix("sos_strings/") { return words(ofPath: path) != nil }
        return NodeFiles.isWanted("/" + path) || UnitFolder.isWanted(path)
    }

    init(_ bundle: RawBundle) {
        reading = ForeignReading(bundle, collector: "sos report")
        manifest =
            Self.manifests.lazy.compactMap { [members = reading.members] in members[$0] }
            .compactMap { SosManifest($0.bytes) }.first
        records = Dictionary(
            (manifest?.commands ?? []).filter { !$0.path.isEmpty }.map { ($0.path, $0) }
        ) { first, _ in first }
    }

    func contents() -> BundleContents {
        var sos = self
        if let version = manifest?.version, !version.isEmpty { sos.reading.contents.collector.version += " " + version }
        if manifest == nil {
            sos.reading.contents.issue(
                "sos_reports/manifest.json is missing, so how commands ended is told by their output")
        } else if manifest?.isWhole == false {
            sos.reading.contents.issue("sos_reports/manifest.json is damaged or cut; what came before that is used")
        }
        sos.addNode()
        sos.addCommands()
        sos.addInspections()
        sos.addFiles()
        sos.addWhatDidNotRun()
        return sos.reading.contents
    }

    private mutating func addNode() {
        reading.name(
            reading.word(0, of: "sos_commands/host/hostname"), reading.word(0, of: "sos_commands/general/hostname"),
            reading.word(0, of: "etc/hostname"), reading.word(0, of: "sos_commands/host/hostname_-f"),
            reading.word(1, of: "sos_commands/kernel/uname_-a"))
        let listing = manifest?.commands.first { ["docker images", "crictl images"].contains($0.line) }
        reading.date(
            listing?.started, reading.time(of: "sos_commands/date/date_--utc"),
            reading.time(of: "sos_commands/date/date"), manifest?.commands.lazy.compactMap(\.started).first)
    }

    /// Commands whose output is one capture, the one that says most first.
    private mutating func addCommands() {
        let found = reading.bundle.members.compactMap { member -> (ForeignCommand, String, RawMember)? in
            let line = record(of: member)?.line
            guard let words = line.map({ $0.split(separator: " ").map(String.init) }) ?? Self.words(ofPath: member.path)
            else { return nil }
            return ForeignCommand(words).map { ($0, words.joined(separator: " "), member) }
        }.sorted { ($0.0.id, $0.0.rank, $0.2.path) < ($1.0.id, $1.0.rank, $1.2.path) }
        for (command, line, member) in found {
            reading.take(
                command.id, member, command: line, end: end(of: member), excerpt: Excerpt.usual(for: command.id))
        }
    }

    /// One file an image: whole IDs, digests and layers.
    private mutating func addInspections() {
        for (plugin, prefix, id, command): (String, String, CaptureID, String) in [
            ("docker", Self.dockerImages, "docker-image-inspect", "docker inspect"),
            ("crio", Self.crictlImages, "cri-image-inspect.crictl", "crictl inspecti"),
        ] {
            let found = reading.bundle.members.filter { $0.path.hasPrefix(prefix) && !Self.isEmptyList($0) }
            let ends = found.map { end(of: $0).outcome }
            let isPart = manifest?.timedOut.contains(plugin) == true || ends.contains { $0 != nil }
            if !found.isEmpty { reading.take(id, joining: found, command: command, isPart: isPart) }
        }
    }

    private mutating func addFiles() {
        let units = UnitFolder(reading.bundle.members)
        if let text = units.text {
            let member = RawMember(path: "systemctl-cat", bytes: text, isCut: units.isCut)
            reading.take("systemctl-cat", member, command: "cat etc/systemd/system/… lib/systemd/system/…")
        }
        reading.takeFiles()
        // What containerd made of its file and its defaults, where the file itself is not there.
        reading.take(.file("/etc/containerd/config.toml"), from: Self.dump, command: "containerd config dump")
    }

    /// Commands that sos could not start, and those that a plugin out of time never came to.
    private mutating func addWhatDidNotRun() {
        for command in manifest?.commands ?? [] where command.exit == 126 || command.exit == 127 {
            guard let known = ForeignCommand(command.line.split(separator: " ").map(String.init)) else { continue }
            reading.take(
                known.id, outcome: command.exit == 127 ? .absent : .denied, exit: command.exit,
                message: "sos could not run it", command: command.line)
        }
        for plugin in manifest?.timedOut ?? [] {
            for id in Self.expected[plugin] ?? [] {
                reading.take(
                    id, outcome: .timeout, message: "sos's plugin \(plugin) ran out of time before it", command: "")
            }
        }
    }

    /// How the manifest says that a command ended; 124 is sos's own for one that it stopped.
    private func end(of member: RawMember) -> ForeignReading.End {
        var end = ForeignReading.End()
        let isTail = member.path.hasPrefix("sos_strings/")
        if isTail || member.isCut { end.outcome = .truncated }
        guard let record = record(of: member) else { return end }
        end.exit = record.exit
        end.milliseconds = record.milliseconds
        if record.isCut { end.outcome = .truncated }
        switch record.exit {
        case 124?: end.outcome = .timeout
        // The words tell better what failed, where there are only few.
        case let code? where code != 0 && SpokenOutcome.of(member.bytes) == nil: end.outcome = .failed
        default: break
        }
        return end
    }

    private func record(of member: RawMember) -> SosManifest.Command? {
        records[member.path] ?? records[Self.listed(member.path)]
    }

    /// Where a command's output is that was too long: the last part of it, with a link in its usual place.
    private static func listed(_ path: String) -> String {
        guard path.hasPrefix("sos_strings/"), path.hasSuffix(".tailed") else { return path }
        return commands + path.dropFirst(12).dropLast(7)
    }

    /// The words of a command by its file's name; nil for what is none of ours.
    private static func words(ofPath path: String) -> [String]? {
        let parts = listed(path).split(separator: "/")
        guard parts.count == 3, parts[0] == "sos_commands", let name = parts.last else { return nil }
        let words = ForeignCommand.words(ofFileName: String(name))
        return ForeignCommand(words) == nil ? nil : words
    }

    /// `docker inspect` prints this before its complaint about a name that is none.
    private static func isEmptyList(_ member: RawMember) -> Bool {
        member.bytes.count < 512 && String(decoding: member.bytes, as: UTF8.self).hasPrefix("[]")
    }
}
