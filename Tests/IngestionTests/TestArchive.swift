import Foundation
import Testing

@testable import Ingestion

/// A folder of its own, removed at the end.
final class Scratch {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("twinstore-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appendingPathComponent(name))) }

    /// Runs a program in the folder; a failure fails the test.
    func run(_ program: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = url
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(program) \(arguments.joined(separator: " "))")
    }
}

/// Tar archives made byte by byte, so that they can be as wrong as no tar program would make them.
enum TestTar {
    /// One member; `type` as in the ustar format: 0 file, 1 hard link, 2 symbolic link, 3 device, 5 folder, 6 fifo.
    static func member(
        _ name: String, _ bytes: [UInt8] = [], type: Character = "0", link: String = "", size: Int? = nil,
        time: Int = 1_795_464_451
    ) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ at: Int, _ length: Int) {
            for (offset, byte) in text.utf8.prefix(length).enumerated() { header[at + offset] = byte }
        }
        func octal(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        put(name, 0, 100)
        put("0000644", 100, 7)
        put("0000000", 108, 7)
        put("0000000", 116, 7)
        put(octal(size ?? bytes.count, 11), 124, 11)
        put(octal(time, 11), 136, 11)
        put("        ", 148, 8)
        put(String(type), 156, 1)
        put(link, 157, 100)
        put("ustar\u{0}00", 257, 8)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", 148, 8)
        let padding = (512 - bytes.count % 512) % 512
        return header + bytes + [UInt8](repeating: 0, count: padding)
    }

    static func member(_ name: String, _ text: String) -> [UInt8] { member(name, Array(text.utf8)) }

    /// A pax header with those records, for the member that follows.
    static func pax(_ records: [(String, String)]) -> [UInt8] {
        let body = records.flatMap { key, value in
            let rest = " \(key)=\(value)\n".utf8.count
            var length = rest + String(rest).count
            length = rest + String(length).count
            return Array("\(length) \(key)=\(value)\n".utf8)
        }
        return member("PaxHeaders/x", body, type: "x")
    }

    static let end = [UInt8](repeating: 0, count: 1024)

    static func read(_ parts: [UInt8]..., named name: String = "bundle.tar") throws -> RawBundle {
        try BundleReader.read(parts.flatMap { $0 } + end, name: name)
    }
}

/// A bundle of version 1 in memory.
enum TestBundle {
    static let header = "name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand\n"
    static let node = "format\t1\ncollector\t1.0.0\nnode\tn1\nmachine\tabc\nclock\t2026-11-23T20:07:31Z\nuid\t0\n"

    static func raw(_ members: [(String, String)], name: String = "bundle.tar.gz") -> RawBundle {
        RawBundle(
            name: name, members: members.map { RawMember(path: $0.0, bytes: Array($0.1.utf8), modified: 100) },
            issues: [], damage: nil)
    }

    static func raw(manifest rows: String, node: String = node, _ members: [(String, String)]) -> RawBundle {
        raw([("manifest.tsv", header + rows), ("node.tsv", node)] + members)
    }
}

extension RawBundle {
    /// What each member says, by path.
    var texts: [String: String] {
        Dictionary(uniqueKeysWithValues: members.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }
}
