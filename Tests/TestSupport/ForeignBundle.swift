import Foundation

/// A bundle as another collector would have written it on a recorded node: its paths, the node's real outputs.
public struct ForeignBundle: Sendable {
    /// Texts by their path in the archive, the top directory included.
    public var members: [String: String]
    /// Links by their path, with what they lead to: sos has hundreds.
    public var links: [String: String] = [:]
    /// `tar`'s option for the compressor that the collector uses.
    public var compression = "-z"
    public var name: String
    /// The recorded node's host name.
    public var host = ""

    public init(name: String, members: [String: String] = [:]) {
        self.name = name
        self.members = members
    }

    /// When every member was written: 2026-11-23T20:07:31Z.
    public static let time = 1_795_464_451

    /// Packs it into a folder and gives the archive's path.
    public func write(into folder: URL) throws -> URL {
        let tree = folder.appendingPathComponent("tree-" + name)
        for (path, text) in members {
            let file = tree.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        for (path, target) in links {
            let link = tree.appendingPathComponent(path).path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        }
        let archive = folder.appendingPathComponent(name)
        guard let tar = Shell.find("tar") else { throw Failure(what: "no tar") }
        let run = try Shell.run(
            tar,
            [
                "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u+rwX,go+rX,go-w",
                "--mtime=@\(Self.time)", compression, "-cf", archive.path, "-C", tree.path, ".",
            ])
        guard run.status == 0 else { throw Failure(what: run.errors) }
        return archive
    }

    /// Without the members whose path holds a text.
    public func without(_ part: String) -> ForeignBundle {
        var bundle = self
        bundle.members = members.filter { !$0.key.contains(part) }
        return bundle
    }

    /// With every member's path changed.
    public func renamed(_ change: (String) -> String) -> ForeignBundle {
        var bundle = self
        bundle.members = Dictionary(members.map { (change($0.key), $0.value) }) { first, _ in first }
        return bundle
    }

    /// With the text of the members whose path ends so changed.
    public func replacing(_ end: String, _ change: (String) -> String) -> ForeignBundle {
        var bundle = self
        for path in members.keys where path.hasSuffix(end) { bundle.members[path] = change(members[path] ?? "") }
        return bundle
    }

    public struct Failure: Error, CustomStringConvertible {
        public let what: String
        public var description: String { what }
    }
}

/// A recorded node's outputs, by the command that gave them.
struct RecordedNode {
    let scenario: String

    /// Both streams, as collectors write them into one file; nil where the node has no such program.
    func both(_ command: String) -> String? {
        guard let text = Recordings.outputAndErrors(of: command, in: scenario) else { return nil }
        return text.isEmpty || text.contains("command not found") ? nil : text
    }

    func output(_ command: String) -> String? {
        Recordings.output(of: command, in: scenario).flatMap { $0.isEmpty ? nil : $0 }
    }

    func file(_ path: String) -> String? {
        (Recordings.folder?.appendingPathComponent("\(scenario)/files\(path)")).flatMap {
            try? String(contentsOf: $0, encoding: .utf8)
        }
    }

    var host: String { (output("hostname") ?? "node").trimmingCharacters(in: .newlines) }
    var hasDocker: Bool { processes.contains("dockerd") }
    var hasK3s: Bool { processes.contains("k3s agent") || processes.contains("k3s server") }
    private var processes: String { output("ps aux") ?? "" }

    /// What `uname -a` prints.
    var uname: String { "Linux \(host) 6.12.48+deb13-amd64 #1 SMP Debian x86_64 GNU/Linux\n" }

    /// What `mount` makes of /proc/self/mounts.
    var mounts: String {
        lines("cat /proc/self/mounts").map { line in
            let words = line.split(separator: " ")
            return "\(words[0]) on \(words[1]) type \(words[2]) (\(words[3]))\n"
        }.joined()
    }

    /// `df` of the root's file system, with one row of what `df -a` lists besides.
    var fileSystems: String {
        let rows = lines("df -Pk /var/lib/containerd") + ["tmpfs 4936820 1200 4935620 1% /run"]
        return rows.joined(separator: "\n") + "\n"
    }

    /// `ps auxm`: below each process a row for each of its threads.
    var threads: String {
        let rows = lines("ps aux")
        let thread = "root           -  0.0    -      -     - -        Ssl  19:22   0:00 -"
        return rows.prefix(1).map { $0 + "\n" }.joined() + rows.dropFirst().map { $0 + "\n\(thread)\n" }.joined()
    }

    /// The containers as `docker ps -a` prints them.
    var containers: String? {
        guard let json = output("docker ps -a --no-trunc --format {{json .}}") else { return nil }
        let rows = json.split(separator: "\n").compactMap { row in
            (try? JSONSerialization.jsonObject(with: Data(row.utf8))) as? [String: Any]
        }
        let header = "CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES"
        return
            ([header]
            + rows.map { row in
                func text(_ key: String) -> String { row[key] as? String ?? "" }
                return [
                    String(text("ID").prefix(12)), text("Image"), text("Command"), text("RunningFor"), text("Status"),
                ]
                .joined(separator: "   ") + "   " + text("Names")
            }).joined(separator: "\n") + "\n"
    }

    /// The unit files that `systemctl cat` printed, by their path.
    var units: [String: String] {
        var files: [String: String] = [:]
        for unit in [
            "k3s-agent", "kubelet", "docker", "docker.socket", "containerd", "cri-docker", "cri-docker.socket",
        ] {
            var path = ""
            for line in lines("systemctl cat \(unit)") {
                if line.hasPrefix("# /"), !line.contains(" is ") {
                    path = String(line.dropFirst(3))
                } else if !path.isEmpty {
                    files[path, default: ""] += line + "\n"
                }
            }
        }
        return files
    }

    /// What `docker inspect` says of each image, by its first name; the shape is the tool's, the values are the node's.
    var inspections: [String: String] {
        var found: [String: String] = [:]
        for command in commands where command.hasPrefix("docker image inspect --format") {
            for row in lines(command) {
                guard let image = (try? JSONSerialization.jsonObject(with: Data(row.utf8))) as? [String: Any],
                    let name = (image["RepoTags"] as? [String])?.first
                else { continue }
                let whole: [String: Any] = [
                    "Id": image["Id"] ?? "", "RepoTags": image["RepoTags"] ?? [],
                    "RepoDigests": image["RepoDigests"] ?? [], "Size": image["Size"] ?? 0,
                    "Config": ["Env": ["PATH=/bin", "password=********"]],
                    "RootFS": ["Type": "layers", "Layers": image["Layers"] ?? []],
                ]
                let data = try? JSONSerialization.data(withJSONObject: [whole], options: [.prettyPrinted, .sortedKeys])
                found[name] = data.map { String(decoding: $0, as: UTF8.self) + "\n" }
            }
        }
        return found
    }

    /// The command lines that were recorded, as they can be asked for.
    var commands: [String] {
        guard let folder = Recordings.folder,
            let table = try? String(
                contentsOf: folder.appendingPathComponent("\(scenario)/commands.tsv"), encoding: .utf8)
        else { return [] }
        return table.split(separator: "\n").dropFirst().compactMap {
            let columns = $0.split(separator: "\t", omittingEmptySubsequences: false)
            return columns.count > 2 ? String(columns[2]) : nil
        }
    }

    private func lines(_ command: String) -> [String] {
        (output(command) ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast(1)
            .map { $0 }
    }
}
