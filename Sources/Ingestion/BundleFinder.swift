import Glibc

/// The bundles that an argument of the command line means, in the order of their paths: the path itself, or what is
/// below a folder that is no bundle. A folder is looked into when its turn comes, so a fleet of any size needs the
/// memory of one folder's names.
public struct BundleFinder: Sequence, IteratorProtocol, Sendable {
    /// Endings of a bundle's file name.
    static let suffixes = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst"]
    private static let depth = 16

    /// Whether a file is called like a packed bundle.
    static func isArchive(_ name: String) -> Bool { suffixes.contains { name.hasSuffix($0) } }

    /// A folder that is no bundle.
    private struct Level {
        /// Its path, with a slash.
        var base: String
        /// Packed bundles, and folders with a slash, not looked at yet; the next one last.
        var names: [String]
    }

    private let parsers: ParserRegistry
    private var levels: [Level] = []
    /// What comes next; nil at the end.
    private var ahead: String?

    /// - Throws: where the path leads nowhere, or to a folder without bundles.
    init(_ path: String, parsers: ParserRegistry) throws(BundleError) {
        self.parsers = parsers
        ahead = path
        if path == "-" { return }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FolderReader.systemError(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return }
        ahead = look(into: path) ?? found()
        if ahead != nil { return }
        // A folder has texts that nobody pasted; those that are named are read.
        let texts = FolderReader.list(path)?.contains { !$0.isFolder && $0.name.hasSuffix(".txt") } ?? false
        throw BundleError(
            .notABundle, path: path, detail: "no bundle in this folder",
            advice: "bundles end in \(Self.suffixes.joined(separator: ", ")), or are folders with a manifest.tsv"
                + (texts ? "; name pasted texts one by one, such as \(path)/*.txt" : ""))
    }

    public var isAtEnd: Bool { ahead == nil }

    public mutating func next() -> String? {
        guard let path = ahead else { return nil }
        ahead = found()
        return path
    }

    private mutating func found() -> String? {
        while let base = levels.last?.base {
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            guard name.utf8.last == UInt8(ascii: "/") else { return base + name }
            if let bundle = look(into: base + name.dropLast()) { return bundle }
        }
        return nil
    }

    /// The folder itself where it is a bundle; otherwise what is in it comes next.
    private mutating func look(into path: String) -> String? {
        // Whoever reads it gets the error.
        guard let entries = FolderReader.list(path) else { return path }
        let archives = entries.filter { !$0.isFolder && Self.isArchive($0.name) }.map(\.name)
        if entries.contains(where: { !$0.isFolder && $0.name == "manifest.tsv" }) { return path }
        if archives.isEmpty {
            let paths = FolderReader.paths(path)
            if BundleFormat.all.contains(where: { $0.recognises(paths, parsers) }) { return path }
        }
        let isDeepest = levels.count == Self.depth
        let folders = entries.filter { $0.isFolder && !isDeepest && !$0.name.hasPrefix(".") }.map { $0.name + "/" }
        let base = path.hasSuffix("/") ? path : path + "/"
        levels.append(Level(base: base, names: (archives + folders).sorted { $0 > $1 }))
        return nil
    }
}
