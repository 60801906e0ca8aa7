import NodeModel

extension CaptureParser {
    /// The node's operating system, by the name that it wants to be called.
    static let osRelease = CaptureParser(
        reads: .files(["*/os-release"]),
        summary: "the node's operating system"
    ) { text, facts in
        let items = EnvironmentText.assignments(text, into: &facts)
        let names = ["PRETTY_NAME", "NAME", "ID"]
        for name in names {
            guard let item = items.last(where: { $0.name == name && !$0.value.isEmpty }) else { continue }
            facts.facts.settings.append(Setting(.nodeSystem, item.value, source: text.source(item.line)))
            return
        }
    }
}
