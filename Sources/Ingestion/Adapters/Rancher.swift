import NodeModel

extension BundleFormat {
    /// Rancher's logs collector: `systeminfo/`, and of the distribution that it found `k3s/`, `rke2/` or `docker/` (RKE1).
    ///
    /// Source: rancherlabs/support-tools, collection/rancher/v2.x/logs-collector/rancher2_logs_collector.sh.
    static let rancher = BundleFormat(
        name: "Rancher's logs collector",
        recognises: { paths, _ in
            let own = ["collector-output.log", "systeminfo/ps", "systeminfo/dfh", "systeminfo/systemd-units"]
            return own.count { paths.contains($0) } > 1 && paths.contains { $0.hasPrefix("systeminfo/") }
        },
        wants: { path, _ in Rancher.wants(path) },
        isReadInPart: true,
        read: { bundle, _ throws(BundleError) in Rancher.contents(bundle) })
}

private enum Rancher {
    /// `k3s crictl` and RKE2's take their endpoint from the file that k3s writes at every start.
    private static let distributions: [(name: String, crictl: String, units: String)] = [
        ("k3s", "k3s crictl", "/etc/systemd/system"),
        ("rke2", "/var/lib/rancher/rke2/bin/crictl", "/usr/local/lib/systemd/system"),
    ]
    private static let system: Set<String> = ["ps", "dfh", "mount", "hostname", "date", "uname"]
    private static let docker: Set<String> = ["dockerimages", "dockerinfo", "dockerpsa", "etcdockerdaemon.json"]
    private static let crictl: Set<String> = ["images", "version", "imagefsinfo", "info", "psa"]

    static func wants(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard let folder = parts.first, let name = parts.last else { return false }
        switch (folder, parts.count) {
        case ("systeminfo", 2): return system.contains(name)
        case ("docker", 2): return docker.contains(name)
        case ("networking", 2): return name == "ssxapn"
        case ("collector-output.log", 1): return true
        case ("k3s", 2), ("rke2", 2): return [".yaml", ".yml", ".service"].contains { name.hasSuffix($0) }
        case ("k3s", 3), ("rke2", 3): return parts[1] == "crictl" && crictl.contains(name)
        default: return false
        }
    }

    static func contents(_ bundle: RawBundle) -> BundleContents {
        var reading = ForeignReading(bundle, collector: "Rancher logs collector")
        reading.name(reading.word(0, of: "systeminfo/hostname"), reading.word(1, of: "systeminfo/uname"))
        reading.date(reading.time(of: "systeminfo/date"), reading.members["systeminfo/ps"]?.modified)

        reading.take("ps", from: "systeminfo/ps", command: "ps auxfww")
        reading.take("df", from: "systeminfo/dfh", command: "df -h", excerpt: Excerpt.fileSystems)
        reading.take("mounts", from: "systeminfo/mount", command: "mount", excerpt: Excerpt.mounts)
        reading.take("listeners", from: "networking/ssxapn", command: "ss -xapn", excerpt: Excerpt.listeners)
        reading.take("docker-images", from: "docker/dockerimages", command: "docker images")
        reading.take("docker-info", from: "docker/dockerinfo", command: "docker info")
        reading.take("docker-containers", from: "docker/dockerpsa", command: "docker ps -a")
        reading.take(
            .file("/etc/docker/daemon.json"), from: "docker/etcdockerdaemon.json",
            command: "cat /etc/docker/daemon.json")
        for distribution in distributions { take(distribution, &reading) }
        noteOffline(&reading)
        return reading.contents
    }

    private static func take(
        _ distribution: (name: String, crictl: String, units: String), _ reading: inout ForeignReading
    ) {
        let (name, crictl, units) = distribution
        for (id, file, verb): (CaptureID, String, String) in [
            ("crictl-images", "images", "images"), ("crictl-version", "version", "version"),
            ("crictl-imagefsinfo", "imagefsinfo", "imagefsinfo"), ("cri-info.crictl", "info", "info"),
            ("cri-containers.crictl", "psa", "ps -a"),
        ] {
            reading.take(id, from: "\(name)/crictl/\(file)", command: "\(crictl) \(verb)")
        }
        // k3s: all `k3s*.service` in one file without their paths. RKE2: the files themselves.
        reading.take("systemctl-cat", from: "k3s/k3s.service", command: "sed … /etc/systemd/system/k3s*.service")
        let files = reading.bundle.members.filter {
            $0.path.hasPrefix(name + "/") && $0.path.split(separator: "/").count == 2
        }
        if name == "rke2" {
            let moved = files.filter { $0.path.hasSuffix(".service") }.map { member in
                var member = member
                member.path = String(units.dropFirst() + member.path.dropFirst(name.count))
                return member
            }
            let folder = UnitFolder(moved)
            if let text = folder.text {
                let unit = RawMember(path: name, bytes: text, isCut: folder.isCut)
                reading.take("systemctl-cat", unit, command: "cp \(units)/rke2*.service")
            }
        }
        for file in files where file.path.hasSuffix(".yaml") || file.path.hasSuffix(".yml") {
            let base = String(file.path.dropFirst(name.count + 1))
            let folder = base == "config.yaml" ? "/etc/rancher/\(name)" : "/etc/rancher/\(name)/config.yaml.d"
            reading.take(.file("\(folder)/\(base)"), file, command: "grep -Ev token… \(folder)/\(base)")
        }
    }

    /// Where `crictl ps` failed, the collector asks crictl nothing else, and says so in its own log.
    private static func noteOffline(_ reading: inout ForeignReading) {
        guard let log = reading.members["collector-output.log"],
            let line = Line.split(log.bytes).first(where: { $0.text.contains("skipping crictl collection") })
        else { return }
        for id: CaptureID in ["crictl-images", "crictl-version"] {
            reading.take(id, outcome: .failed, message: line.text, command: "crictl ps")
        }
    }
}
