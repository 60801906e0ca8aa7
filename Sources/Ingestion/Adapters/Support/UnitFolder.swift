import NodeModel

/// Unit files and drop-ins as they lie on a disk, put together as `systemctl cat` would print them.
///
/// Source: systemd.unit(5): of one unit the file in the first folder counts; drop-ins come after it in the order of their
/// names, whatever their folder, and of two with one name the one in the first folder counts, a unit's own before those
/// of its prefix and of its type.
struct UnitFolder {
    /// In the order of their precedence; relative, as an archive has them.
    static let folders = [
        "etc/systemd/system/", "run/systemd/system/", "usr/local/lib/systemd/system/", "usr/lib/systemd/system/",
        "lib/systemd/system/",
    ]

    private var units: [String: (order: Int, member: RawMember)] = [:]
    /// By the drop-ins' directory (`k3s.service.d`), then by name.
    private var dropIns: [String: [String: (order: Int, member: RawMember)]] = [:]

    /// - Parameter members: any members of an archive; those that are no unit files are passed over.
    init(_ members: [RawMember]) {
        for member in members {
            guard let (order, name) = Self.place(of: member.path) else { continue }
            let parts = name.split(separator: "/").map(String.init)
            if parts.count == 1 {
                if order < units[name]?.order ?? .max { units[name] = (order, member) }
            } else if order < dropIns[parts[0]]?[parts[1]]?.order ?? .max {
                dropIns[parts[0], default: [:]][parts[1]] = (order, member)
            }
        }
    }

    /// Whether a path is a runtime's unit file or a drop-in that may belong to one.
    static func isWanted(_ path: String) -> Bool { place(of: path) != nil }

    /// Whether a unit can start a runtime. Its type may be missing: `docker`.
    static func isRuntime(_ unit: String) -> Bool {
        let base =
            unit.hasSuffix(".service") ? unit.dropLast(8) : unit.hasSuffix(".socket") ? unit.dropLast(7) : unit[...]
        let exact: Set<Substring> = ["kubelet", "docker", "containerd", "cri-docker", "crio", "cri-o"]
        guard !exact.contains(base) else { return true }
        return ["k3s", "rke2", "k0s", "k8e", "snap.docker.", "snap.microk8s."].contains { base.hasPrefix($0) }
    }

    /// Every unit with its drop-ins, each after its path, blank lines between; nil where there is no unit.
    var text: [UInt8]? {
        guard !units.isEmpty else { return nil }
        let fragments = units.sorted { $0.key < $1.key }.map { name, unit in
            ([unit.member] + additions(to: name)).map { member in
                Array("# /\(member.path)\n".utf8) + member.bytes + (member.bytes.last == 10 ? [] : [10])
            }.joined(separator: [10])
        }
        return Array(fragments.joined(separator: [10]))
    }

    /// Whether a part of the text is only the beginning of its file.
    var isCut: Bool { (units.values.map(\.member) + units.keys.flatMap(additions)).contains(where: \.isCut) }

    private func additions(to unit: String) -> [RawMember] {
        guard let dot = unit.lastIndex(of: ".") else { return [] }
        let type = unit[dot...]
        var folders = [unit + ".d"]
        var base = unit[..<dot]
        while let dash = base.dropLast().lastIndex(of: "-") {
            base = base[...dash]
            folders.append(base + type + ".d")
        }
        folders.append(type.dropFirst() + ".d")
        var found: [String: RawMember] = [:]
        for folder in folders {
            for (name, dropIn) in dropIns[folder] ?? [:] where found[name] == nil { found[name] = dropIn.member }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func place(of path: String) -> (order: Int, name: String)? {
        guard let order = folders.firstIndex(where: { path.hasPrefix($0) }) else { return nil }
        let name = String(path.dropFirst(folders[order].count))
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let types = [".service", ".socket"]
        if parts.count == 1 { return types.contains { name.hasSuffix($0) } && isRuntime(name) ? (order, name) : nil }
        guard parts.count == 2, parts[1].hasSuffix(".conf"), parts[0].hasSuffix(".d") else { return nil }
        let unit = parts[0].dropLast(2)
        // The prefix of a runtime's units (`k3s-.service.d`), or all services.
        let isShared = unit == "service" || unit == "socket" || unit.contains("-.")
        return isShared || isRuntime(String(unit)) && types.contains { unit.hasSuffix($0) } ? (order, name) : nil
    }
}
