import NodeModel

extension CaptureParser {
    /// The program file behind each process, which the process cannot rewrite as it can its title.
    ///
    /// Each becomes a process line without arguments; `Facts.process(pid:)` merges it with the line of `ps`.
    static let processExecutables = CaptureParser(
        reads: .capture("proc-exe"),
        summary: "the program file behind each process"
    ) { text, facts in
        for row in TabTable.rows(text, columns: ["pid", "exe"], required: 2, into: &facts) {
            guard let pid = Int(row[0]), pid > 0 else {
                facts.misread(text, row.line, "not a process ID")
                continue
            }
            // The kernel adds this where the file was replaced after the start, as by an upgrade.
            let deleted = " (deleted)"
            let path = row[1].hasSuffix(deleted) ? String(row[1].dropLast(deleted.count)) : row[1]
            facts.facts.processes.append(
                ProcessLine(pid: pid, arguments: "", executable: path, source: text.source(row.line)))
        }
    }
}
