import NodeModel

extension CaptureParser {
    /// Every crictl on the path and the program it leads to: a link to k3s reads other configuration files.
    static let crictlPrograms = CaptureParser(
        reads: .capture("crictl-programs"),
        summary: "every crictl on the path, and the program that it leads to"
    ) { text, facts in
        for row in TabTable.rows(text, columns: ["path", "target"], required: 1, into: &facts) {
            let target = row[1].isEmpty ? row[0] : row[1]
            facts.facts.settings.append(
                Setting(.crictlProgram, "\(row[0]) -> \(target)", source: text.source(row.line)))
        }
    }
}
