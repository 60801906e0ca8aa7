import NodeModel

extension CaptureParser {
    /// Unit files and their drop-ins, merged by systemd's rules. A unit is intent: the process may be older.
    static let systemctlCat = CaptureParser(
        reads: .capture("systemctl-cat"),
        summary: "how systemd starts each runtime: the unit file with its drop-ins"
    ) { text, facts in
        if text.bytes.contains("●"), let status = text.lines.first(where: { $0.text.trimmed.hasPrefix("●") }) {
            facts.misread(text, status, "this is `systemctl status`, not `systemctl cat`")
            return
        }
        var reader = UnitFileReader()
        reader.read(text, into: &facts)
        for (name, fragments) in grouped(reader.fragments, command: text.command) {
            var unit = merged(name, fragments, text, &facts)
            unit.changedOnDisk = reader.changedAny || reader.changed.contains(unit.name)
            facts.facts.units.append(unit)
        }
    }
}

/// The fragments of each unit, main file first, units in the order of the text.
private func grouped(_ fragments: [UnitFragment], command: String) -> [(String, [UnitFragment])] {
    var order: [String] = []
    var groups: [String: [UnitFragment]] = [:]
    var current = ""
    for fragment in fragments {
        let isAlone = fragments.count == 1
        var name = fragment.unit ?? ""
        if name.isEmpty { name = fragment.isDropIn ? current : guessedName(fragment, isAlone ? command : "") }
        guard !name.isEmpty else { continue }
        if groups[name] == nil { order.append(name) }
        groups[name, default: []].append(fragment)
        if !fragment.isDropIn { current = name }
    }
    return order.map { ($0, effective(groups[$0] ?? [])) }
}

/// Of several main files the one of the highest folder, of equal paths the last; then the drop-ins in their order.
private func effective(_ fragments: [UnitFragment]) -> [UnitFragment] {
    let mains = fragments.filter { !$0.isDropIn }
    let main = mains.reduce(nil as UnitFragment?) { best, next in
        next.precedence >= (best?.precedence ?? 0) ? next : best
    }
    var dropIns: [UnitFragment] = []
    for fragment in fragments where fragment.isDropIn {
        dropIns.removeAll { $0.path == fragment.path }
        dropIns.append(fragment)
    }
    return (main.map { [$0] } ?? []) + dropIns
}

/// The unit of a text without a header: the command's only unit, else the environment file that k3s's installer names
/// after the unit, else the program that is started.
private func guessedName(_ fragment: UnitFragment, _ command: String) -> String {
    let asked = SystemdWords.split(command).words.drop { NodePath.name($0) != "cat" }.dropFirst()
    if asked.count == 1, let word = asked.first {
        let name = NodePath.name(word)
        return UnitFragment.isUnitName(name) ? name : name + ".service"
    }
    for item in fragment.assignments where item.key == "EnvironmentFile" && item.value.hasSuffix(".service.env") {
        return String(NodePath.name(item.value).dropLast(4))
    }
    guard let start = fragment.assignments.last(where: { $0.key == "ExecStart" && !$0.value.isEmpty }) else {
        return ""
    }
    let words = arguments(SystemdWords.split(start.value).words)
    guard let program = words.first.map({ NodePath.name($0) }), !program.isEmpty else { return "" }
    if program == "k3s" || program == "rke2", let role = words.dropFirst().first {
        if role == "agent" { return program + "-agent.service" }
        return program == "k3s" ? "k3s.service" : "rke2-server.service"
    }
    let usual = ["dockerd": "docker", "cri-dockerd": "cri-docker"]
    return (usual[program] ?? program) + ".service"
}

/// Applies the assignments of `[Service]` in order: an empty value takes back what came before it.
private func merged(
    _ name: String, _ fragments: [UnitFragment], _ text: CaptureText, _ facts: inout ParsedFacts
) -> Unit {
    var start: (words: [String], line: Line)?
    var environment: [String] = []
    var files: [String] = []
    for item in fragments.flatMap(\.assignments) where item.section == "Service" || item.section.isEmpty {
        switch item.key {
        case "ExecStart":
            let (commands, isClosed) = SystemdWords.commands(item.value)
            start = commands.last.map { (arguments($0), item.line) }
            if !isClosed { facts.misread(text, item.line, "a quote in ExecStart is not closed") }
        case "Environment":
            let words = SystemdWords.split(item.value).words
            environment = words.isEmpty ? [] : environment + words
        case "EnvironmentFile":
            let path = item.value.hasPrefix("-") ? String(item.value.dropFirst()) : item.value
            files = path.isEmpty ? [] : files + [path]
        default: break
        }
    }
    let paths = fragments.map(\.path).filter { !$0.isEmpty }
    let line = start?.line ?? fragments.first?.first ?? Line(number: 0, text: "")
    return Unit(
        name: name, fragments: paths, execStart: start?.words ?? [], environment: environment,
        environmentFiles: files, source: text.source(line))
}

/// Without the prefixes of the program (`-@+!:|`); after `@` the next word is argv[0], which is not an argument.
private func arguments(_ words: [String]) -> [String] {
    guard let first = words.first else { return [] }
    let prefixes: Set<Character> = ["-", "@", "+", "!", ":", "|"]
    let program = String(first.drop { prefixes.contains($0) })
    let hasTitle = first.prefix { prefixes.contains($0) }.contains("@")
    return [program] + words.dropFirst(hasTitle ? 2 : 1)
}
