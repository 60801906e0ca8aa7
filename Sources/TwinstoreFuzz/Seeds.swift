import Glibc
import Ingestion

/// What mutations begin with: the captures of sample bundles, the bundles, and the files of the corpus.
struct Seeds {
    /// Captures, transcripts and bundles of several members.
    private(set) var texts: [FuzzInput] = []
    /// Whole bundles of the collector's, of which a judge has more to say than of one capture.
    private(set) var bundles: [FuzzInput] = []
    /// Unpacked archives.
    private(set) var archives: [[UInt8]] = []

    /// - Parameter paths: archives, and folders of inputs.
    init(_ paths: [String]) {
        var samples: [[UInt8]] = []
        for path in paths {
            if Files.isFolder(path) {
                texts += Files.list(path).map { FuzzInput(Files.read(path + "/" + $0)) }
            } else {
                let packed = Files.read(path)
                let members = Packing.members(of: packed)
                texts += Self.captures(of: members)
                if packed.count < 16 << 10 { bundles.append(.bundle(members)) }
                archives.append(Tar.archive(members))
                if packed.count < 32 << 10 { samples.append(packed) }
            }
        }
        archives += texts.filter { $0.kind == "archive" }.map(\.archive)
        texts.removeAll { $0.kind == "archive" }
        // A capture without a sample begins with what it is not: other captures' words.
        for name in CaptureCatalog.entries.map(\.name) where !texts.contains(where: { $0.kind == name }) {
            let path = name.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "x")
            texts.append(.capture(path, command: "", Array("a: 1\n[b]\nc = \"2\"\n{\"d\": [3]}\n".utf8)))
        }
        let packed = samples.prefix(3).enumerated().map { (path: "nodes/\($0.offset).tar.gz", bytes: $0.element) }
        if !packed.isEmpty { archives.append(Tar.archive(packed)) }
    }

    /// The captures of a bundle of the collector's, each with its command; of another bundle, all members in one.
    private static func captures(of members: [(path: String, bytes: [UInt8])]) -> [FuzzInput] {
        guard let manifest = members.first(where: { $0.path.hasSuffix("/manifest.tsv") }) else {
            return [.bundle(members)]
        }
        var commands: [String: String] = [:]
        for row in String(decoding: manifest.bytes, as: UTF8.self).split(separator: "\n") {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            if let name = fields.first, let command = fields.last { commands[String(name)] = String(command) }
        }
        return members.compactMap { path, bytes in
            let parts = path.split(separator: "/", maxSplits: 2)
            guard parts.count == 3, parts[1] == "captures" || parts[1] == "files" else { return nil }
            let name = parts[1] == "files" ? "file:/" + parts[2] : String(parts[2])
            return .capture(name, command: commands[name] ?? "", bytes)
        } + members.filter { $0.path.hasSuffix(".tsv") }.map { .bundle([($0.path, $0.bytes)]) }
    }
}

/// Files in memory; what cannot be read is empty.
enum Files {
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, sorted.
    static func list(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func read(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &block, block.count)
            guard count > 0 else { return bytes }
            bytes += block[..<count]
        }
    }

    static func write(_ bytes: [UInt8], to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return }
        _ = Glibc.write(file, bytes, bytes.count)
        close(file)
    }
}
