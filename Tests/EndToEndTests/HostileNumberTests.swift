import Foundation
import TestSupport
import Testing

@testable import twinstore

@Suite("Numbers that no node has end in a report, not in a crash")
struct HostileNumberTests {
    private static let numbers = [
        "9223372036854775807", "-9223372036854775808", "9000000000000000000", "18446744073709551615", "1e30",
    ]

    @Test("in every capture of every sample", arguments: SampleTests.fleet, numbers)
    func samples(_ path: String, _ number: String) throws {
        let sample = try #require(URL(fileURLWithPath: path).lastPathComponent.split(separator: ".").first)
        let node = try Self.node(String(sample), claiming: number)
        let run = try Shell.run(Shell.twinstore, ["analyze", node.folder.path, "--format", "json"])
        #expect(run.status == 0, "\(run.errors)")
    }

    /// Parts larger than their whole are added to it: here more than an integer holds.
    @Test("of du, whose parts are added to a smaller whole")
    func parts() throws {
        let most = "9007199254740991"
        let node = try EditedNode(captures: [
            "du.txt": """
            10\t/var/lib/docker
            \(most)\t/var/lib/docker/overlay2
            \(most)\t/var/lib/docker/image
            """,
            "docker-info.txt": " Storage Driver: overlay2\n Docker Root Dir: /var/lib/docker\n",
        ])
        #expect(try Shell.run(Shell.twinstore, ["analyze", node.folder.path]).status == 0)
    }

    @Test("of several nodes, whose sums every report and every saved question asks for")
    func fleet() throws {
        let folder = try Shell.temporaryFolder()
        let database = folder.appendingPathComponent("fleet.db").path
        let nodes = try ["a", "b", "c"].map { name in
            let node = try Self.node("two-live", claiming: Self.numbers[0])
            try node.set("node", to: name)
            try node.set("machine", to: name)
            return node.folder.path
        }
        let ingested = try Shell.run(Shell.twinstore, ["ingest", "--database", database] + nodes)
        try #require(ingested.status == 0, "\(ingested.errors)")
        let values = ["node": "a", "image": "app", "from": "2026-11-01", "to": "2026-12-01"]
        for question in Question.all {
            let given = question.parameters.filter { $0.preset == nil }.flatMap {
                ["--param", "\($0.name)=\(values[$0.name] ?? "")"]
            }
            let asked = try Shell.run(Shell.twinstore, ["query", "-d", database, "@" + question.name] + given)
            #expect(asked.status == 0, "\(asked.errors)")
        }
        for format in SampleTests.formats.map(\.0) + SampleTests.dataFormats.map(\.0) {
            let arguments = ["report", "-d", database, "--summary", "--format", format]
            #expect(try Shell.run(Shell.twinstore, arguments).status == 0, "\(format)")
        }
        // Each is taken for 1 PiB, see `ByteRange.most`: two-live's two images stored twice, over three nodes.
        let sum = "SELECT sum(duplicated_bytes) FROM node_verdict"
        let asked = try Shell.run(Shell.twinstore, ["query", "-d", database, "-f", "csv", sum])
        #expect(asked.output == "sum(duplicated_bytes)\r\n\(3 << 50)\r\n")
    }

    /// A sample of which every number of four digits or more, outside of words and digests, is another one.
    private static func node(_ sample: String, claiming number: String) throws -> EditedNode {
        let node = try EditedNode(sample: sample)
        let captures = node.folder.appendingPathComponent("captures").path
        var replaced = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: captures) where !name.hasPrefix("ps") {
            let text = try node.read("captures/" + name)
            let changed = text.replacing(/(^|[^0-9A-Za-z:.\-])[0-9]{4,}(?![0-9A-Za-z:.\-])/) { "\($0.1)\(number)" }
            if changed != text { replaced += 1 }
            try node.write("captures/" + name, changed)
        }
        try #require(replaced > 2)
        return node
    }
}
