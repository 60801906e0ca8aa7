import NodeModel

/// `sos_reports/manifest.json`: which commands sos ran, where their output is and how they ended.
///
/// Source: sosreport/sos, sos/report/plugins/__init__.py: `_collect_cmd_output`.
struct SosManifest {
    struct Command {
        /// As it ran: `docker images`.
        var line: String
        /// Where its output is in the archive; empty where it could not be run.
        var path: String
        var exit: Int?
        var isCut: Bool
        /// When it was started, in seconds since 1970.
        var started: Int64?
        var milliseconds: Int
    }

    var version = ""
    /// In the order of the file.
    var commands: [Command] = []
    /// Plugins that passed their time limit: what they had not run by then is not there.
    var timedOut: [String] = []
    var isWhole = true

    /// Nil where there is no JSON object.
    init?(_ bytes: [UInt8]) {
        let document = JSONDocument(bytes[...])
        guard let root = document.root, root.isObject else { return nil }
        isWhole = document.isComplete
        version = root["version"]?.string ?? ""
        for (name, plugin) in root["components"]?["report"]?["plugins"]?.members ?? [] {
            if plugin["timeout_hit"]?.bool == true { timedOut.append(name) }
            for command in plugin["commands"]?.elements ?? [] {
                guard let line = command["exec"]?.string else { continue }
                commands.append(
                    Command(
                        line: line, path: command["filepath"]?.string ?? "",
                        exit: command["return_code"]?.integer.map { Int(clamping: $0) },
                        isCut: command["truncated"]?.bool ?? false,
                        started: Self.number(command["start_time"]).map { Int64($0) },
                        milliseconds: Self.number(command["run_time"]).map { Int($0 * 1000) } ?? 0))
            }
        }
    }

    /// A number that no clock prints would not fit into an integer.
    private static func number(_ value: JSON?) -> Double? {
        value?.string.flatMap { Double($0) }.flatMap { (0..<1e11).contains($0) ? $0 : nil }
    }
}
