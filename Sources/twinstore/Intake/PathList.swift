import Glibc
import Ingestion

/// A list of paths that arrives bit by bit: `find … -print0 | twinstore ingest --files-from -`.
///
/// What ends the first path, NUL or newline, ends the others.
///
/// A class because it owns the open file.
final class PathList {
    private static let longest = Int(PATH_MAX)

    private let path: String
    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var start = 0
    private var separator: UInt8?
    private var hasEnded = false

    init(_ path: String) throws(BundleError) {
        self.path = path
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BundleError(
                .unreadable, path: path, detail: String(cString: strerror(errno)), advice: "check the list of paths")
        }
    }

    deinit { close(descriptor) }

    var isAtEnd: Bool { hasEnded && start == bytes.count }

    /// The next path that is there already; nil where there is none yet, or none at all.
    func next() -> String? {
        while true {
            if let path = taken() {
                if path.isEmpty { continue }
                return path
            }
            guard !hasEnded, isReady(milliseconds: 0), read() else { return nil }
        }
    }

    func wait(milliseconds: Int) { _ = isReady(milliseconds: milliseconds) }

    private func taken() -> String? {
        if separator == nil { separator = bytes.first { $0 == 0 || $0 == 10 } }
        let end = separator.flatMap { bytes[start...].firstIndex(of: $0) }
        guard end != nil || hasEnded && start < bytes.count || bytes.count - start > Self.longest else { return nil }
        let stop = end ?? bytes.count
        var path = bytes[start..<stop]
        // A list that was written on Windows.
        if separator == 10, path.last == 13 { path.removeLast() }
        start = end.map { $0 + 1 } ?? stop
        return String(decoding: path, as: UTF8.self)
    }

    private func isReady(milliseconds: Int) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, Int32(milliseconds)) > 0
    }

    /// Reads a block; false where a signal came in between.
    private func read() -> Bool {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        var block = [UInt8](repeating: 0, count: 64 << 10)
        let count = Glibc.read(descriptor, &block, block.count)
        if count < 0, errno == EINTR { return false }
        if count <= 0 { hasEnded = true } else { bytes += block[..<count] }
        return true
    }
}
