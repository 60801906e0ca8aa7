import NodeModel

/// The parsers, found by the capture that they read.
struct ParserRegistry: Sendable {
    /// Every parser of the program.
    static let standard = ParserRegistry(CaptureParser.all)

    /// The kinds of captures that some parser reads, small files apart.
    private(set) var kinds: Set<String> = []
    private var byKind: [String: [CaptureParser]] = [:]
    private var byPath: [(pattern: [UInt8], parser: CaptureParser)] = []

    init(_ parsers: [CaptureParser]) {
        for parser in parsers {
            switch parser.reads {
            case .capture(let kind): byKind[kind, default: []].append(parser)
            case .files(let patterns): byPath += patterns.map { (Array($0.utf8), parser) }
            }
        }
        kinds = Set(byKind.keys)
    }

    /// The parsers of a capture, in the order of the list.
    func parsers(of id: CaptureID) -> [CaptureParser] {
        guard id.isFile else { return byKind[id.kind] ?? [] }
        let path = Array(id.instance.utf8)
        return byPath.filter { Self.matches(path, $0.pattern) }.map(\.parser)
    }

    /// `*` stands for any run of characters, slashes too.
    static func matches(_ path: [UInt8], _ pattern: [UInt8]) -> Bool {
        // Most patterns end in a file's name, which tells at once.
        if let last = pattern.last, last != UInt8(ascii: "*"), last != path.last { return false }
        var at = 0
        var star: (pattern: Int, path: Int)?
        var p = 0
        while at < path.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, at)
                p += 1
            } else if p < pattern.count, pattern[p] == path[at] {
                p += 1
                at += 1
            } else if let back = star {
                p = back.pattern + 1
                at = back.path + 1
                star = (back.pattern, at)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// What the program can read, for people.
public enum CaptureCatalog {
    /// Each capture that some parser reads, by name, with what is found in it.
    public static var entries: [(name: String, summary: String)] {
        CaptureParser.all.flatMap { parser in
            switch parser.reads {
            case .capture(let kind): [(name: kind, summary: parser.summary)]
            case .files(let paths): paths.map { (name: CaptureID.file($0).name, summary: parser.summary) }
            }
        }.sorted { ($0.name, $0.summary) < ($1.name, $1.summary) }
    }
}
