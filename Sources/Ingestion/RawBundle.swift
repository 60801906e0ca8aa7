import NodeModel

/// A bundle's members in memory, before anyone has looked into them.
struct RawBundle: Sendable {
    /// The file's or folder's name without its path; for standard input, the archive's top directory.
    var name: String
    /// Those that some format reads, in the order of the archive; of two with one path, the first.
    var members: [RawMember]
    /// Those that no format reads: they are part of the bundle's identity and take no memory.
    var others: [UnreadMember] = []
    /// What was left out, and why.
    var issues: [Issue]
    /// Why reading stopped early; `members` holds what came before. Nil where all was read.
    var damage: BundleError?

    /// The paths of all members.
    var paths: Set<String> { Set(members.map(\.path)).union(others.map(\.path)) }

    /// SHA-256 over one line a member, read by a format or not, sorted by path: the path, NUL, SHA-256 of its bytes (of
    /// the first 16 MiB of a longer one), newline.
    ///
    /// Packed and unpacked, a bundle has one identity: neither compression nor its file name is part of it.
    var sha256: String {
        let read = members.map { UnreadMember(path: $0.path, sha256: Digest.sha256($0.bytes)) }
        var lines: [UInt8] = []
        for member in (read + others).sorted(by: { $0.path < $1.path }) {
            lines += member.path.utf8
            lines.append(0)
            lines += member.sha256.hex.utf8
            lines.append(10)
        }
        return Digest.sha256(lines).hex
    }

    /// The newest time that a member which is read carries, in seconds since 1970; nil where none does.
    var newest: Int64? { members.compactMap(\.modified).max() }
}

/// One file of a bundle.
struct RawMember: Sendable {
    /// Relative, without `./`, `..` and the archive's top directory; hostile characters made visible.
    var path: String
    var bytes: [UInt8]
    /// Whether a limit or the archive's end cut it off.
    var isCut = false
    /// Modification time in seconds since 1970, as the archive or the folder tells it.
    var modified: Int64?
}

/// One file of a bundle that no format reads.
struct UnreadMember: Sendable, Hashable {
    var path: String
    /// Of its first 16 MiB.
    var sha256: Digest
}

extension CaptureID {
    /// Carries the issues that are about the bundle and not about one capture.
    static let bundle: CaptureID = "bundle"
}

extension RawBundle {
    /// The node as the bundle's own name tells it: `twinstore-<node>-<UTC>.tar.gz`, or just a file's name.
    var nodeFromName: String {
        var node = name[...]
        for suffix in BundleFinder.suffixes where node.hasSuffix(suffix) {
            node = node.dropLast(suffix.count)
            break
        }
        if node.hasPrefix("twinstore-") { node = node.dropFirst(10) }
        if let dash = node.lastIndex(of: "-"), Timestamp(String(node[dash...].dropFirst())) != nil {
            node = node[..<dash]
        }
        return node.isEmpty ? name : String(node)
    }
}

extension BundleContents {
    mutating func issue(_ message: String, of id: CaptureID = .bundle) {
        issues.append(Issue(capture: id, message: message))
    }

    /// Says of members that nobody reads why, the first few by name: a folder of junk must not fill the report.
    mutating func issue(unread others: [UnreadMember], _ why: String) {
        let shown = 20
        for member in others.prefix(shown) { issue("\(member.path) \(why)") }
        if others.count > shown { issue("\(others.count - shown) more files: \(why)") }
    }
}
