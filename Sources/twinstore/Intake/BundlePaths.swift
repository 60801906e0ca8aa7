import Glibc
import Ingestion

/// The paths of bundles, one at a time: those of the command line, of the folders and patterns among them, and of lists.
struct BundlePaths {
    /// What the user named, the next one last.
    private var arguments: [String]
    /// What the argument in hand means, several where it is a pattern, the next one last.
    private var found: [BundleFinder] = []
    private var lists: [PathList]
    /// Paths that mean nothing, since `takeErrors` was called last.
    private var errors: [BundleError] = []

    /// - Parameter lists: files that name bundles; `-` is standard input.
    init(_ arguments: [String], lists: [String] = []) throws(BundleError) {
        self.arguments = arguments.reversed()
        var opened: [PathList] = []
        for path in lists { opened.append(try PathList(path)) }
        self.lists = opened.reversed()
    }

    /// How many there will be; nil where only the end of a list tells.
    private(set) var total: Int?

    /// The one path that there is, once they were counted; nil where there are several, and where one meant nothing.
    private(set) var only: String?

    /// Looks through all folders once before, so that there is a total. Paths are not kept: there may be millions.
    mutating func count() {
        guard lists.isEmpty else { return }
        var rest = self
        var count = 0
        while let path = rest.next() {
            if count == 0 { only = path }
            count += 1
        }
        total = count
        if count != 1 || !rest.errors.isEmpty { only = nil }
    }

    var isAtEnd: Bool { found.allSatisfy(\.isAtEnd) && arguments.isEmpty && lists.isEmpty }

    /// The next path; nil at the end, and where a list has none yet.
    mutating func next() -> String? {
        while true {
            if let path = found.indices.last.flatMap({ found[$0].next() }) { return path }
            if found.popLast() != nil { continue }
            if let argument = arguments.popLast() {
                expand(argument)
                continue
            }
            guard let last = lists.indices.last else { return nil }
            if let argument = lists[last].next() {
                expand(argument)
                continue
            }
            guard lists[last].isAtEnd else { return nil }
            lists.removeLast()
        }
    }

    /// Waits until a list has more, so many milliseconds at most.
    func wait(milliseconds: Int) { lists.last?.wait(milliseconds: milliseconds) }

    mutating func takeErrors() -> [BundleError] {
        defer { errors = [] }
        return errors
    }

    private mutating func expand(_ argument: String) {
        do {
            found = [try Ingest.bundles(in: argument)]
        } catch {
            let matches = Self.matches(argument)
            // Names that match are not looked at as patterns again.
            for path in matches {
                do { found.append(try Ingest.bundles(in: path)) } catch { errors.append(error) }
            }
            found.reverse()
            if matches.isEmpty { errors.append(error) }
        }
    }

    /// The sorted paths that a pattern in quotes stands for, as the shell would have expanded it.
    private static func matches(_ pattern: String) -> [String] {
        guard pattern.utf8.contains(where: { "*?[".utf8.contains($0) }) else { return [] }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }
}
