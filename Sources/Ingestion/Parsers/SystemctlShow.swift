import NodeModel

extension CaptureParser {
    /// What systemd has loaded: one block of properties a unit, in any order, blocks apart by a blank line.
    static let systemctlShow = CaptureParser(
        reads: .capture("systemctl-show"),
        summary: "whether each unit is loaded, active and enabled, its main process and what it was started with"
    ) { text, facts in
        var block = Block()
        for line in text.wholeLines {
            if line.isBlank {
                block.finish(text, &facts)
                continue
            }
            guard let equals = line.text.firstIndex(of: "="), isProperty(line.text[..<equals]) else {
                facts.misread(text, line, "not a property of a unit")
                continue
            }
            let key = String(line.text[..<equals])
            // A property that comes again is the next unit's, where a paste lost the blank line.
            if block.values[key] != nil, key != "ExecStart" { block.finish(text, &facts) }
            block.add(key, String(line.text[line.text.index(after: equals)...]), line)
        }
        block.finish(text, &facts)
    }
}

private struct Block {
    var values: [String: String] = [:]
    var first: Line?
    var named: Line?

    mutating func add(_ key: String, _ value: String, _ line: Line) {
        values[key] = value
        if first == nil { first = line }
        if key == "Id" { named = line }
    }

    mutating func finish(_ text: CaptureText, _ facts: inout ParsedFacts) {
        defer { self = Block() }
        guard let line = named ?? first else { return }
        let name = values["Id"] ?? NodePath.name(values["FragmentPath"] ?? "")
        guard !name.isEmpty else { return facts.misread(text, line, "a block that does not name its unit") }
        facts.facts.unitStates.append(
            UnitState(
                name: name, load: values["LoadState"] ?? "", active: values["ActiveState"] ?? "",
                file: values["UnitFileState"] ?? "", mainPID: values["MainPID"].flatMap { Int($0) } ?? 0,
                execStart: startArguments(values["ExecStart"] ?? ""), source: text.source(line)))
    }
}

/// The arguments in `{ path=… ; argv[]=… ; ignore_errors=no ; … }`.
private func startArguments(_ value: String) -> String {
    guard let start = value.firstRange(of: "argv[]=") else { return value.hasPrefix("{") ? "" : value }
    let rest = value[start.upperBound...]
    let ends = [" ; ignore_errors=", " ; flags=", " ; start_time=", " }"]
    let end = ends.compactMap { rest.firstRange(of: $0)?.lowerBound }.min() ?? rest.endIndex
    return rest[..<end].trimmed
}

private func isProperty(_ key: Substring) -> Bool {
    !key.isEmpty && key.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) }
}
