import NodeModel

/// Which paths are one place on the disk: links, bind mounts, and everything below them.
struct Places: Sendable {
    /// Another name of a place and the name that stands for it, longest first.
    private let aliases: [(path: String, place: String)]

    init(_ directories: [Directory]) {
        struct Inode: Hashable {
            let device: Int64
            let inode: Int64
        }
        let present = directories.filter { $0.state == .present }
        // Of several names of one inode, one that is no link, then the shortest, stands for all.
        var standing: [Inode: Directory] = [:]
        func isBetter(_ a: Directory, _ b: Directory) -> Bool {
            let (first, second) = (Self.isLink(a), Self.isLink(b))
            if first != second { return !first }
            return (a.path.utf8.count, a.path) < (b.path.utf8.count, b.path)
        }
        for directory in present {
            guard let device = directory.device, let inode = directory.inode else { continue }
            let key = Inode(device: device, inode: inode)
            if let known = standing[key], !isBetter(directory, known) { continue }
            standing[key] = directory
        }
        var found: [String: String] = [:]
        for directory in present {
            if let device = directory.device, let inode = directory.inode,
                let place = standing[Inode(device: device, inode: inode)], place.path != directory.path
            {
                found[directory.path] = place.path
            } else if Self.isLink(directory) {
                found[directory.path] = directory.target
            }
        }
        aliases = found.map { ($0.key, $0.value) }.sorted {
            ($1.path.utf8.count, $1.path) < ($0.path.utf8.count, $0.path)
        }
    }

    /// The name that stands for a path's place.
    func place(_ path: String) -> String {
        var place = path
        // A chain of names is short; a loop of them ends here.
        for _ in 0..<8 {
            guard let alias = aliases.first(where: { Self.isAt(place, orBelow: $0.path) && $0.place != place }) else {
                break
            }
            let rest = Substring(place.utf8.dropFirst(alias.path.utf8.count))
            // A name that leads into itself leads nowhere.
            guard !Self.isAt(alias.place, orBelow: alias.path) else { break }
            place = alias.place + rest
        }
        return place
    }

    func areOne(_ a: String, _ b: String) -> Bool { a == b || place(a) == place(b) }

    /// Whether a path is that directory or something in it.
    func isInside(_ path: String, _ directory: String) -> Bool {
        Self.isAt(place(path), orBelow: place(directory))
    }

    static func isAt(_ path: String, orBelow directory: String) -> Bool {
        let (bytes, above, slash) = (path.utf8, directory.utf8, UInt8(ascii: "/"))
        guard bytes.starts(with: above) else { return false }
        return bytes.count == above.count || above.last == slash || bytes.dropFirst(above.count).first == slash
    }

    private static func isLink(_ directory: Directory) -> Bool {
        !directory.target.isEmpty && directory.target != directory.path
    }
}
