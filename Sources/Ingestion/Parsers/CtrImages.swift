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
        let lines = text.tableLines(&parsed)
        if isNerdctls(lines) {
            let json = JSONTexts(lines)
            let table = ImageTable(json.rest, in: text)
            let rows = json.documents.compactMap {
                ListedImage(json: $0.root, source: $0.source(text, $0.root["ID"] ?? $0.root))
            }
            for row in table.rows + rows {
                guard let target = row.id else { continue }
                for name in row.names.isEmpty ? row.repoDigests : row.names {
                    parsed.facts.imageRecords.append(
                        ImageRecord(
                            socket: view.socket, namespace: view.namespace, reference: name, target: target,
                            pinned: false, capture: text.id, line: row.source.line))
                }
            }
            json.report(text, &parsed)
            table.unread.report(text, &parsed)
            return
        }
        for line in lines {
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

/// Whether the list is nerdctl's: its table, with any of its headers, or its JSON lines.
private func isNerdctls(_ lines: [Line]) -> Bool {
    guard let first = lines.first(where: { !$0.isBlank }) else { return false }
    let words = first.words
    return words.first == "REPOSITORY" || words.first == "IMAGE" && words.contains("ID")
        || first.text.trimmed.hasPrefix("{")
}
