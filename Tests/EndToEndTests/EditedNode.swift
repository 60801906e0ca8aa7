import Foundation
import TestSupport
import Testing

/// A recorded node's bundle, unpacked, with some of its evidence changed as a real node's could be.
struct EditedNode {
    let folder: URL

    init(_ scenario: String) throws {
        folder = try Shell.temporaryFolder()
        let tar = try #require(Shell.find("tar"))
        let unpacked = try Shell.run(
            tar, ["-xzf", ReplayedNode.bundle(scenario).path, "-C", folder.path, "--strip-components=1"])
        try #require(unpacked.status == 0, "\(unpacked.errors)")
    }

    /// An empty folder to put captures made by hand into.
    init(captures: [String: String]) throws {
        folder = try Shell.temporaryFolder()
        for (name, text) in captures { try write(name, text) }
    }

    func read(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    func write(_ path: String, _ text: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Replaces text that must be there.
    func replace(_ old: String, with new: String, in path: String) throws {
        let text = try read(path)
        try #require(text.contains(old), "\(path) does not hold \(old)")
        try write(path, text.replacingOccurrences(of: old, with: new))
    }

    /// Makes captures end in another way, without output.
    func end(_ captures: [String], as status: String) throws {
        var rows = try read("manifest.tsv").components(separatedBy: "\n")
        for name in captures {
            let row = try #require(rows.firstIndex { $0.hasPrefix(name + "\t") }, "no capture \(name)")
            var columns = rows[row].components(separatedBy: "\t")
            columns[1] = status
            columns[5] = "0"
            rows[row] = columns.joined(separator: "\t")
            try? FileManager.default.removeItem(at: folder.appendingPathComponent("captures/\(name)"))
        }
        try write("manifest.tsv", rows.joined(separator: "\n"))
    }

    /// Adds a small file of the node.
    func add(file path: String, _ text: String) throws {
        try write("files" + path, text)
        try write(
            "manifest.tsv",
            read("manifest.tsv")
                + "file:\(path)\tok\t0\t2026-11-23T20:00:00Z\t1\t\(text.utf8.count)\tno\t0\tcat \(path)\n")
    }

    /// What the built program says of it.
    func analyzed() throws -> [String: Any] {
        let run = try Shell.run(Shell.twinstore, ["analyze", folder.path, "--format", "json"])
        try #require(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        return try #require((report["nodes"] as? [[String: Any]])?.first)
    }
}

extension [String: Any] {
    /// What one rule said of an analyzed node.
    func says(_ rule: String) -> String? {
        (self["checks"] as? [[String: Any]])?.first { $0["id"] as? String == rule }?["says"] as? String
    }

    var verdict: String? { self["verdict"] as? String }
    var confidence: String? { self["confidence"] as? String }
}
