import NodeModel

extension CaptureParser {
    /// Docker's daemon.json: where its data is, and which kind of store it asks for.
    static let dockerDaemonConfig = CaptureParser(
        reads: .files(["*/daemon.json"]),
        summary: "the data root, storage driver and kind of store that Docker is configured for"
    ) { text, facts in
        let document = JSONDocument(text.bytes[...])
        if !document.isComplete { facts.issue(text, line: 0, "not whole JSON; what came before the fault is kept") }
        for (name, value) in document.root?.members ?? [] {
            switch name {
            // `graph` is the name that data-root had before Docker 17.05.
            case "data-root", "graph": add(.daemonDataRoot, name, value, text, &facts)
            case "storage-driver": add(.daemonStorageDriver, name, value, text, &facts)
            case "features":
                for (feature, value) in value.members where feature == "containerd-snapshotter" {
                    add(.daemonContainerdSnapshotter, feature, value, text, &facts)
                }
            default: break
            }
        }
    }
}

private func add(
    _ key: SettingKey, _ name: String, _ value: JSON, _ text: CaptureText, _ facts: inout ParsedFacts
) {
    let printed = value.string ?? value.bool.map { $0 ? "true" : "false" } ?? ""
    guard !printed.isEmpty else { return }
    let quote = value.bool == nil ? "\"\(name)\": \"\(printed)\"" : "\"\(name)\": \(printed)"
    var counter = LineCounter(text)
    let source = Source(capture: text.id, line: counter.line(at: value.position), quote: quote)
    facts.facts.settings.append(Setting(key, printed, source: source))
}
