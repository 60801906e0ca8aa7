import Glibc
import Storage

/// A file that must be there, for commands that would otherwise make an empty one.
enum ExistingFile {
    static func check(_ path: String) throws {
        guard access(path, F_OK) == 0 else {
            throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Whether two paths lead to one file.
    static func areOne(_ one: String, _ other: String) -> Bool {
        var (a, b) = (stat(), stat())
        return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }
}
