import Foundation
import NodeModel
import Testing

@testable import Reporting

@Suite struct ComparisonTests {
    private static func at(_ hours: Int64, _ judgement: Judgement, as node: String? = nil) -> Judgement {
        var one = judgement
        one.node = node ?? one.node
        one.collectedAt = Timestamp(seconds: Samples.clock.seconds + hours * 3600)
        one.bundle = BundleIdentity(name: "\(one.node)-\(hours).tar.gz", sha256: "\(hours)")
        return one
    }

    /// A node whose image left Docker's list, by the deletion check.
    private static func removed(_ judgement: Judgement) -> Judgement {
        var one = judgement
        one.checks.removeAll { $0.rule == "deletion" }
        one.checks.append(
            Check(
                rule: "deletion", title: "An image deleted on one side", byHand: true, says: .different,
                strength: .sufficient, statement: "nginx:1.27 left the list of docker, and crictl still lists it",
                sources: [Source(capture: "cri-images.k3s-containerd", line: 4, quote: "nginx|1.27")]))
        return one
    }

    static let lists: ListComparison = {
        let digest = Samples.digest("a")
        return ListComparison(
            views: ["docker", "k3s-containerd"], obstacles: [],
            changes: digest.map {
                [ImageChange(names: ["nginx:1.27"], id: $0, fates: ["docker": .left, "k3s-containerd": .stayed])]
            } ?? [])
    }()

    static let fleet = Comparison(
        oldName: "monday.db", newName: "friday.db", ruleSet: "2026.1",
        nodes: [
            NodeComparison(
                from: at(0, Samples.duplicated), to: removed(at(1, Samples.separate, as: "gpu-07")), lists: lists),
            NodeComparison(from: at(0, Samples.separate, as: "web-3"), to: at(1, Samples.leftover)),
            NodeComparison(from: at(0, Samples.leftover, as: "web-4"), to: at(1, Samples.duplicated, as: "web-4")),
            NodeComparison(from: at(0, Samples.sameStore), to: at(1, Samples.sameStore)),
            NodeComparison(from: at(0, Samples.hostile), to: at(1, Samples.hostile), lists: hostile),
            NodeComparison(from: at(0, Samples.unknown), to: nil),
            NodeComparison(from: nil, to: at(1, Samples.partlyDuplicated)),
        ].compactMap { $0 })

    static let hostile: ListComparison = {
        var lists = ListComparison(views: ["docker"], obstacles: ["a|b `c` <d>\u{1B}[31m\u{202E}"])
        for (name, hex) in [("<script>|`\u{7}", "b"), ("", "c")] as [(String, Character)] {
            guard let id = Samples.digest(hex) else { continue }
            lists.changes.append(
                ImageChange(names: name.isEmpty ? [] : [name], id: id, fates: ["docker": .arrived]))
        }
        return lists
    }()

    @Test(
        "a comparison is the golden file, byte for byte",
        arguments: [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")])
    func golden(format: String, ending: String) throws {
        let written = try #require(ComparisonFormat.named(format)).string(Self.fleet)
        let file = GoldenTests.folder.appendingPathComponent("compare-fleet.\(ending)")
        if GoldenTests.recording {
            try Data(written.utf8).write(to: file)
            Issue.record("recorded \(file.lastPathComponent); read it, then run again without RECORD=1")
            return
        }
        #expect(written == String(decoding: try Data(contentsOf: file), as: UTF8.self))
        if ending != "json" {
            #expect(!written.unicodeScalars.contains { Text.isHostile($0) && $0 != "\n" })
        }
    }

    @Test("each kind of change is counted")
    func kinds() {
        let fleet = Self.fleet
        #expect(fleet.count(.fixed) == 1)
        #expect(fleet.count(.new) == 1)
        #expect(fleet.count(.worse) == 1)
        #expect(fleet.count(.unchanged) == 2)
        #expect(fleet.count(.onlyOld, .onlyNew) == 2)
        #expect(fleet.inBoth.count == 5)
        #expect(fleet.duplicated.before.bytes == 170_000_000 + (Samples.hostile.duplicatedBytes?.bytes ?? 0))
        #expect(NodeComparison(from: nil, to: nil) == nil)
    }

    @Test("an image that is stored twice no more is gone, and one that is not joined by digest is known by its name")
    func twice() throws {
        func node(_ images: [SharedImage]) -> Judgement {
            var node = Samples.duplicated
            node.images = images
            return node
        }
        func image(_ name: String, _ bytes: Int64) -> SharedImage {
            SharedImage(
                names: [name], configDigest: nil, join: .name, stores: ["a", "b"], duplicated: Samples.exact(bytes))
        }
        let one = try #require(
            NodeComparison(
                from: node([image("nginx", 1), image("b", 2), image("c", 3)]),
                to: node([image("docker.io/library/nginx:latest", 1), image("c", 4), image("d", 5)])))
        #expect(one.twice.map(\.name) == ["b", "c", "d"])
        #expect(one.twice.map { $0.before?.bytes } == [2, 3, nil])
        #expect(one.twice.map { $0.after?.bytes } == [nil, 4, 5])
    }

    @Test("nothing to compare is said too", arguments: ComparisonFormat.all.map(\.name))
    func empty(format: String) throws {
        let nothing = Comparison(oldName: "a", newName: "b", ruleSet: "2026.1", nodes: [])
        let text = try #require(ComparisonFormat.named(format)).string(nothing)
        #expect(text.contains(format == "json" ? "\"nodes\": 0" : "There is no node to compare"))
    }

    @Test("a change of bytes has its sign, and none where it cannot be said")
    func bytes() {
        #expect(Bytes.change(from: 5_000_000, to: 0) == "−5.00 MB")
        #expect(Bytes.change(from: 0, to: 5_000_000) == "+5.00 MB")
        #expect(Bytes.change(from: 7, to: 7) == "0 B")
        #expect(Bytes.change(from: .min, to: .max) == "–")
        #expect(Bytes.change(from: .min, to: 0) == "–")
    }

    @Test("the published schema accepts the comparison of a fleet")
    func schema() throws {
        guard try Python.run("import jsonschema", input: "").status == 0 else {
            return print("notice: python3 has no jsonschema (pip package); the schema is not checked")
        }
        let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Sources/twinstore/Documentation.docc/compare-v1.schema.json")
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
                print(error.json_path, error.message)
            """
        let result = try Python.run(
            script, arguments: [schema.path], input: ComparisonFormat.json.string(Self.fleet))
        #expect(result.status == 0)
        #expect(result.output == "")
    }
}
