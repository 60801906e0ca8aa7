import Glibc
import Reporting

/// Where a report goes: standard output, or a file that appears whole or not at all.
enum OutputFile {
    /// - Parameter path: nil or `-` for standard output.
    static func write(to path: String?, _ render: (inout Output) throws -> Void) throws {
        guard let path, path != "-" else {
            try stream(to: STDOUT_FILENO, name: "standard output", render)
            return
        }
        let partial = path + ".partial"
        let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw OutputError(name: path, reason: String(cString: strerror(errno))) }
        do {
            try stream(to: file, name: path, render)
        } catch {
            close(file)
            unlink(partial)
            throw error
        }
        guard close(file) == 0, rename(partial, path) == 0 else {
            throw OutputError(name: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func stream(to file: Int32, name: String, _ render: (inout Output) throws -> Void) throws {
        var failure: OutputError?
        var sink = Output { bytes in
            guard failure == nil else { return }
            if !Console.write(bytes, to: file) {
                failure = OutputError(name: name, reason: String(cString: strerror(errno)))
            }
        }
        try render(&sink)
        sink.finish()
        if let failure { throw failure }
    }
}

/// The report could not be written.
struct OutputError: Error, CustomStringConvertible {
    var name: String
    var reason: String
    var description: String { "\(name): \(reason); the report was not written" }
}
