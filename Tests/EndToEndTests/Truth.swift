import Foundation
import NodeModel
import TestSupport

/// What is truly so on each recorded node: the recordings' own README and TRUTH.json.
struct Truth {
    let verdict: Verdict
    let relation: Relation
    /// What `du` saw go when the shared images were removed, by side; nil where it was not measured.
    let freed: [Side: Int64]

    static let verdicts: [String: (Verdict, Relation)] = [
        "two-live": (.duplicated, .different),
        "k3s-docker": (.sameStore, .same),
        "leftover-docker": (.leftover, .notApplicable),
        "leftover-containerd": (.leftover, .same),
        "kubeadm-shared-containerd": (.duplicated, .different),
        "docker-containerd-store": (.partlyDuplicated, .partly),
        "kubeadm-cri-dockerd": (.sameStore, .same),
        "k3s-only": (.singleStore, .notApplicable),
        "docker-only": (.singleStore, .notApplicable),
    ]

    init?(_ scenario: String) {
        guard let name = scenario.split(separator: ".").first.map(String.init),
            let (verdict, relation) = Self.verdicts[name]
        else { return nil }
        self.verdict = verdict
        self.relation = relation
        var freed: [Side: Int64] = [:]
        if let file = Recordings.folder?.appendingPathComponent("\(scenario)/TRUTH.json"),
            let data = try? Data(contentsOf: file),
            let truth = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        {
            func sum(_ key: String) -> Int64? { (truth[key] as? [Int64])?.reduce(0, +) }
            if let before = sum("before"), let after = sum("after_docker_rmi") { freed[.docker] = before - after }
            // crictl's removal through cri-dockerd needs force and left the images: not measured.
            if !["k3s-docker", "kubeadm-cri-dockerd", "leftover-containerd"].contains(name),
                let before = sum("after_docker_repull"), let after = sum("after_crictl_rmi")
            {
                freed[.cri] = before - after
            }
        }
        self.freed = freed
    }
}
