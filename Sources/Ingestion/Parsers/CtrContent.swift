import NodeModel

extension CaptureParser {
    /// `ctr content ls`: tabs between DIGEST, SIZE (four digits), AGE and LABELS.
    /// Source: containerd, cmd/ctr/commands/content/content.go.
    static let ctrContent = CaptureParser(
        reads: .capture("ctr-content"),
        summary: "blobs that one containerd namespace refers to, and what they are parts of"
    ) { text, parsed in
        let view = ContainerdView(text.id)
        var unread = Unread()
        for line in text.tableLines(&parsed) {
            let words = line.words
            if words.first == "DIGEST" { continue }
            guard words.count > 1, let digest = Digest(words[0]), digest.isWhole,
                let size = HumanSize.any(words[1], digits: 4)
            else {
                unread.add(line)
                continue
            }
            let labels = ContentLabels(words.last ?? "")
            parsed.facts.content.append(
                ContentRecord(
                    socket: view.socket, namespace: view.namespace, digest: digest, bytes: size,
                    diffID: labels.uncompressed, config: labels.config, references: labels.references,
                    snapshot: labels.snapshot, capture: text.id, line: line.number))
        }
        unread.report(text, &parsed)
    }
}

/// The labels that tie blobs together, `name=sha256:…` between commas. Values of other labels may hold commas
/// (`…distribution.source.HOST=example/app1,example/my-app`), so only parts with a known name count.
/// Source: containerd, docs/garbage-collection.md.
private struct ContentLabels {
    var uncompressed: Digest?
    var config: Digest?
    var snapshot: Digest?
    /// Layers in the order of their numbers, then an index's manifests.
    var references: [Digest]

    init(_ text: String) {
        var numbered: [(order: Int, digest: Digest)] = []
        for part in text.split(separator: ",") {
            guard part.hasPrefix("containerd.io/"), let equals = part.firstIndex(of: "="),
                let digest = Digest(part[part.index(after: equals)...]), digest.isWhole
            else { continue }
            let name = part[..<equals].dropFirst(14)
            if name == "uncompressed" {
                uncompressed = digest
            } else if name == "gc.ref.content.config" {
                config = digest
            } else if name.hasPrefix("gc.ref.snapshot.") {
                snapshot = digest
            } else if name.hasPrefix("gc.ref.content."), let order = Self.order(name.dropFirst(15)) {
                numbered.append((order, digest))
            }
        }
        references = numbered.sorted { $0.order < $1.order }.map(\.digest)
    }

    /// `l.N` for a layer, `m.N` for a manifest; containerd before 1.3 wrote N alone.
    private static func order(_ name: Substring) -> Int? {
        let manifests = 1 << 20
        if name.hasPrefix("m.") { return UInt16(name.dropFirst(2)).map { manifests + Int($0) } }
        return UInt16(name.hasPrefix("l.") ? name.dropFirst(2) : name).map { Int($0) }
    }
}
