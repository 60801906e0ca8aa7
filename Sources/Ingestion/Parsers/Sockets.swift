import NodeModel

extension CaptureParser {
    /// The runtimes' sockets that exist, links followed: two names of one target are one server.
    ///
    /// The collector's table; as people paste it, `ls -l` of sockets, or kubeadm's complaint about several.
    static let sockets = CaptureParser(
        reads: .capture("sockets"),
        summary: "the runtimes' sockets that exist, and where links among them lead"
    ) { text, facts in
        if let first = text.lines.first(where: { !$0.isBlank }), !first.text.utf8.contains(9) {
            for line in text.wholeLines where !line.isBlank { readPasted(line, text, &facts) }
            return
        }
        for row in TabTable.rows(text, columns: ["name", "path", "target"], required: 2, into: &facts) {
            facts.facts.sockets.append(
                Socket(
                    name: row[0], path: row[1], target: row[2].isEmpty ? row[1] : row[2],
                    source: text.source(row.line)))
        }
    }
}

private func readPasted(_ line: Line, _ text: CaptureText, _ facts: inout ParsedFacts) {
    func add(_ path: String, target: String) {
        facts.facts.sockets.append(
            Socket(name: SocketName.of(endpoint: path), path: path, target: target, source: text.source(line)))
    }
    // `found multiple CRI endpoints on the host. … file: unix:///a.sock, unix:///b.sock`
    if line.text.find("found multiple CRI endpoints") != nil {
        let words = line.text.split { " ,`'\"".contains($0) }
        for word in words where word.hasPrefix("unix://") {
            add(Endpoint.path(String(word)), target: Endpoint.path(String(word)))
        }
        return
    }
    if AccessError(line.text) != nil { return }
    guard let row = LongListingRow(line) else { return facts.misread(text, line, "not a row of a listing") }
    guard row.name.hasPrefix("/"), row.name.hasSuffix(".sock") else { return }
    if let target = row.target, target.hasPrefix("/") {
        add(row.name, target: target)
    } else if line.text.trimmed.hasPrefix("s") {
        add(row.name, target: row.name)
    }
}
