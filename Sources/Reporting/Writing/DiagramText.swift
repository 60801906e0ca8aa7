import NodeModel

/// The path diagram in characters: what leads to one store stands above it.
enum DiagramText {
    static func lines(_ diagram: Diagram, width: Int) -> [String] {
        let paths = diagram.groups.flatMap(\.paths)
        let command = paths.map { DisplayWidth.of(Text.visible($0.command)) }.max() ?? 0
        let endpoint = min(paths.map { DisplayWidth.of(Text.visible($0.endpoint)) }.max() ?? 0, width / 2)
        var lines: [String] = []
        for group in diagram.groups {
            for path in group.paths {
                let note = path.note.isEmpty ? "" : " (\(path.note))"
                lines.append(
                    padded(path.command, command) + " → " + padded(path.endpoint, endpoint) + " → "
                        + Text.visible(path.server) + note)
            }
            let details = [group.note, group.directory].filter { !$0.isEmpty }.joined(separator: " in ")
            let store = Text.visible(details.isEmpty ? group.store : "\(group.store): \(details)")
            lines.append((group.paths.isEmpty ? "no command line → " : "  └→ ") + store)
        }
        return lines.map { DisplayWidth.cut($0, width) }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        let fitted = DisplayWidth.fitted(Text.visible(text), width)
        return fitted + String(repeating: " ", count: max(0, width - DisplayWidth.of(fitted)))
    }
}
