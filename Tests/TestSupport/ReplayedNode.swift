import Foundation

/// The real collector's bundles of the recorded nodes, made once a test run.
public enum ReplayedNode {
    /// The bundle of a scenario, as `collector.sh` writes it on the replayed node.
    public static func bundle(_ scenario: String) throws -> URL { try bundles.bundle(scenario) }

    private static let bundles = Bundles()

    /// Only what a node without a runtime has: this machine's own docker must not answer for a replayed node.
    static let tools = [
        "sh", "awk", "sed", "grep", "tar", "gzip", "find", "cat", "ls", "cp", "mv", "rm", "mkdir", "mktemp", "rmdir",
        "chmod", "sleep", "kill", "date", "hostname", "uname", "id", "sort", "uniq", "head", "tail", "tr", "cut", "wc",
        "dd", "nice", "ionice", "readlink", "sha256sum", "od", "printf", "test", "expr", "env", "basename", "dirname",
        "tee", "xargs", "touch", "ln", "setsid", "mkfifo", "stat", "df", "du", "printenv",
    ]

    private final class Bundles: @unchecked Sendable {
        private let lock = NSLock()
        private var made: [String: URL] = [:]
        private var folder: URL?

        func bundle(_ scenario: String) throws -> URL {
            lock.lock()
            defer { lock.unlock() }
            if let url = made[scenario] { return url }
            let url = try make(scenario)
            made[scenario] = url
            return url
        }

        private func make(_ scenario: String) throws -> URL {
            guard let recordings = Recordings.folder else { throw Missing(what: "../shared/recordings") }
            let folder = try self.folder ?? Shell.temporaryFolder()
            self.folder = folder
            let tools = folder.appendingPathComponent("tools")
            if !FileManager.default.fileExists(atPath: tools.path) {
                try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
                for tool in ReplayedNode.tools {
                    guard let path = Shell.find(tool) else { continue }
                    try FileManager.default.createSymbolicLink(
                        atPath: tools.appendingPathComponent(tool).path, withDestinationPath: path)
                }
            }
            guard let python = Shell.find("python3") else { throw Missing(what: "python3") }
            let node = folder.appendingPathComponent(scenario)
            let replay = try Shell.run(
                python, [recordings.path + "/replay", recordings.path + "/" + scenario, node.path])
            guard replay.status == 0 else { throw Missing(what: replay.errors) }
            let bundle = folder.appendingPathComponent(scenario + ".tar.gz")
            let run = try Shell.run(
                "/bin/sh",
                [
                    Recordings.packageRoot.path + "/collector.sh", "--root", node.path + "/root", "--no-rest", "-o",
                    bundle.path,
                ],
                environment: ["PATH": "\(node.path)/bin:\(tools.path)", "HOME": "/root"])
            guard FileManager.default.fileExists(atPath: bundle.path) else {
                throw Missing(what: "no bundle of \(scenario) (exit \(run.status)): \(run.errors)")
            }
            return bundle
        }
    }

    struct Missing: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }
}
