import NodeModel

extension BundleFormat {
    /// Replicated's troubleshoot with host collectors: `host-collectors/run-host/NAME.txt` is a command's output,
    /// `NAME-info.json` its command line, exit code and errors.
    ///
    /// Source: replicatedhq/troubleshoot, pkg/collect/host_run.go; replicatedhq/troubleshoot-specs, host/default.yaml.
    static let troubleshoot = BundleFormat(
        name: "troubleshoot support bundle",
        recognises: { paths, _ in paths.contains { $0.hasPrefix(Troubleshoot.folder) } },
        wants: { path, _ in Troubleshoot.wants(path) },
        isReadInPart: true,
        read: { bundle, _ throws(BundleError) in Troubleshoot.contents(bundle) })
}

/// `host-collectors/diskUsage/` is never read: its figures are those of the whole file system (`statfs`), and where the
/// directory is absent those of its parent (pkg/collect/host_disk_usage.go).
private enum Troubleshoot {
    static let folder = "host-collectors/run-host/"
    private static let system = "host-collectors/system/hostos_info.json"

    /// What the published specifications call their commands, for bundles without `-info.json`.
    private static let names: [String: String] = [
        "docker-info": "docker info", "docker-images": "docker images", "docker-ps": "docker ps -a",
        "docker-version": "docker version", "docker-system-df": "docker system df -v", "crictl-info": "crictl info",
        "crictl-images": "crictl images", "crictl-version": "crictl version", "crictl-ps": "crictl ps -a",
        "crictl-imagefsinfo": "crictl imagefsinfo", "df": "df -h", "mount": "mount -l", "ps": "ps aux",
        "systemctl-cat-docker": "systemctl cat docker", "systemctl-cat-containerd": "systemctl cat containerd",
        "systemctl-cat-kubelet": "systemctl cat kubelet", "systemctl-cat-crio": "systemctl cat crio",
        "kubeadm-flags.env": "cat /var/lib/kubelet/kubeadm-flags.env",
    ]

    /// A collector may be called anything, so every command's file is kept; logs are told by their names.
    static func wants(_ path: String) -> Bool {
        if path == system { return true }
        guard path.hasPrefix(folder) else { return false }
        let name = path.dropFirst(folder.count)
        let logs = ["journalctl", "docker-logs", "crictl-logs", "sysctl", "manifest-"]
        return !name.contains("/") && (name.hasSuffix(".txt") || name.hasSuffix("-info.json"))
            && !logs.contains { name.hasPrefix($0) }
    }

    static func contents(_ bundle: RawBundle) -> BundleContents {
        var reading = ForeignReading(bundle, collector: "troubleshoot")
        let host = reading.members[system].flatMap { JSONDocument($0.bytes[...]).root?["name"]?.string }
        reading.name(host, hostName(reading), reading.word(1, of: folder + "uname.txt"))
        let runs = bundle.members.compactMap { Run($0, reading) }.sorted { $0.member.path < $1.member.path }
        reading.date(runs.compactMap(\.member.modified).max())

        var units: [Run] = []
        for run in runs {
            if run.words.prefix(4) == ["docker", "system", "df", "-v"] {
                // After the loop's `docker images`, if there is one: that has the same rows.
                continue
            }
            guard let command = ForeignCommand(run.words) else { continue }
            if command.id == "systemctl-cat" {
                units.append(run)
            } else {
                reading.take(
                    command.id, run.member, command: run.command, end: run.end, excerpt: Excerpt.usual(for: command.id))
            }
        }
        if let run = runs.first(where: { $0.words.prefix(4) == ["docker", "system", "df", "-v"] }) {
            reading.take(
                "docker-images", run.member, command: run.command, end: run.end, excerpt: Excerpt.imagesOfDiskUse)
        }
        let found = units.filter { $0.end.outcome?.hasOutput ?? true }.map(\.member)
        if !found.isEmpty {
            reading.take("systemctl-cat", joining: found, command: "systemctl cat")
        } else if let first = units.first {
            reading.take("systemctl-cat", first.member, command: first.command, end: first.end)
        }
        return reading.contents
    }

    /// `hostname = n1` of the specification's own script.
    private static func hostName(_ reading: ForeignReading) -> String? {
        guard let member = reading.members[folder + "hostnames.txt"] else { return nil }
        let line = Line.split(member.bytes).first { $0.text.hasPrefix("hostname = ") }
        return line?.words.last
    }

    /// One command that ran on the node.
    private struct Run {
        var member: RawMember
        var command: String
        var words: [String]
        var end = ForeignReading.End()

        init?(_ member: RawMember, _ reading: ForeignReading) {
            guard member.path.hasPrefix(folder), member.path.hasSuffix(".txt") else { return nil }
            let name = String(member.path.dropFirst(folder.count).dropLast(4))
            let info = reading.members[folder + name + "-info.json"].flatMap { JSONDocument($0.bytes[...]).root }
            guard let command = info?["command"]?.string ?? names[name] else { return nil }
            self.member = member
            self.command = command
            words = command.split(separator: " ").map(String.init)
            words[0] = words[0].split(separator: "/").last.map(String.init) ?? words[0]
            if let info { end = Self.end(info, member) }
        }

        private static func end(_ info: JSON, _ member: RawMember) -> ForeignReading.End {
            let code = info["exitCode"]?.string ?? "0"
            let errors = info["error"]?.string ?? ""
            var end = ForeignReading.End(exit: Int(code), errors: errors)
            if errors.hasPrefix("command timed out") || code.hasPrefix("signal") {
                end.outcome = .timeout
            } else if code != "0" {
                // `systemctl cat` of units that do not exist, `docker info` without a daemon.
                end.outcome = SpokenOutcome.of(Array(errors.utf8)) ?? .failed
            } else if member.isCut {
                end.outcome = .truncated
            }
            return end
        }
    }
}
