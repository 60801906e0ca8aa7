import Foundation

/// Runs programs as a user would.
public enum Shell {
    public struct Result: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
        public let outputBytes: Data
    }

    /// Runs a program to its end. Output goes through files, so that a long one cannot block it.
    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, input: Data? = nil,
        in folder: URL? = nil
    ) throws -> Result {
        let scratch = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let environment { process.environment = environment }
        if let folder { process.currentDirectoryURL = folder }
        let files = try ["out", "err"].map { name in
            let url = scratch.appendingPathComponent(name)
            try Data().write(to: url)
            return (url, try FileHandle(forWritingTo: url))
        }
        process.standardOutput = files[0].1
        process.standardError = files[1].1
        if let input {
            let url = scratch.appendingPathComponent("in")
            try input.write(to: url)
            process.standardInput = try FileHandle(forReadingFrom: url)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        let bytes = try files.map { try Data(contentsOf: $0.0) }
        return Result(
            status: process.terminationStatus, output: String(decoding: bytes[0], as: UTF8.self),
            errors: String(decoding: bytes[1], as: UTF8.self), outputBytes: bytes[0])
    }

    /// A new folder that is removed when the tests end, or earlier by who asked for it.
    public static func temporaryFolder() throws -> URL {
        _ = removal
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("twinstore-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folders.add(url)
        return url
    }

    private static let folders = Folders()
    private static let removal: Void = {
        atexit { Shell.folders.removeAll() }
        return
    }()

    private final class Folders: @unchecked Sendable {
        private let lock = NSLock()
        private var urls: [URL] = []

        func add(_ url: URL) { lock.withLock { urls.append(url) } }
        func removeAll() { lock.withLock { urls.forEach { try? FileManager.default.removeItem(at: $0) } } }
    }

    /// The first program of that name on PATH.
    public static func find(_ program: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The built program, beside the tests.
    public static let twinstore: String = {
        let tests = Bundle.main.executableURL?.deletingLastPathComponent() ?? Recordings.packageRoot
        for folder in [tests, Recordings.packageRoot.appendingPathComponent(".build/debug")] {
            let path = folder.appendingPathComponent("twinstore").path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        return Recordings.packageRoot.appendingPathComponent(".build/debug/twinstore").path
    }()
}
