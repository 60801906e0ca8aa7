import Foundation
import TestSupport
import Testing

/// A recorded node some time later: what a removal took is taken out of every capture that showed it.
extension EditedNode {
    static let app1 = "c505bb498b0f1443dcc59bc2fae8d75aaa93d87554c1b8bda0d0ab4fe55717b1"
    static let app2 = "2000a9dccdcfde0d4aec5231821fa0af5b92072594ac054f66991bceef89d9a1"

    /// A value of `node.tsv`.
    func set(_ key: String, to value: String) throws {
        let rows = try read("node.tsv").components(separatedBy: "\n").map { row in
            row.hasPrefix(key + "\t") ? "\(key)\t\(value)" : row
        }
        try write("node.tsv", rows.joined(separator: "\n"))
    }

    func clock(_ time: String) throws { try set("clock", to: time) }

    /// What `docker rmi` of these images leaves: the lists, the image database and the containers without them.
    func dockerLost(_ ids: String...) throws {
        for capture in ["docker-images", "docker-image-inspect", "docker-imagedb", "docker-containers"]
        where FileManager.default.fileExists(atPath: folder.path + "/captures/\(capture)") {
            try drop("captures/\(capture)") { line in ids.contains { line.contains($0) } }
        }
    }

    /// What `crictl rmi` of these images leaves in the lists.
    func criLost(_ socket: String, _ ids: String...) throws {
        for capture in ["crictl-images", "cri-images.\(socket)"] {
            let data = Data(try read("captures/\(capture)").utf8)
            var list = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            var images = try #require(list["images"] as? [[String: Any]])
            images.removeAll { image in ids.contains { (image["id"] as? String)?.hasSuffix($0) ?? false } }
            list["images"] = images
            let edited = try JSONSerialization.data(withJSONObject: list, options: [.prettyPrinted, .sortedKeys])
            try write("captures/\(capture)", String(decoding: edited, as: UTF8.self))
        }
    }

    func drop(_ path: String, where isGone: (String) -> Bool) throws {
        try write(path, read(path).components(separatedBy: "\n").filter { !isGone($0) }.joined(separator: "\n"))
    }

    /// Makes the manifest tell the captures' new sizes: a list of another size than it says is not trusted.
    func settle() throws {
        let rows = try read("manifest.tsv").components(separatedBy: "\n").map { row -> String in
            var columns = row.components(separatedBy: "\t")
            let path = folder.appendingPathComponent("captures/\(columns[0])").path
            guard columns.count > 5, ["ok", "empty"].contains(columns[1]),
                let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
            else { return row }
            columns[1] = size == 0 ? "empty" : "ok"
            columns[5] = String(size)
            return columns.joined(separator: "\t")
        }
        try write("manifest.tsv", rows.joined(separator: "\n"))
    }

    /// The judgement of the newest of several bundles of one node.
    static func newest(of nodes: EditedNode...) throws -> [String: Any] {
        for node in nodes { try node.settle() }
        let run = try Shell.run(
            Shell.twinstore, ["analyze", "--format", "json"] + nodes.map(\.folder.path))
        try #require(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        let judged = try #require(report["nodes"] as? [[String: Any]])
        #expect(judged.count == nodes.count)
        return try #require(judged.last)
    }
}

extension [String: Any] {
    func statement(_ rule: String) -> String? {
        (self["checks"] as? [[String: Any]])?.first { $0["id"] as? String == rule }?["statement"] as? String
    }
}
