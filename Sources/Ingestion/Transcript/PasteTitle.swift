/// Lines that part a paste without being a prompt: headings that name a command, dividers, code fences.
enum PasteTitle {
    /// The command that a heading names: `=== docker images ===`, `## docker images`, `**crictl images**:`,
    /// ``Output of `ps aux`:``.
    static func command(_ text: String) -> String? {
        guard text.utf8.count <= 400, begins(text, with: marks) || text.utf8.last == 58 || text.utf8.contains(96) else {
            return nil
        }
        let line = text.trimmed
        let bare = line.trimming { decoration.contains($0) }
        if bare != line, StrictCommand.isOne(bare) { return bare }
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count == 3, StrictCommand.isOne(String(parts[1])) else { return nil }
        let around = parts[0] + parts[2]
        return around.count <= 40 && around.split(separator: " ").count <= 5 ? String(parts[1]) : nil
    }

    private static let decoration: Set<Character> = [
        "=", "-", "#", "*", "_", "~", "[", "]", "(", ")", ":", "|", "`", "'", "\"", " ", "\t", "▶", "►", "●",
    ]

    private static let marks = Array("=-#*_~[(:|`'\"●▶►".utf8)

    /// Whether the first byte that is no blank is one of these: asked of every line, so asked cheaply.
    private static func begins(_ text: String, with bytes: [UInt8]) -> Bool {
        text.utf8.first { $0 != 32 && $0 != 9 }.map(bytes.contains) ?? false
    }

    /// `=== containerd footprint ===`, `## Notes`, `-----`: what comes next is something else.
    static func isDivider(_ text: String) -> Bool {
        guard begins(text, with: marks) else { return false }
        let line = text.trimmed
        for mark in ["===", "---", "***", "~~~", "___"] where line.hasPrefix(mark) {
            let rest = line.drop { $0 == mark.first }
            return rest.isEmpty || rest.hasPrefix(" ") || rest.hasPrefix(">")
        }
        return line.hasPrefix("## ") || line.hasPrefix("### ") || line.hasPrefix("#### ")
    }

    static func isFence(_ text: String) -> Bool {
        guard begins(text, with: Array("`{<[".utf8)), text.utf8.count <= 200 else { return false }
        let line = text.trimmed.lowercased()
        if line.hasPrefix("```") { return !line.dropFirst(3).contains("`") }
        return ["{noformat}", "<pre>", "</pre>", "<code>", "</code>", "[code]", "[/code]", "</details>"].contains(line)
            || line.hasPrefix("{code")
    }

    /// `...`, `[snip]`: the author left something out.
    static func isCut(_ text: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        let line = text.trimmed.lowercased()
        guard (2...24).contains(line.utf8.count) || line == "…" else { return false }
        let bare = line.trimming { "[]()<>{}-*# ".contains($0) }
        return bare.allSatisfy { $0 == "." || $0 == "…" || $0 == "⋮" } && !line.isEmpty && !bare.isEmpty
            || ["snip", "snipped", "cut", "truncated", "omitted", "생략", "중략", "省略", "более", "etc"].contains(bare)
    }
}

extension StringProtocol {
    /// Without the characters at both ends that the test wants gone.
    func trimming(_ isUnwanted: (Character) -> Bool) -> String {
        let start = self.drop(while: isUnwanted)
        guard let last = start.lastIndex(where: { !isUnwanted($0) }) else { return "" }
        return String(start[...last])
    }
}
