import Foundation
import TestSupport
import Testing

/// A small fleet in which every saved question has something to find: the samples, and edits of them whose answers are
/// known by what was edited.
enum QuestionFleet {
    /// Made once a test run.
    static let database: Result<String, any Error> = Result { try make() }

    private static func make() throws -> String {
        let folder = try Shell.temporaryFolder()
        let database = folder.appendingPathComponent("fleet.db").path
        let damaged = folder.appendingPathComponent("damaged.tar.gz")
        try Data("not an archive".utf8).write(to: damaged)
        let edited = try [silent(), dark(), torn(), busy(), full()] + turned()
        for node in edited { try node.settle() }
        // The same node and clock as a sample, with other content; settled like the others, so only the label differs.
        let other = try EditedNode(sample: "two-live")
        try other.label("rack", "z9")
        let run = try Shell.run(
            Shell.twinstore,
            ["ingest", "--database", database] + SampleTests.fleet + [CompareTests.before, CompareTests.after]
                + edited.map(\.folder.path) + [other.folder.path, damaged.path])
        try #require(run.status == 2, "\(run.errors)")
        return database
    }

    /// Not seen since the first of the month.
    private static func silent() throws -> EditedNode {
        let node = try EditedNode(sample: "k3s-docker")
        try node.set("node", to: "silent")
        try node.clock("2026-11-01T08:00:00Z")
        return node
    }

    /// Nothing answered in time.
    private static func dark() throws -> EditedNode {
        let node = try EditedNode(sample: "two-live")
        try node.set("node", to: "dark")
        let captures = try node.read("manifest.tsv").components(separatedBy: "\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\t").first }
        try node.end(captures.filter { !$0.isEmpty && $0 != "docker-images" && !$0.hasPrefix("file:") }, as: "timeout")
        return node
    }

    /// The unit asks for Docker, the running process is older.
    private static func torn() throws -> EditedNode {
        let node = try EditedNode(sample: "two-live")
        try node.set("node", to: "torn")
        try node.replace("    agent \\", with: "    agent \\\n        '--docker' \\", in: "captures/systemctl-cat")
        return node
    }

    /// A container of Docker's runs from an image that the kubelet's containers use too, and one name means two images.
    private static func busy() throws -> EditedNode {
        let node = try EditedNode(sample: "two-live")
        try node.set("node", to: "busy")
        try node.replace(EditedNode.app2, with: EditedNode.app1, in: "captures/docker-containers")
        try node.replace("example/app2:1.0-prod", with: "example/app1:1.0-prod", in: "captures/docker-containers")
        for capture in ["captures/docker-images", "captures/docker-image-inspect"] {
            try node.write(
                capture,
                node.read(capture).replacingOccurrences(of: "example/base\",", with: "example/app3\",")
                    .replacingOccurrences(of: "\"Tag\":\"1\"", with: "\"Tag\":\"1.0-prod\"")
                    .replacingOccurrences(of: "example/base:1\"", with: "example/app3:1.0-prod\""))
        }
        return node
    }

    /// 95 of 100 blocks are used.
    private static func full() throws -> EditedNode {
        let node = try EditedNode(sample: "two-live")
        try node.set("node", to: "full")
        try node.label("rack", "b4")
        try node.write(
            "captures/df",
            """
            Filesystem     1024-blocks     Used Available Capacity Mounted on
            /dev/vda         100000000 95000000   5000000      95% /

            """)
        return node
    }

    /// The sample pair the other way round: nothing twice, a week later something.
    private static func turned() throws -> [EditedNode] {
        let clocks = ["after": "2026-11-16T20:00:00Z", "before": "2026-11-23T21:30:00Z"]
        return try clocks.sorted { $0.value < $1.value }.map { name, clock in
            let node = try EditedNode(sample: "two-live-pair/" + name)
            try node.set("node", to: "turned")
            try node.clock(clock)
            try node.label("rack", "a1")
            return node
        }
    }
}

extension EditedNode {
    /// A sample's bundle, unpacked.
    init(sample: String) throws {
        try self.init(captures: [:])
        let tar = try #require(Shell.find("tar"))
        let bundle = SampleTests.folder.appendingPathComponent(sample + ".tar.gz").path
        let unpacked = try Shell.run(tar, ["-xzf", bundle, "-C", folder.path, "--strip-components=1"])
        try #require(unpacked.status == 0, "\(unpacked.errors)")
    }

    /// A label of the operator's.
    func label(_ key: String, _ value: String) throws {
        try write("node.tsv", read("node.tsv") + "label.\(key)\t\(value)\n")
    }
}
