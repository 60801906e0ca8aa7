import NodeModel

extension CaptureParser {
    /// `ctr images ls`: columns between blanks, REF TYPE DIGEST SIZE PLATFORMS LABELS. Rows whose REF is `sha256:…`
    /// lead from a config to its manifest. Source: containerd, cmd/ctr/commands/images/images.go.
    static let ctrImages = CaptureParser(
        reads: .capture("ctr-images"),
        summary: "names in one containerd namespace and the manifests that they point to"
    ) { text, parsed in
        let view = ContainerdView(text.id)
        var unread = Unread()
        for line in text.tableLines(&parsed) {
            let words = line.words
            if words.first == "REF" { continue }
            // Only names, as `ctr images ls -q` prints them: what they point to is told by some of them.
            let target =
                words.count == 1
                ? words[0].split(separator: "@").dropFirst().first.map(String.init)
                : words.dropFirst().first { $0.hasPrefix("sha256:") }
            guard let reference = words.first, let digest = target.flatMap({ Digest($0) }), digest.isWhole else {
                unread.add(line)
                continue
            }
            let labels = words.last ?? ""
            parsed.facts.imageRecords.append(
                ImageRecord(
                    socket: view.socket, namespace: view.namespace, reference: reference, target: digest,
                    pinned: labels.split(separator: ",").contains("io.cri-containerd.pinned=pinned"),
                    capture: text.id, line: line.number))
        }
        unread.report(text, &parsed)
    }
}
