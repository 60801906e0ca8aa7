import NodeModel

extension CaptureParser {
    /// The file systems below the runtimes' directories. The path is the mount point; the capture asks one path a call,
    /// so its rows stand in the order of the roots and one file system can come several times.
    static let filesystems = CaptureParser(
        reads: .capture("df"),
        summary: "size and free space of the file systems that hold the runtimes' directories"
    ) { text, facts in
        let lines = text.wholeLines
        _ = facts.addDirectories(from: text, inline: lines)
        var unit: Int64 = 1 << 10
        var isInodes = false
        var device = ""
        for line in lines where !line.isBlank && AccessError(line.text) == nil {
            let words = Words(line.text)
            if let header = headerUnit(words) {
                unit = header
                isInodes = (0..<words.count).contains { words[$0] == "Inodes" || words[$0] == "IUse%" }
                if isInodes { facts.misread(text, line, "counts inodes, not bytes") }
                continue
            }
            if isInodes { continue }
            // A long device name stands on a line of its own, its numbers on the next.
            if words.count == 1 {
                device = String(words[0])
                continue
            }
            guard let row = filesystem(words, unit: unit, device: device, source: text.source(line)) else {
                facts.misread(text, line, "not a file system")
                continue
            }
            device = ""
            facts.facts.filesystems.append(row)
        }
    }
}

/// The bytes that a plain number stands for by the header's size column; nil for a row.
private func headerUnit(_ words: Words) -> Int64? {
    guard words.count >= 5, (0..<words.count).contains(where: { words[$0].hasSuffix("%") || words[$0] == "Capacity" }),
        !(0..<words.count).contains(where: { words[$0].hasSuffix("%") && words[$0].dropLast().isDigits })
    else { return nil }
    for index in 0..<words.count where words[index].hasSuffix("-blocks") {
        let blocks = words[index].dropLast(7)
        return HumanSize.du(blocks)?.high
    }
    return 1 << 10
}

/// Counts back from the percentage, because device and mount point may hold blanks.
private func filesystem(_ words: Words, unit: Int64, device: String, source: Source) -> Filesystem? {
    let isPercent = { (index: Int) in
        words[index] == "-" || (words[index].hasSuffix("%") && words[index].dropLast().isDigits)
    }
    guard let percent = (3..<max(3, words.count)).first(where: isPercent), percent + 1 < words.count,
        let total = size(words[percent - 3], unit: unit),
        let used = size(words[percent - 2], unit: unit),
        let free = size(words[percent - 1], unit: unit)
    else { return nil }
    var name = String(words.span(0, to: percent - 3))
    // `df -T` has the type between.
    if percent - 3 == 2 { name = String(words[0]) }
    if name.isEmpty { name = device }
    guard !name.isEmpty else { return nil }
    return Filesystem(
        path: NodePath.trimmed(words.rest(from: percent + 1).rightTrimmed), device: name, bytes: total, used: used,
        available: free, source: source)
}

/// A number of `df`: blocks, or `58G` of `df -h`, which rounds as `du -h` does.
private func size(_ word: Substring, unit: Int64) -> Int64? {
    if word == "-" { return 0 }
    guard let blocks = Int64(word) else { return HumanSize.du(word)?.middle }
    let (bytes, overflow) = blocks.multipliedReportingOverflow(by: unit)
    return overflow ? nil : bytes
}
