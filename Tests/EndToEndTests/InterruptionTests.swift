import Foundation
import TestSupport
import Testing

@Suite("A signal leaves a database that can be gone on with", .serialized)
struct InterruptionTests {
    private static let sample = Recordings.packageRoot.appendingPathComponent("Samples/two-live.tar.gz").path

    /// The program with a list of paths that stays open, so that it waits for more.
    private final class Running {
        let process = Process()
        let errors = Pipe()
        let list: FileHandle
        private(set) var said = ""

        init(_ folder: URL, _ arguments: [String]) throws {
            let fifo = folder.appendingPathComponent("list").path
            try #require(mkfifo(fifo, 0o600) == 0)
            // Opened for reading, too, so that neither end waits for the other.
            let descriptor = open(fifo, O_RDWR)
            try #require(descriptor >= 0)
            list = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            process.executableURL = URL(fileURLWithPath: Shell.twinstore)
            process.arguments =
                ["ingest", "--verbose", "--database", folder.appendingPathComponent("f.db").path, "--files-from", fifo]
                + arguments
            process.standardError = errors
            process.standardInput = FileHandle.nullDevice
            try process.run()
        }

        /// Reads standard error until it holds a text; false where it ends before.
        func wait(for text: String) -> Bool {
            while !said.contains(text) {
                let data = errors.fileHandleForReading.availableData
                guard !data.isEmpty else { return false }
                said += String(decoding: data, as: UTF8.self)
            }
            return true
        }

        func end() -> Int32 {
            said += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    @Test(
        "after SIGINT and SIGTERM what was stored is there, and the same command goes on",
        arguments: [(SIGINT, "SIGINT", 130), (SIGTERM, "SIGTERM", 143)] as [(Int32, String, Int32)])
    func signals(_ signal: Int32, _ name: String, _ status: Int32) throws {
        let folder = try Shell.temporaryFolder()
        let run = try Running(folder, [])
        try run.list.write(contentsOf: Data((Self.sample + "\n").utf8))
        try #require(run.wait(for: "event=stored bundle=\"\(Self.sample)\""), "\(run.said)")
        kill(run.process.processIdentifier, signal)
        #expect(run.end() == status)
        #expect(run.process.terminationReason == .exit)
        #expect(
            run.said.contains("event=interrupted signal=\(name) bundles=1 stored=1 ")
                && run.said.contains("run the same command again"), "\(run.said)")
        #expect(!run.said.contains("event=ingested"))
        // One file that can be copied alone.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["f.db", "list"])
        let database = folder.appendingPathComponent("f.db").path
        let again = try Shell.run(Shell.twinstore, ["ingest", "--database", database, Self.sample])
        #expect(again.status == 0)
        #expect(again.errors.contains(" bundles=1 stored=0 known=1 "), "\(again.errors)")
    }

    @Test("a bundle that never comes does not hold the end up")
    func pipe() throws {
        let folder = try Shell.temporaryFolder()
        let bundle = folder.appendingPathComponent("bundle").path
        try #require(mkfifo(bundle, 0o600) == 0)
        let run = try Running(folder, [])
        try run.list.write(contentsOf: Data("\(Self.sample)\n\(bundle)\n".utf8))
        // The first bundle is committed when the program has nothing else to do but to wait for the second.
        try #require(run.wait(for: "event=stored"), "\(run.said)")
        kill(run.process.processIdentifier, SIGINT)
        #expect(run.end() == 130)
        #expect(run.said.contains(" stored=1 "), "\(run.said)")
    }
}
