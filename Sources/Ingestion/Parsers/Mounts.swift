import NodeModel

extension CaptureParser {
    /// What is mounted on and below the runtimes' directories: /proc/self/mounts, or the output of `mount`.
    static let mounts = CaptureParser(
        reads: .capture("mounts"),
        summary: "what is mounted on the runtimes' directories"
    ) { text, facts in
        for line in text.wholeLines where !line.isBlank {
            let words = Words(line.text)
            guard let row = kernelRow(words) ?? commandRow(words) else {
                facts.misread(text, line, "not a mount")
                continue
            }
            facts.facts.mounts.append(
                Mount(device: row.device, path: NodePath.trimmed(row.path), type: row.type, source: text.source(line)))
        }
    }
}

/// `overlay /run/x overlay rw,relatime 0 0`, blanks in names written as `\040`. Source: fstab(5).
private func kernelRow(_ words: Words) -> (device: String, path: String, type: String)? {
    guard words.count >= 4, words[1].hasPrefix("/"), words[words.count - 1].isDigits || words.count == 4 else {
        return nil
    }
    return (decoded(words[0]), decoded(words[1]), String(words[2]))
}

/// `/dev/vda on / type ext4 (rw,relatime)`
private func commandRow(_ words: Words) -> (device: String, path: String, type: String)? {
    guard let type = (3..<max(3, words.count - 1)).first(where: { words[$0] == "type" && words[$0 + 1] != "(" }),
        let on = (1..<type - 1).first(where: { words[$0] == "on" && words[$0 + 1].hasPrefix("/") })
    else { return nil }
    return (String(words.span(0, to: on)), String(words.span(on + 1, to: type)), String(words[type + 1]))
}

private func decoded(_ word: Substring) -> String {
    guard word.utf8.contains(UInt8(ascii: "\\")) else { return String(word) }
    let bytes = Array(word.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
        if bytes[at] == UInt8(ascii: "\\"), at + 3 < bytes.count,
            let value = UInt8(String(decoding: bytes[(at + 1)...(at + 3)], as: UTF8.self), radix: 8)
        {
            out.append(value)
            at += 4
        } else {
            out.append(bytes[at])
            at += 1
        }
    }
    return String(decoding: out, as: UTF8.self)
}
