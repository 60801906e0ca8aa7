import NodeModel

/// The commands that free the space safely, in order. Printed, never run.
///
/// Keeps the kubelet's store; never touches an image that a container of either side uses, a pinned one or the pause
/// image; never removes files inside a store whose daemon runs.
enum Plan {
    static func make(
        _ judgement: Judgement, picture: Picture, stores: [StorePicture], bytes: ByteAccounting
    ) -> (steps: [PlanStep], warnings: [String]) {
        var warnings: [String] = []
        guard judgement.verdict != .unknown else { return ([], []) }
        var steps: [PlanStep] = []
        if judgement.confidence == .contested {
            warnings.append("the evidence contradicts itself: settle it before you remove anything")
            return ([], warnings)
        }
        if judgement.relation == .same {
            warnings.append(
                "docker and crictl share one store: `docker image prune -a` takes images that the kubelet wants back, and "
                    + "`crictl rmi --prune` takes images that only docker's users know")
        }
        if let crictl = picture.endpoints.first(where: \.isCrictls), let kubelets = picture.cri, kubelets.isKubelets,
            crictl.path != kubelets.path, !crictl.path.isEmpty
        {
            warnings.append(
                "crictl as configured talks to \(crictl.path), the kubelet to \(kubelets.path): pin it with "
                    + "`crictl -r unix://\(kubelets.path)`")
        }
        if judgement.verdict == .duplicated || judgement.verdict == .partlyDuplicated {
            steps += removeDockersCopies(judgement, stores, bytes)
        }
        for residue in judgement.residues { steps += removal(of: residue, picture) }
        return (steps, warnings)
    }

    private static func removeDockersCopies(
        _ judgement: Judgement, _ stores: [StorePicture], _ bytes: ByteAccounting
    ) -> [PlanStep] {
        guard let docker = stores.firstIndex(where: { $0.id == "docker" }), stores[docker].store.live == true,
            judgement.relation != .same
        else { return [] }
        let removable = judgement.images.filter { $0.removable && $0.stores.contains("docker") }
        guard !removable.isEmpty else { return [] }
        var indices: Set<Int> = []
        var arguments: [String] = []
        for joined in bytes.shared {
            guard let index = joined.members[docker] else { continue }
            let record = stores[docker].images[index]
            guard
                removable.contains(where: { image in
                    record.names.isEmpty
                        ? record.config != nil && image.configDigest == record.config
                        : record.names.isSubset(of: image.names)
                })
            else { continue }
            indices.insert(index)
            let id = (record.config ?? record.targets.sorted().first)?.description
            arguments += record.names.isEmpty ? [id].compactMap { $0 } : record.names.sorted()
        }
        return [
            PlanStep(
                command: "docker ps -a --no-trunc", purpose: "check that still no container uses what is removed next",
                frees: nil, risk: "none: it only looks"),
            PlanStep(
                command: "docker image rm \(arguments.map(quoted).joined(separator: " "))",
                purpose:
                    "remove Docker's copies of \(indices.count) image\(indices.count == 1 ? "" : "s") that the kubelet "
                    + "has too",
                frees: bytes.freed(removing: indices, from: docker),
                risk: "docker run, docker compose and builds that use them pull them again; an image that exists in no "
                    + "registry is then only in the kubelet's store"),
        ]
    }

    private static func removal(of residue: Residue, _ picture: Picture) -> [PlanStep] {
        let path = quoted(residue.path)
        switch residue.kind {
        case .stoppedDocker:
            return [
                PlanStep(
                    command:
                        "systemctl is-active docker.service docker.socket; ls \(quoted(residue.path + "/volumes"))",
                    purpose: "check that Docker is stopped for good and that no named volume is wanted", frees: nil,
                    risk: "none: it only looks"),
                PlanStep(
                    command: "systemctl disable --now docker.socket docker.service && rm -r --one-file-system \(path)",
                    purpose: "remove the store of the stopped Docker", frees: residue.figure,
                    risk:
                        "volumes, container logs and images that exist nowhere else are gone; Docker 29 and newer would "
                        + "start with the containerd image store"),
            ]
        case .stoppedContainerd:
            return [
                PlanStep(
                    command: "ps -ww -eo pid,args | grep '[c]ontainerd'; findmnt -R \(path)",
                    purpose: "check that no containerd runs on it and nothing is mounted below it", frees: nil,
                    risk: "none: it only looks"),
                PlanStep(
                    command: "rm -r --one-file-system \(path)", purpose: "remove the store of the stopped containerd",
                    frees: residue.figure,
                    risk:
                        "switching k3s back to its own containerd pulls every image again; archives in agent/images are "
                        + "imported again at that start"),
            ]
        case .hiddenDockerStore, .secondDockerd, .airgapTarballs, .stoppedCRIO:
            return []
        }
    }

    /// One word of shell, whatever is in it.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            (byte >= 48 && byte <= 58) || (byte >= 64 && byte <= 90) || (byte >= 97 && byte <= 122)
                || [45, 46, 47, 95].contains(byte)
        }
        if plain, !word.isEmpty { return word }
        return "'"
            + Text.visible(word).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
