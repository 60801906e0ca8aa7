import NodeModel

extension CaptureParser {
    /// What `du` counted, in KiB (`-k`), bytes (`-b`) or rounded up (`-h`), and which paths it could not read.
    ///
    /// Paths below /run and /var/run are kept as printed; they hold mounts of what is counted elsewhere, so nobody may
    /// add them to anything.
    static let diskUse = CaptureParser(
        reads: .capture("du"),
        summary: "the bytes below each of the runtimes' directories"
    ) { text, facts in
        let lines = text.wholeLines
        let denied = facts.addDirectories(from: text, inline: lines)
        let unit = blockSize(text.command)
        for line in lines where !line.isBlank && AccessError(line.text) == nil {
            guard let row = row(line, unit: unit) else {
                facts.misread(text, line, "not a size and a path")
                continue
            }
            if totals.contains(row.path) { continue }
            // `du -sh *` names what is in the directory that it was run in.
            let isRelative = !row.path.hasPrefix("/") && !text.folder.isEmpty
            let path = isRelative ? NodePath.trimmed(text.folder + "/" + row.path) : row.path
            facts.facts.diskUses.append(DiskUse(path: path, bytes: row.bytes, source: text.source(line)))
            if let hole = denied.first(where: { isWithin($0, row.path) }) {
                facts.issue(
                    text, line: line.number,
                    "\(row.path) holds more than \(Text.excerpt(hole, limit: 120)) let du count")
            }
        }
    }
}

/// The last row of `du -c`.
private let totals: Set<String> = ["total", "합계", "总用量", "總計", "总计", "合計", "insgesamt", "итого", "totale", "łącznie"]

private func isWithin(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
}

/// Bytes of a plain number: 1 KiB unless the command says otherwise.
private func blockSize(_ command: String) -> Int64 {
    for word in SystemdWords.split(command).words.dropFirst() where word.hasPrefix("-") {
        if word == "--bytes" || word == "--block-size=1" || word == "-B1" { return 1 }
        guard !word.hasPrefix("--") else { continue }
        if word.contains("b") { return 1 }
        if word.contains("m") { return 1 << 20 }
    }
    return 1 << 10
}

private func row(_ line: Line, unit: Int64) -> (bytes: ByteRange, path: String)? {
    let words = Words(line.text)
    guard words.count >= 2 else { return nil }
    let path = NodePath.trimmed(words.rest(from: 1).rightTrimmed)
    if words[0].isDigits {
        guard let number = Int64(words[0]), case let (bytes, overflow) = number.multipliedReportingOverflow(by: unit),
            !overflow
        else { return nil }
        return (ByteRange(exactly: bytes), path)
    }
    return HumanSize.du(words[0]).map { ($0, path) }
}
