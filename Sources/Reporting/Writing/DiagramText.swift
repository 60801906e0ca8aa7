import NodeModel

/// The path diagram in characters: what leads to one store stands above it.
enum DiagramText {
    /// Aligned where the width allows it.
    static func lines(_ diagram: Diagram, width: Int) -> [String] {
        let aligned = lines(diagram, isAligned: true)
        let fits = aligned.allSatisfy { DisplayWidth.of($0) <= width }
        return (fits ? aligned : lines(diagram, isAligned: false)).map { DisplayWidth.cut($0, width) }
    }

    private static func lines(_ diagram: Diagram, isAligned: Bool) -> [String] {
        let paths = diagram.groups.flatMap(\.paths)
        func width(_ column: (Diagram.Path) -> String) -> Int {
            isAligned ? paths.map { DisplayWidth.of(Text.visible(column($0))) }.max() ?? 0 : 0
        }
        let (command, endpoint) = (width(\.command), width(\.endpoint))
        var lines: [String] = []
        for group in diagram.groups {
            for path in group.paths {
                let start = padded(path.command, command) + " → " + padded(path.endpoint, endpoint)
                lines.append("\(start) → \(Text.visible(path.server))")
            }
            let details = [group.note, group.directory].filter { !$0.isEmpty }.joined(separator: " in ")
            let store = Text.visible(details.isEmpty ? group.store : "\(group.store): \(details)")
            if group.paths.isEmpty { lines.append("no command line") }
            lines.append("  └→ " + store)
        }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        let text = Text.visible(text)
        return text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    }
}
