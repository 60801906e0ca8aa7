import Foundation
import NodeModel
import TestSupport
import Testing

/// The whole line on every recorded node: the real collector, the built program, its JSON.
@Suite("Recorded nodes", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct RecordingVerdictTests {
    @Test("the verdict on a recorded node is the true one, and certain", arguments: Recordings.scenarios)
    func verdict(_ scenario: String) throws {
        let node = try analyzed(scenario)
        let truth = try #require(Truth(scenario))
        #expect(node["verdict"] as? String == truth.verdict.rawValue)
        #expect(node["relation"] as? String == truth.relation.rawValue)
        #expect(node["confidence"] as? String == "certain")
    }

    @Test("what a removal frees is exact, within 1 % or 1 MiB of what was measured", arguments: Recordings.scenarios)
    func freed(_ scenario: String) throws {
        let node = try analyzed(scenario)
        let truth = try #require(Truth(scenario))
        let freed = try #require(node["freedByRemoving"] as? [String: Any])
        for (side, measured) in truth.freed {
            let figure = try #require(freed[side.rawValue] as? [String: Any], "no figure for \(side.rawValue)")
            let bytes = try #require(figure["bytes"] as? Int64)
            #expect(figure["tier"] as? String == "exact", "\(side.rawValue): \(figure)")
            #expect(
                abs(bytes - measured) <= max(measured / 100, 1 << 20), "\(side.rawValue): \(bytes), not \(measured)")
        }
    }

    @Test("images are joined although Docker's containerd store and crictl print different IDs")
    func joinedAcrossIDs() throws {
        let node = try analyzed("docker-containerd-store.sid")
        let images = try #require(node["images"] as? [[String: Any]])
        #expect(
            Set(images.flatMap { $0["names"] as? [String] ?? [] }) == [
                "127.0.0.1:5000/example/app1:1.0-prod", "127.0.0.1:5000/example/app2:1.0-prod",
            ])
        #expect(images.allSatisfy { $0["join"] as? String != "name" })
    }

    @Test("a left-over's bytes are its du", arguments: ["leftover-docker.trixie", "leftover-containerd.trixie"])
    func leftover(_ scenario: String) throws {
        let node = try analyzed(scenario)
        let residues = try #require(node["residues"] as? [[String: Any]])
        #expect(residues.count == 1)
        let root = scenario.hasPrefix("leftover-docker") ? "/var/lib/docker" : "/var/lib/rancher/k3s/agent/containerd"
        #expect(residues.first?["path"] as? String == root)
        let du = try #require(Recordings.output(of: "du -skx \(root)", in: scenario)?.split(separator: "\t").first)
        let measured = try #require(Int64(du)) * 1024
        let bytes = try #require((residues.first?["bytes"] as? Int64))
        #expect(abs(bytes - measured) <= measured / 50)
    }

    private func analyzed(_ scenario: String) throws -> [String: Any] {
        let bundle = try ReplayedNode.bundle(scenario)
        let run = try Shell.run(Shell.twinstore, ["analyze", bundle.path, "--format", "json"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        return try #require((report["nodes"] as? [[String: Any]])?.first)
    }
}
