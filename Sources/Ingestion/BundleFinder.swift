import Glibc

/// Finds the bundles that an argument of the command line means.
enum BundleFinder {
    /// Endings of a bundle's file name.
    static let suffixes = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst"]
    private static let depth = 16

    /// Whether a file is called like a packed bundle.
    static func isArchive(_ name: String) -> Bool { suffixes.contains { name.hasSuffix($0) } }

    /// The paths of the bundles, sorted: the path itself, or what is below a folder that is no bundle.
    static func bundles(in path: String, parsers: ParserRegistry) throws(BundleError) -> [String] {
        if path == "-" { return [path] }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FolderReader.systemError(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        var found: [String] = []
        search(path, depth, parsers, &found)
        guard !found.isEmpty else {
            // A folder has texts that nobody pasted; those that are named are read.
            let texts = FolderReader.list(path)?.contains { !$0.isFolder && $0.name.hasSuffix(".txt") } ?? false
            throw BundleError(
                .notABundle, path: path, detail: "no bundle in this folder",
                advice: "bundles end in \(suffixes.joined(separator: ", ")), or are folders with a manifest.tsv"
                    + (texts ? "; name pasted texts one by one, such as \(path)/*.txt" : ""))
        }
        return found.sorted()
    }

    private static func search(_ path: String, _ depth: Int, _ parsers: ParserRegistry, _ found: inout [String]) {
        guard let entries = FolderReader.list(path) else {
            // Whoever reads it gets the error.
            found.append(path)
            return
        }
        let files = entries.filter { !$0.isFolder }.map(\.name)
        let archives = files.filter(isArchive)
        let isBundle =
            files.contains("manifest.tsv")
            || archives.isEmpty && BundleFormat.all.contains { $0.recognises(FolderReader.paths(path), parsers) }
        if isBundle {
            found.append(path)
            return
        }
        let base = path.hasSuffix("/") ? path : path + "/"
        found += archives.map { base + $0 }
        guard depth > 0 else { return }
        for folder in entries where folder.isFolder && !folder.name.hasPrefix(".") {
            search(base + folder.name, depth - 1, parsers, &found)
        }
    }
}
