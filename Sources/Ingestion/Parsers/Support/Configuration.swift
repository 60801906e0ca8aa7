import NodeModel

extension CaptureText {
    /// Keeps the values at those paths of a YAML or TOML text, each with its line. An empty value counts as not set.
    func keep(_ flat: FlatDocument, _ keys: (String) -> SettingKey?, into facts: inout ParsedFacts) {
        let all = lines
        for entry in flat.entries {
            guard let key = keys(entry.path), !entry.value.trimmed.isEmpty else { continue }
            let source = source(number: min(entry.line, all.count), of: all)
            facts.facts.settings.append(Setting(key, entry.value.trimmed, source: source))
        }
        // YAML ends lines at more characters than the ingester does.
        if let fault = flat.fault { facts.issue(self, line: min(fault.line, all.count), fault.message) }
    }

    /// The proof for a line number, also one past the end.
    func source(number: Int, of lines: [Line]) -> Source {
        let text = lines.indices.contains(number - 1) ? lines[number - 1].text : ""
        return Source(capture: id, line: self.number(of: number), quote: text)
    }
}

/// Line numbers of places in a text, asked for in ascending order; earlier ones are counted anew.
struct LineCounter {
    private let text: CaptureText
    private var bytes: [UInt8] { text.bytes }
    private var position = 0
    private var line = 1

    init(_ text: CaptureText) { self.text = text }

    mutating func line(at place: Int) -> Int {
        if place < position { (position, line) = (0, 1) }
        let end = min(max(place, 0), bytes.count)
        line += bytes[position..<end].count { $0 == UInt8(ascii: "\n") }
        position = end
        return text.number(of: line)
    }
}

/// Files of `NAME=value` lines: systemd's EnvironmentFile= and os-release. Source: systemd.exec(5), os-release(5).
enum EnvironmentText {
    struct Assignment {
        var name: String
        var value: String
        /// The line that it starts on.
        var line: Line
    }

    /// The assignments in their order; a trailing backslash joins lines, `export` before a name is skipped.
    static func assignments(_ text: CaptureText, into facts: inout ParsedFacts) -> [Assignment] {
        var found: [Assignment] = []
        var parts: [Substring] = []
        var first: Line?
        for line in text.lines {
            let trimmed = line.text.trimmed
            if first == nil, trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
            first = first ?? line
            let isContinued = trimmed.hasSuffix("\\")
            parts.append(isContinued ? trimmed.dropLast() : trimmed[...])
            if isContinued { continue }
            add(parts.joined(), first ?? line, text, &found, &facts)
            (parts, first) = ([], nil)
        }
        if let first { add(parts.joined(), first, text, &found, &facts) }
        return found
    }

    private static func add(
        _ whole: String, _ line: Line, _ text: CaptureText, _ found: inout [Assignment], _ facts: inout ParsedFacts
    ) {
        let bare = whole.hasPrefix("export ") ? whole.dropFirst(7).trimmed : whole
        guard let equals = bare.firstIndex(of: "="), isName(bare[..<equals].trimmed) else {
            facts.misread(text, line, "not NAME=value")
            return
        }
        let printed = bare[bare.index(after: equals)...].trimmed
        let isQuoted = printed.hasPrefix("\"") || printed.hasPrefix("'")
        // Without quotes a value goes on to the end of the line, blanks included.
        let value = isQuoted ? SystemdWords.split(printed).words.joined(separator: " ") : printed
        found.append(Assignment(name: bare[..<equals].trimmed, value: value, line: line))
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "_")
            }
    }
}
