import Glibc
import NodeModel
import Storage

/// One side of a comparison: snapshots, and up to when they count.
struct Moment {
    /// What the operator named: a file without its path, or a date.
    let name: String
    let store: SnapshotStore
    /// Only snapshots up to here, by the nodes' clocks; nil for all.
    let upTo: Timestamp?
    /// Whether every bundle could be read.
    let allRead: Bool

    /// - Parameters:
    ///   - text: a bundle, a folder of bundles, a database, or a date or time within `database`.
    init(_ text: String, database: String?, quiet: Bool) throws {
        let path = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
        if text == "-" || access(path, F_OK) == 0 {
            name = path.split(separator: "/").last.map(String.init) ?? path
            upTo = nil
            if Self.isDatabase(path) {
                store = try SnapshotStore.open(path: path, mode: .readOnly)
                allRead = true
            } else {
                store = try SnapshotStore.inMemory()
                allRead = try Intake.fill(store, from: BundlePaths([path]), quiet: quiet)
                // What was wrong has been said, and a comparison with nothing would say that all nodes are new.
                if !allRead, try store.snapshotCount() == 0 { throw ExitStatus.unreadableBundle }
            }
            return
        }
        guard let time = Self.time(text) else { throw MomentError(text: text, reason: .neither) }
        guard let database else { throw MomentError(text: text, reason: .dateAlone) }
        name = text
        store = try SnapshotStore.open(path: database, mode: .readOnly)
        upTo = time
        allRead = true
    }

    /// The newest snapshot of each node, sorted by node and machine.
    func newest(node: String?) throws -> [SnapshotSummary] {
        try upTo.map { try store.snapshots(node: node, upTo: $0) } ?? store.snapshots(node: node, latestOnly: true)
    }

    /// `2026-11-23T20:07:31Z`, or the last second of `2026-11-23`, in UTC.
    static func time(_ text: String) -> Timestamp? {
        let isDay = text.utf8.count == 10 && text.utf8.filter { $0 == UInt8(ascii: "-") }.count == 2
        return Timestamp(isDay ? text + "T23:59:59Z" : text)
    }

    /// The first bytes of every SQLite file. Source: https://sqlite.org/fileformat.html, section 1.3.
    private static func isDatabase(_ path: String) -> Bool {
        let magic = Array("SQLite format 3\0".utf8)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var start = [UInt8](repeating: 0, count: magic.count)
        return read(file, &start, start.count) == magic.count && start == magic
    }
}

/// A side of a comparison that leads nowhere.
struct MomentError: Error, CustomStringConvertible {
    enum Reason { case neither, dateAlone }

    var text: String
    var reason: Reason

    var description: String {
        switch reason {
        case .neither:
            "`\(text)` is no file, and no date such as 2026-11-23 or 2026-11-23T20:07:31Z"
        case .dateAlone: "`\(text)` is a date: name the database that it is about with --database"
        }
    }
}
