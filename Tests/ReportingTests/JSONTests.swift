import Foundation
import NodeModel
import Testing

@testable import Reporting

@Suite struct JSONTests {
    static let reports = [Samples.everyVerdict, Samples.everyVerdict + [Samples.hostile, Samples.contested], []]

    private func parse(_ judgements: [Judgement]) throws -> [String: Any] {
        let text = ReportFormat.json.string(Report(judgements: judgements))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("the keys of the contract are there, with the values of the judgement")
    func contract() throws {
        let report = try parse([Samples.duplicated])
        #expect(report["schemaVersion"] as? Int == 1)
        #expect(report["ruleSet"] as? String == "2026.1")
        let nodes = try #require(report["nodes"] as? [[String: Any]])
        let node = try #require(nodes.first)
        #expect(node["node"] as? String == "gpu-07")
        #expect(node["collectedAt"] as? String == "2026-11-23T20:07:31Z")
        #expect((node["source"] as? [String: String])?.keys.sorted() == ["name", "sha256"])
        #expect(node["verdict"] as? String == "duplicated")
        #expect(node["confidence"] as? String == "certain")
        #expect(node["relation"] as? String == "different")
        #expect(node["headline"] as? String == Samples.duplicated.headline)
        try expect(node["stores"], has: ["id", "engine", "root", "driver", "live", "bytesOnDisk"])
        try expect(node["images"], has: ["names", "configDigest", "stores", "duplicated", "inUseBy", "join"])
        try expect([node["duplicatedBytes"]], has: ["bytes", "tier"])
        let freed = try #require(node["freedByRemoving"] as? [String: [String: Any]])
        #expect(freed["docker"]?["bytes"] as? Int == 68_150_000)
        #expect(freed["cri"]?["tier"] as? String == "exact")
        try expect(node["checks"], has: ["id", "says", "strength", "statement", "sources"])
        try expect(node["missing"], has: ["capture", "why", "settleWith"])
        try expect(node["plan"], has: ["command", "frees", "risk"])
        #expect((node["contradictions"] as? [Any])?.isEmpty == true)
        let leftover = try parse([Samples.leftover])
        try expect((leftover["nodes"] as? [[String: Any]])?.first?["residues"], has: ["kind", "path", "bytes", "tier"])
    }

    @Test("the fleet's sums are plain numbers")
    func fleet() throws {
        let fleet = try #require(try parse(Samples.everyVerdict)["fleet"] as? [String: Any])
        #expect(fleet["nodes"] as? Int == 7)
        #expect((fleet["byVerdict"] as? [String: Int])?["duplicated"] == 1)
        #expect(fleet["duplicatedBytes"] as? Int == 170_000_000 + 68_182_016)
        #expect(fleet["freeable"] as? Int == 102_380_000 + 68_182_016)
        #expect(fleet["planned"] as? Int == 68_150_000 + 68_182_016 + 2_400_000_000)
        #expect(fleet["plannedTier"] as? String == "estimated")
    }

    @Test("hostile text comes back as it was and stands escaped in the file")
    func hostile() throws {
        let text = ReportFormat.json.string(Report(judgements: [Samples.hostile]))
        #expect(!text.unicodeScalars.contains { Text.isHostile($0) && $0 != "\n" })
        let nodes = try #require(try parse([Samples.hostile])["nodes"] as? [[String: Any]])
        #expect(nodes.first?["node"] as? String == Samples.hostile.node)
        #expect(nodes.first?["headline"] as? String == Samples.hostile.headline)
        let images = try #require(nodes.first?["images"] as? [[String: Any]])
        #expect(
            images.compactMap { ($0["names"] as? [String])?.first } == Samples.hostile.images.compactMap(\.names.first))
    }

    @Test("the published schema accepts every sample", arguments: reports.indices)
    func schema(index: Int) throws {
        guard try Python.run("import jsonschema", input: "").status == 0 else {
            return print("notice: python3 has no jsonschema (pip package); the schema is not checked")
        }
        let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Sources/twinstore/Documentation.docc/report-v1.schema.json")
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
                print(error.json_path, error.message)
            """
        let report = ReportFormat.json.string(Report(judgements: Self.reports[index]))
        let result = try Python.run(script, arguments: [schema.path], input: report)
        #expect(result.status == 0)
        #expect(result.output == "")
    }

    private func expect(_ list: Any?, has keys: [String]) throws {
        let item = try #require((list as? [Any])?.first as? [String: Any])
        for key in keys { #expect(item[key] != nil, "\(key) is missing") }
    }
}

/// python3, where there is one.
enum Python {
    static func run(_ script: String, arguments: [String] = [], input: String) throws -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
