import NodeModel

/// What the evidence says about directories.
extension Picture {
    /// A value with the lines that it was read from.
    struct Proved<Value: Sendable>: Sendable {
        var value: Value
        var sources: [Source]
    }

    func isPresent(_ path: String) -> Bool {
        let below = path + "/"
        return facts.directories.contains { $0.state == .present && $0.path == path }
            || facts.diskUses.contains { $0.path == path || $0.path.hasPrefix(below) }
    }

    /// What `du` counted below a directory; nil where it was not run on it.
    func bytes(below path: String) -> Int64? { use(below: path)?.bytes.middle }

    /// What `du` counted below a directory. One call on a directory and something inside it counts the inside only once
    /// (`du -s A/B A`): where a part is larger than the whole, the parts were left out of it and are added again.
    func use(below path: String) -> DiskUse? {
        guard !path.isEmpty, !path.hasPrefix("/run/"), !path.hasPrefix("/var/run/") else { return nil }
        let own = facts.diskUses.filter { isOnePlace($0.path, path) }.max { $0.bytes.high < $1.bytes.high }
        let below = path + "/"
        let inside = facts.diskUses.filter { $0.path.hasPrefix(below) }
        let parts = inside.filter { part in !inside.contains { part.path.hasPrefix($0.path + "/") } }
        guard var whole = own, let largest = parts.max(by: { $0.bytes.high < $1.bytes.high }),
            largest.bytes.low > whole.bytes.high
        else { return own }
        // A part that was counted twice, as in a paste, is one.
        let each = Dictionary(parts.map { ($0.path, $0.bytes) }) { $0.high < $1.high ? $1 : $0 }
        for bytes in each.values { whole.bytes = whole.bytes + bytes }
        return whole
    }
}
