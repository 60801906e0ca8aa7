import NodeModel

extension CaptureParser {
    /// `ctr snapshots usage`: KEY, SIZE (`40.0 MiB`) and INODES. The key of an image's layer is its chainID, that of a
    /// container's own snapshot is not. Source: containerd, cmd/ctr/commands/snapshots/snapshots.go.
    static let ctrSnapshots = CaptureParser(
        reads: .capture("ctr-snapshots"),
        summary: "unpacked layers of one containerd namespace and their sizes"
    ) { text, parsed in
        let view = ContainerdView(text.id)
        var unread = Unread()
        for line in text.tableLines(&parsed) {
            let words = line.words
            if words.first == "KEY" { continue }
            guard let key = words.first, words.count >= 3, let size = size(words[1], words[2]) else {
                unread.add(line)
                continue
            }
            let chain = key.hasPrefix("sha256:") ? Digest(key).flatMap { $0.isWhole ? $0 : nil } : nil
            parsed.facts.snapshots.append(
                LayerSnapshot(
                    socket: view.socket, namespace: view.namespace, chainID: chain, bytes: size, capture: text.id,
                    line: line.number))
        }
        unread.report(text, &parsed)
    }

    /// `40.0 MiB` with its blank or without; with `-b` a plain count of bytes.
    private static func size(_ number: String, _ next: String) -> ByteRange? {
        HumanSize.isUnit(next) ? HumanSize.any(number + " " + next) : HumanSize.any(number)
    }
}
