import NodeModel

extension CaptureParser {
    /// The blobs of a containerd content store by name and size, read from the disk with every daemon down.
    ///
    /// The directory stands in the command or, where `ls` was given several, before its rows.
    static let blobs = CaptureParser(
        reads: .capture("blobs"),
        summary: "the blobs on the disk of each containerd root"
    ) { text, facts in
        let lines = text.wholeLines
        _ = facts.addDirectories(from: text, inline: lines)
        var root = NodePath.arguments(of: text.command).compactMap { contentRoot($0) }.last
        var isAnonymous = false
        for line in lines where !line.isBlank && AccessError(line.text) == nil {
            if line.text.hasPrefix("/"), line.text.hasSuffix(":"), LongListingRow(line) == nil {
                root = contentRoot(line.text.dropLast())
                continue
            }
            guard let row = LongListingRow(line) else {
                if Words(line.text).count != 2 { facts.misread(text, line, "not a row of a listing") }
                continue
            }
            guard !row.isDirectory, let digest = Digest(NodePath.name(row.name)), digest.isWhole else { continue }
            guard let size = row.size, size >= 0 else {
                facts.misread(text, line, "a blob without size")
                continue
            }
            guard let place = contentRoot(row.name) ?? root else {
                if !isAnonymous { facts.misread(text, line, "a listing of blobs that does not name its directory") }
                isAnonymous = true
                continue
            }
            facts.facts.blobs.append(
                Blob(root: place, digest: digest, bytes: size, capture: text.id, line: line.number))
        }
    }
}

/// containerd's root: what precedes its content store's directory.
private func contentRoot(_ path: some StringProtocol) -> String? {
    let text = String(path)
    guard text.hasPrefix("/"), let range = text.firstRange(of: "/io.containerd.content.v1.content") else { return nil }
    return range.lowerBound == text.startIndex ? "/" : NodePath.trimmed(text[..<range.lowerBound])
}
