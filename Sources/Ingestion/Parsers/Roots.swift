import NodeModel

extension CaptureParser {
    /// The directories that a runtime may keep images in: which exist, and which of them are one place.
    ///
    /// The collector's table, or `ls -l` of one directory as people paste it.
    static let roots = CaptureParser(
        reads: .capture("roots"),
        summary: "which of the runtimes' directories exist, with device, inode and link target"
    ) { text, facts in
        let lines = text.wholeLines
        if let first = lines.first(where: { !$0.isBlank }), !first.text.utf8.contains(9) {
            return readListing(lines, text, &facts)
        }
        _ = facts.addDirectories(from: text, inline: [])
        let columns = ["path", "state", "device", "inode", "type", "target"]
        for row in TabTable.rows(text, columns: columns, required: 2, into: &facts) {
            guard let state = DirectoryState(rawValue: row[1]) else {
                facts.misread(text, row.line, "not a state of a directory")
                continue
            }
            facts.facts.directories.append(
                Directory(
                    path: NodePath.trimmed(row[0]), state: state, device: Int64(row[2]), inode: Int64(row[3]),
                    target: row[5], source: text.source(row.line)))
        }
    }
}

/// The listed directory and the directories in it. Complaints say absent or denied.
private func readListing(_ lines: [Line], _ text: CaptureText, _ facts: inout ParsedFacts) {
    _ = facts.addDirectories(from: text, inline: lines)
    var folder = NodePath.arguments(of: text.command).last.map { NodePath.trimmed($0) }
    var isNoted = false
    for line in lines where !line.isBlank && AccessError(line.text) == nil {
        if line.text.hasPrefix("/"), line.text.hasSuffix(":") {
            folder = NodePath.trimmed(line.text.dropLast())
            isNoted = false
            continue
        }
        let row = LongListingRow(line)
        if row == nil, !isTotal(line) {
            if line.text.trimmed != "..." { facts.misread(text, line, "not a row of a listing") }
            continue
        }
        guard let folder else {
            facts.misread(text, line, "a listing that does not name its directory")
            continue
        }
        if !isNoted {
            facts.facts.directories.append(Directory(path: folder, state: .present, source: text.source(line)))
            isNoted = true
        }
        guard let row, row.isDirectory, row.name != ".", row.name != ".." else { continue }
        let path = row.name.hasPrefix("/") ? row.name : folder + "/" + row.name
        facts.facts.directories.append(
            Directory(path: NodePath.trimmed(path), state: .present, source: text.source(line)))
    }
}

/// `total 12`, in any language.
private func isTotal(_ line: Line) -> Bool {
    let words = Words(line.text)
    return words.count == 2 && words[1].first?.isNumber == true
}
