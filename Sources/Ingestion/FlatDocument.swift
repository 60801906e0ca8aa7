import NodeModel

/// A configuration file as its scalars: what YAML and TOML have in common, and all that parsers read of them.
struct FlatDocument: Sendable, Equatable {
    /// In the order of the text; elements of a list share their list's path.
    var entries: [FlatEntry] = []
    /// Where reading stopped, and why; what came before it is in `entries`. Nil where all was read.
    var fault: (line: Int, message: String)?

    /// The values at that path, in the order of the text.
    func values(_ path: String) -> [FlatEntry] { entries.filter { $0.path == path } }

    static func == (a: FlatDocument, b: FlatDocument) -> Bool {
        a.entries == b.entries && a.fault?.line == b.fault?.line && a.fault?.message == b.fault?.message
    }

    /// A path and a key below it: `plugins."io.containerd.grpc.v1.cri".x`; keys that hold a dot are quoted.
    static func join(_ path: String, _ key: String) -> String {
        let part = key.utf8.contains(UInt8(ascii: ".")) ? "\"\(key)\"" : key
        return path.isEmpty ? part : "\(path).\(part)"
    }

    /// Keeps a fault to one short line: libraries quote the input in it.
    mutating func stop(line: Int, _ message: String) {
        fault = (max(1, line), Text.excerpt(message, limit: 160))
    }
}

/// One scalar of a configuration file.
struct FlatEntry: Sendable, Hashable {
    /// Keys from the outermost, joined by dots.
    var path: String
    /// As text, unquoted; `true`, `42` and `"42"` are told apart by nothing.
    var value: String
    /// From 1.
    var line: Int
}
