import Foundation
import TestSupport
import Testing

/// What a person pastes: the five captures of the mission, as plain tables, nothing else.
@Suite("The five captures by hand", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct FiveCaptureTests {
    struct Expected: CustomTestStringConvertible {
        let scenario: String
        let verdict: String
        let confidence: String
        var testDescription: String { scenario }
    }

    /// The seed's case rests on agreeing sizes, lists and the unit: likely. Two live stores show two sizes under one ID:
    /// certain. Docker's containerd store cannot be told from a second store by five tables: unknown.
    static let expected = [
        Expected(scenario: "k3s-docker.trixie", verdict: "same-store", confidence: "likely"),
        Expected(scenario: "kubeadm-cri-dockerd.trixie", verdict: "same-store", confidence: "likely"),
        Expected(scenario: "two-live.trixie", verdict: "duplicated", confidence: "certain"),
        Expected(scenario: "two-live.bookworm", verdict: "duplicated", confidence: "certain"),
        Expected(scenario: "kubeadm-shared-containerd.trixie", verdict: "duplicated", confidence: "certain"),
        Expected(scenario: "leftover-docker.trixie", verdict: "leftover", confidence: "certain"),
        Expected(scenario: "leftover-containerd.trixie", verdict: "leftover", confidence: "likely"),
        Expected(scenario: "docker-containerd-store.sid", verdict: "unknown", confidence: "none"),
        Expected(scenario: "k3s-only.trixie", verdict: "single-store", confidence: "certain"),
        Expected(scenario: "docker-only.trixie", verdict: "single-store", confidence: "certain"),
    ]

    @Test("five plain tables are answered at the confidence that they deserve", arguments: expected)
    func tables(_ one: Expected) throws {
        let answer = try EditedNode(captures: pasted(one.scenario)).analyzed()
        #expect(answer.verdict == one.verdict)
        #expect(answer.confidence == one.confidence)
        if one.verdict == "unknown" {
            let commands = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["settleWith"] as? String }
            #expect(commands.contains("crictl version"))
            #expect(commands.contains { $0.hasPrefix("docker info") })
        }
    }

    @Test("without layers every figure is a bound, and never less than what a removal really frees")
    func bounds() throws {
        for scenario in ["two-live.trixie", "kubeadm-shared-containerd.trixie"] {
            let answer = try EditedNode(captures: pasted(scenario)).analyzed()
            let freed = try #require(answer["freedByRemoving"] as? [String: [String: Any]])
            for (side, measured) in try #require(Truth(scenario)).freed {
                let figure = try #require(freed[side.rawValue])
                #expect(figure["tier"] as? String == "bound")
                #expect(try #require(figure["bytes"] as? Int64) >= measured)
            }
        }
    }

    private func pasted(_ scenario: String) throws -> [String: String] {
        let units = "k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker"
        let roots = "/var/lib/docker/overlay2 /var/lib/docker /var/lib/containerd /var/lib/rancher/k3s/agent/containerd"
        let commands = [
            "docker-images.txt": "docker images", "crictl-images.txt": "crictl images", "ps.txt": "ps aux",
            "systemctl-cat.txt": "systemctl cat \(units) cri-docker.socket crio", "du.txt": "du -sh \(roots)",
        ]
        return try commands.mapValues { command in
            try #require(Recordings.outputAndErrors(of: command, in: scenario), "\(command) was not recorded")
        }
    }
}
