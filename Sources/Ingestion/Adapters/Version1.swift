import NodeModel

extension BundleFormat {
    /// What `collector.sh` writes: `manifest.tsv`, `node.tsv`, `captures/NAME`, `captures/NAME.err`, `files/PATH`.
    static let version1 = BundleFormat(
        name: "collector.sh, version 1",
        recognises: { paths, _ in paths.contains("manifest.tsv") },
        wants: { path, _ in
            path == "manifest.tsv" || path == "node.tsv" || path.hasPrefix("captures/") || path.hasPrefix("files/")
        },
        read: { bundle, _ throws(BundleError) in try Version1(bundle).contents() })
}

/// One reading of a bundle of version 1.
private struct Version1 {
    let bundle: RawBundle
    let members: [String: RawMember]

    init(_ bundle: RawBundle) {
        self.bundle = bundle
        members = Dictionary(bundle.members.map { ($0.path, $0) }) { first, _ in first }
    }

    func contents() throws(BundleError) -> BundleContents {
        let record = NodeRecord(members["node.tsv"]?.bytes ?? [])
        guard ["", "1"].contains(record.format) else {
            throw BundleError(
                .newerFormat, path: bundle.name,
                detail: "it has bundle format \(record.format), and this program reads 1",
                advice: "use a newer twinstore")
        }
        guard let manifest = Manifest(members["manifest.tsv"]?.bytes ?? []) else {
            throw BundleError(
                .notABundle, path: bundle.name, detail: "manifest.tsv has no header with name and status",
                advice: "collect the node again")
        }
        var contents = BundleContents(
            node: record.node.isEmpty ? bundle.nodeFromName : record.node,
            collectedAt: record.clock ?? Timestamp(seconds: bundle.newest ?? 0), collector: record.run,
            issues: record.issues + manifest.issues)
        if record.node.isEmpty { contents.issue("node.tsv names no node, the bundle's name is used") }
        if record.clock == nil { contents.issue("node.tsv has no clock, the newest file's time is used") }
        if record.format.isEmpty { contents.issue("node.tsv names no format, version 1 is assumed") }

        var used: Set<String> = ["manifest.tsv", "node.tsv"]
        for row in manifest.rows { add(row, to: &contents, &used) }
        for member in bundle.members where !used.contains(member.path) {
            addStray(member, to: &contents, &used)
        }
        contents.issue(unread: bundle.others, "is no part of a bundle, not read")
        return contents
    }

    private func add(_ row: Manifest.Row, to contents: inout BundleContents, _ used: inout Set<String>) {
        let path = Self.path(of: row.id)
        let output = members[path]
        let errors = members[path + ".err"]
        used.formUnion([path, path + ".err"])
        let size = output?.bytes.count ?? 0
        var capture = Capture(
            id: row.id, outcome: row.outcome ?? (size > 0 ? .ok : .failed), exit: row.exit,
            milliseconds: row.milliseconds, bytes: size, redactions: row.redactions, command: row.command)
        if output == nil, capture.outcome.hasOutput {
            contents.issue("the manifest says \(capture.outcome.rawValue), but \(path) is missing", of: row.id)
            capture.outcome = .failed
        } else if let output {
            if capture.outcome == .ok, size == 0 {
                contents.issue("the manifest says ok, but \(path) is empty", of: row.id)
                capture.outcome = .empty
            } else if capture.outcome == .empty, size > 0 {
                contents.issue("the manifest says empty, but \(path) has \(size) bytes", of: row.id)
                capture.outcome = .ok
            } else if let bytes = row.bytes, bytes != size, !output.isCut {
                contents.issue("the manifest says \(bytes) bytes, \(path) has \(size)", of: row.id)
            }
            if capture.outcome == .ok, output.isCut || row.isCut { capture.outcome = .truncated }
        }
        contents.add(capture, output: output, errors: errors)
    }

    /// A member that the manifest does not mention is read all the same.
    private func addStray(_ member: RawMember, to contents: inout BundleContents, _ used: inout Set<String>) {
        guard !used.contains(member.path), let id = Self.capture(of: member.path) else {
            if !used.contains(member.path) { contents.issue("\(member.path) is no part of a bundle, not read") }
            return
        }
        // Standard error of a capture whose row is missing goes with its output.
        if member.path.hasSuffix(".err"), members[String(member.path.dropLast(4))] != nil { return }
        contents.issue("\(member.path) has no row in manifest.tsv", of: id)
        used.insert(member.path)
        let outcome: CaptureOutcome = member.isCut ? .truncated : member.bytes.isEmpty ? .empty : .ok
        contents.add(
            Capture(id: id, outcome: outcome, bytes: member.bytes.count), output: member,
            errors: members[member.path + ".err"])
    }

    private static func path(of id: CaptureID) -> String {
        guard id.isFile else { return "captures/" + id.name }
        return "files/" + Substring(id.instance.utf8.drop { $0 == UInt8(ascii: "/") })
    }

    private static func capture(of path: String) -> CaptureID? {
        if path.hasPrefix("captures/") { return CaptureID(String(path.dropFirst(9))) }
        if path.hasPrefix("files/") { return .file(String(path.dropFirst(5))) }
        return nil
    }
}
