import NodeModel

/// One unit file or drop-in as `systemctl cat` prints it, its continued lines joined.
struct UnitFragment {
    /// Empty where the header line is missing.
    var path: String
    /// The header, or the first line where there is none.
    var first: Line
    var assignments: [Assignment] = []
    var sections: Set<String> = []

    struct Assignment {
        /// Empty where the text has no section header at all: a grep.
        var section: String
        var key: String
        var value: String
        /// The line that it starts on.
        var line: Line
    }

    private static let types: Set<String> = [
        "service", "socket", "mount", "automount", "swap", "target", "path", "timer", "slice", "scope", "device",
    ]

    /// Whether a text is a unit's name with its type.
    static func isUnitName(_ name: some StringProtocol) -> Bool {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
        return types.contains(String(name[name.index(after: dot)...])) && !name.contains { "/ \t\"'".contains($0) }
    }

    /// Whether a path can head a fragment: a unit file, or a drop-in in a unit's `.d` folder.
    static func isFragmentPath(_ path: some StringProtocol) -> Bool {
        guard path.hasPrefix("/"), !path.contains(" ") else { return false }
        return isUnitName(NodePath.name(path)) || (path.hasSuffix(".conf") && NodePath.folder(path).hasSuffix(".d"))
    }

    var isDropIn: Bool { path.hasSuffix(".conf") }

    /// The unit that the path belongs to; nil without a path and for drop-ins of a whole type (`service.d`) or of a
    /// prefix (`k3s-.service.d`), which belong to the unit that they are printed after.
    var unit: String? {
        guard isDropIn else { return path.isEmpty ? nil : NodePath.name(path) }
        let name = String(NodePath.name(NodePath.folder(path)).dropLast(2))
        return Self.isUnitName(name) && !name.contains("-.") ? name : nil
    }

    /// Where the same unit exists in several folders, the higher one counts.
    var precedence: Int {
        if path.hasPrefix("/etc/") { return 3 }
        if path.hasPrefix("/run/") { return 2 }
        return path.hasPrefix("/usr/local/") ? 1 : 0
    }
}

/// Splits the output of `systemctl cat` into fragments and their lines into assignments.
///
/// Source: systemd.syntax(7): a trailing backslash joins lines with a blank, comments between joined lines are
/// skipped, an empty line ends the joining.
struct UnitFileReader {
    private(set) var fragments: [UnitFragment] = []
    /// Units that systemd warned about.
    private(set) var changed: Set<String> = []
    /// systemd warned without naming a unit.
    private(set) var changedAny = false
    private var section = ""
    private var isContinued = false
    /// The last line of the assignment that could still go on although its backslash is missing.
    private var open: String?

    mutating func read(_ text: CaptureText, into facts: inout ParsedFacts) {
        text.errorLines.forEach { noteWarning($0.text) }
        for line in text.lines { read(line, text, &facts) }
    }

    private mutating func read(_ line: Line, _ text: CaptureText, _ facts: inout ParsedFacts) {
        let trimmed = line.text.trimmed
        if let path = Self.header(trimmed) { return begin(path, line) }
        if trimmed.isEmpty {
            (isContinued, open) = (false, nil)
            return
        }
        if trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { return noteWarning(trimmed) }
        if isContinued { return extend(trimmed, line, text, &facts) }
        if let open, isArgument(line.text, trimmed, after: open) {
            if !Self.isRedacted(open) { facts.misread(text, line, "continues a line that has no backslash") }
            return extend(trimmed, line, text, &facts)
        }
        open = nil
        if trimmed.hasPrefix("["), trimmed.hasSuffix("]"), !trimmed.contains(" ") {
            return enter(String(trimmed.dropFirst().dropLast()), line)
        }
        if let equals = trimmed.firstIndex(of: "="), Self.isKey(trimmed[..<equals].trimmed) {
            return assign(trimmed, equals, line, text, &facts)
        }
        noteWarning(trimmed)
        let isChatter =
            trimmed.hasPrefix("No files found for ") || trimmed.contains("changed on disk")
            || trimmed.hasPrefix("Run 'systemctl daemon-reload'") || trimmed == "..." || trimmed == "…"
        if !isChatter { facts.misread(text, line, "not a line of a unit file") }
    }

    /// The path of `# /etc/systemd/system/k3s.service`, also in the form that `head` and `tail` print.
    private static func header(_ trimmed: String) -> String? {
        var path = Substring()
        if trimmed.hasPrefix("# /") { path = trimmed.dropFirst(2) }
        if trimmed.hasPrefix("==> /"), trimmed.hasSuffix(" <==") { path = trimmed.dropFirst(4).dropLast(4) }
        return UnitFragment.isFragmentPath(path) ? String(path) : nil
    }

    private mutating func begin(_ path: String, _ line: Line) {
        fragments.append(UnitFragment(path: path, first: line))
        (section, isContinued, open) = ("", false, nil)
    }

    /// A second `[Unit]` is a file whose header got lost.
    private mutating func enter(_ name: String, _ line: Line) {
        if fragments.isEmpty || (name == "Unit" && fragments[fragments.count - 1].sections.contains("Unit")) {
            begin("", line)
        }
        section = name
        fragments[fragments.count - 1].sections.insert(name)
    }

    private mutating func assign(
        _ trimmed: String, _ equals: String.Index, _ line: Line, _ text: CaptureText, _ facts: inout ParsedFacts
    ) {
        if fragments.isEmpty { begin("", line) }
        let key = trimmed[..<equals].trimmed
        fragments[fragments.count - 1].assignments.append(
            .init(section: section, key: key, value: "", line: line))
        extend(trimmed[trimmed.index(after: equals)...].trimmed, line, text, &facts)
    }

    private mutating func extend(_ part: String, _ line: Line, _ text: CaptureText, _ facts: inout ParsedFacts) {
        isContinued = part.hasSuffix("\\")
        if isContinued, line.text.last == " " || line.text.last == "\t" {
            facts.misread(text, line, "blanks after the backslash, which systemd would not join")
        }
        let value = isContinued ? String(part.dropLast()) : part
        guard let last = fragments.indices.last, let index = fragments[last].assignments.indices.last else { return }
        // In place: a value of a hundred thousand lines shall not be copied for each of them.
        if !fragments[last].assignments[index].value.isEmpty { fragments[last].assignments[index].value += " " }
        fragments[last].assignments[index].value += value
        open = !isContinued && fragments[last].assignments[index].key == "ExecStart" ? value : nil
    }

    /// Whether an indented line goes on with the arguments although the line before it lost its backslash: support
    /// bundles of Rancher replace the line after `--token` and its backslash with it.
    private func isArgument(_ raw: String, _ trimmed: String, after open: String) -> Bool {
        guard raw.first == " " || raw.first == "\t", let first = trimmed.first else { return false }
        if "'\"-<".contains(first) { return true }
        guard Self.isRedacted(open), first != "[" else { return false }
        guard let equals = trimmed.firstIndex(of: "=") else { return true }
        return !(Self.isKey(String(trimmed[..<equals])) && first.isUppercase)
    }

    private static func isRedacted(_ text: String) -> Bool { text.lowercased().contains("redacted") }

    private static func isKey(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }

    /// `Warning: k3s.service changed on disk, the version systemd has loaded is outdated.`
    private mutating func noteWarning(_ text: String) {
        guard text.contains("changed on disk") else { return }
        let words = text.split { " ,'\"".contains($0) }.filter { UnitFragment.isUnitName($0) }
        changed.formUnion(words.map(String.init))
        if words.isEmpty { changedAny = true }
    }
}
