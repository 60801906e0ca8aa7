import Foundation
import TestSupport
import Testing

/// The deletion check, observed between two snapshots of recorded nodes, and everything that only looks like it.
@Suite("Deletion between two snapshots", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct DeletionTests {
    private func pair(_ scenario: String = "two-live.trixie") throws -> (before: EditedNode, after: EditedNode) {
        let (before, after) = (try EditedNode(scenario), try EditedNode(scenario))
        try before.clock("2026-11-16T20:00:00Z")
        try after.clock("2026-11-23T20:00:00Z")
        return (before, after)
    }

    @Test("an image that docker rmi took and crictl still lists shows two stores, by itself")
    func stayed() throws {
        let (before, after) = try pair()
        try after.dockerLost(EditedNode.app1)
        let node = try EditedNode.newest(of: before, after)
        #expect(node.says("deletion") == "different")
        #expect(node.confidence == "certain")
        #expect(
            node.statement("deletion")
                == "127.0.0.1:5000/example/app1:1.0-prod left the list of docker after 2026-11-16T20:00:00Z, and "
                + "k3s-containerd still lists it")
        let check = try #require((node["checks"] as? [[String: Any]])?.first { $0["id"] as? String == "deletion" })
        #expect(check["strength"] as? String == "sufficient")
        let proof = try #require((check["sources"] as? [[String: Any]])?.first)
        #expect(proof["capture"] as? String == "cri-images.k3s-containerd")
    }

    @Test("it decides where a node has nothing but its two lists, and those are alike")
    func decides() throws {
        let base = "example/base"
        func poor(_ node: EditedNode, dockerLost: Bool) throws -> EditedNode {
            let rows = try node.read("captures/docker-images").components(separatedBy: "\n")
            let docker = rows.filter { !$0.contains(base) && !(dockerLost && $0.contains(EditedNode.app1)) }
            let poor = try EditedNode(captures: [
                // Sizes of their own meaning would tell the stores apart too.
                "captures/docker-images": docker.joined(separator: "\n")
                    .replacing(/"(Virtual)?Size":"[^"]*"/, with: "\"Size\":\"N/A\""),
                "captures/crictl-images": node.read("captures/crictl-images"), "node.tsv": node.read("node.tsv"),
                "manifest.tsv": node.read("manifest.tsv"),
            ])
            try poor.drop("manifest.tsv") { row in
                !["name", "docker-images", "crictl-images", ""].contains(String(row.prefix { $0 != "\t" }))
            }
            try poor.settle()
            return poor
        }
        let (full, later) = try pair()
        let (before, after) = (try poor(full, dockerLost: false), try poor(later, dockerLost: true))
        let alone = try after.analyzed()
        #expect(alone.says("deletion") == "unknown")
        #expect(alone["relation"] as? String == "unknown")
        let node = try EditedNode.newest(of: before, after)
        #expect(node.says("deletion") == "different")
        #expect(node["relation"] as? String == "different")
        #expect(node.verdict == "duplicated")
    }

    @Test("on Docker's containerd image store, whose IDs are manifests, it is one content store")
    func containerdStore() throws {
        let (before, after) = try pair("docker-containerd-store.sid")
        try after.dockerLost("d10b936790bab5ce3641d43add1c1fd63433fa710053e2e3c2f5e7093205f454")
        let node = try EditedNode.newest(of: before, after)
        #expect(node.says("deletion") == "partly")
        #expect(node.verdict == "partly-duplicated")
    }

    @Test("with one store, an image that leaves both lists supports that")
    func leftBoth() throws {
        let (before, after) = try pair("k3s-docker.trixie")
        try after.dockerLost(EditedNode.app1)
        try after.criLost("k3s-cri-dockerd", EditedNode.app1)
        let node = try EditedNode.newest(of: before, after)
        #expect(node.says("deletion") == "same")
        #expect(node.verdict == "same-store")
        #expect(node.confidence == "certain")
    }

    @Test("with two stores, an image that was removed on both sides is no evidence of one")
    func removedTwice() throws {
        let (before, after) = try pair()
        try after.dockerLost(EditedNode.app1)
        try after.criLost("k3s-containerd", EditedNode.app1)
        let node = try EditedNode.newest(of: before, after)
        #expect(node.says("deletion") == "nothing")
        #expect(node.confidence == "certain")
        #expect(node.statement("deletion")?.contains("left both lists") == true)
    }

    /// What happened, and what the check says of it.
    static let others = [
        ("nothing happened", "no image that was in both lists at 2026-11-16T20:00:00Z left either"),
        ("another machine", "not observed"),
        ("two months", "more than 31 days earlier"),
        ("another endpoint", "k3s-containerd was not there in the older snapshot, or led elsewhere"),
        ("another root", "its root was /data/docker and is /var/lib/docker"),
        ("crictl timed out", "the list of k3s-containerd in the newer snapshot could not be had"),
        ("docker was down", "the list of docker in the older snapshot could not be had"),
        ("a filtered list", "the list of docker in the newer snapshot is filtered"),
        ("a cut list", "the list of docker in the newer snapshot is not complete: truncated"),
        ("a name moved to a new image", "no image that was in both lists"),
        ("one of two names went", "no image that was in both lists"),
        ("the list was taken while the image went", "no image that was in both lists"),
        ("only Docker's list changed, by an image of its own", "no image that was in both lists"),
    ]

    @Test("what is no deletion says nothing", arguments: others)
    func nothing(_ what: String, _ says: String) throws {
        let (before, after) = try pair()
        if !["nothing happened", "one of two names went", "a name moved to a new image"].contains(what) {
            try after.dockerLost(EditedNode.app1)
        }
        try edit(what, before, after)
        let node = try EditedNode.newest(of: before, after)
        #expect(["nothing", "unknown"].contains(node.says("deletion") ?? ""))
        #expect(node.statement("deletion")?.contains(says) == true, "\(node.statement("deletion") ?? "")")
    }

    private func edit(_ what: String, _ before: EditedNode, _ after: EditedNode) throws {
        switch what {
        case "another machine": try before.set("machine", to: String(repeating: "a", count: 64))
        case "two months": try before.clock("2026-09-23T20:00:00Z")
        case "another endpoint":
            try before.replace(
                "\t/run/k3s/containerd/containerd.sock", with: "\t/run/other/containerd.sock", in: "captures/sockets")
        case "another root":
            try before.replace(
                "\"DockerRootDir\":\"/var/lib/docker\"", with: "\"DockerRootDir\":\"/data/docker\"",
                in: "captures/docker-info")
        case "crictl timed out": try after.end(["crictl-images", "cri-images.k3s-containerd"], as: "timeout")
        case "docker was down": try before.end(["docker-images"], as: "failed")
        case "a filtered list":
            try after.replace(
                "docker images -a --no-trunc", with: "docker images --filter dangling=false -a --no-trunc",
                in: "manifest.tsv")
        case "a cut list":
            try after.settle()
            try after.replace("docker-images\tok", with: "docker-images\ttruncated", in: "manifest.tsv")
        case "a name moved to a new image":
            let new = String(repeating: "7", count: 64)
            for capture in ["docker-images", "docker-image-inspect", "docker-imagedb"] {
                try after.replace(EditedNode.app2, with: new, in: "captures/\(capture)")
            }
        case "one of two names went": try after.drop("captures/docker-images") { $0.contains("example/my-app") }
        case "the list was taken while the image went":
            try after.write("captures/docker-imagedb", before.read("captures/docker-imagedb"))
        case "only Docker's list changed, by an image of its own":
            try before.criLost("k3s-containerd", EditedNode.app1)
            try after.criLost("k3s-containerd", EditedNode.app1)
        default: break
        }
    }

    @Test("a clock that went back turns the snapshots round, and the image came instead of leaving")
    func clock() throws {
        let (before, after) = try pair()
        try after.dockerLost(EditedNode.app1)
        try before.clock("2026-11-23T20:00:01Z")
        let node = try EditedNode.newest(of: before, after)
        #expect(node.statement("deletion")?.contains("no image that was in both lists") == true)
    }

    @Test("a bundle that is ingested late changes the judgement of the one after it")
    func lateBundle() throws {
        let (before, after) = try pair()
        try after.dockerLost(EditedNode.app1)
        let database = before.folder.deletingLastPathComponent().appendingPathComponent("\(UUID()).db").path
        defer { try? FileManager.default.removeItem(atPath: database) }
        for node in [after, before] {
            try node.settle()
            let run = try Shell.run(Shell.twinstore, ["ingest", "--database", database, node.folder.path])
            #expect(run.status == 0, "\(run.errors)")
        }
        let run = try Shell.run(
            Shell.twinstore, ["report", "--database", database, "--node", "two-live-trixie", "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        #expect((report["nodes"] as? [[String: Any]])?.last?.says("deletion") == "different")
    }
}
