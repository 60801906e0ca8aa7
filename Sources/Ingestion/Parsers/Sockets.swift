import NodeModel

extension CaptureParser {
    /// The runtimes' sockets that exist, links followed: two names of one target are one server.
    static let sockets = CaptureParser(
        reads: .capture("sockets"),
        summary: "the runtimes' sockets that exist, and where links among them lead"
    ) { text, facts in
        for row in TabTable.rows(text, columns: ["name", "path", "target"], required: 2, into: &facts) {
            facts.facts.sockets.append(
                Socket(
                    name: row[0], path: row[1], target: row[2].isEmpty ? row[1] : row[2],
                    source: text.source(row.line)))
        }
    }
}
