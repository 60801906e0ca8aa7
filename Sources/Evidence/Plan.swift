import NodeModel

/// The commands that free the space safely, in order. Printed, never run.
///
/// Keeps the kubelet's store; never touches an image that a container of either side uses, a pinned one or the pause
/// image; never removes files inside a store whose daemon runs.
enum Plan {
    static func make(
        _ judgement: Judgement, shared: [(joined: JoinedImage, image: SharedImage)], picture: Picture,
        stores: [StorePicture], bytes: ByteAccounting
    ) -> (steps: [PlanStep], warnings: [String]) {
        var warnings: [String] = []
        guard judgement.verdict != .unknown else { return ([], warnings) }
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
                    + "`crictl -r \(quoted("unix://" + kubelets.path))`")
        }
        if judgement.verdict == .duplicated || judgement.verdict == .partlyDuplicated {
            steps += removeDockersCopies(judgement, shared, stores, bytes)
        }
        for residue in judgement.residues {
            let removal = removal(of: residue, picture, stores)
            if residue.kind != .buildCache, !removal.isEmpty, let reason = untouchable(residue.path, picture) {
                warnings.append("nothing is proposed for \(residue.path): \(reason)")
            } else {
                steps += removal
            }
        }
        return (steps, warnings)
    }

    private static func removeDockersCopies(
        _ judgement: Judgement, _ shared: [(joined: JoinedImage, image: SharedImage)], _ stores: [StorePicture],
        _ bytes: ByteAccounting
    ) -> [PlanStep] {
        guard let docker = stores.firstIndex(where: { $0.id == "docker" }), stores[docker].store.live == true,
            judgement.relation != .same
        else { return [] }
        let look = PlanStep(
            command: "docker ps -a --no-trunc",
            purpose: stores[docker].usesAreKnown
                ? "check that still no container uses what is removed next"
                : "see which images containers use, running or stopped: without it no removal is proposed",
            frees: nil, risk: "none: it only looks")
        guard stores[docker].usesAreKnown else { return [look] }
        var indices: Set<Int> = []
        var arguments: [String] = []
        var onlyHere = 0
        for (joined, image) in shared where image.removable {
            guard let index = joined.members[docker] else { continue }
            let record = stores[docker].images[index]
            guard let references = references(to: record) else { continue }
            indices.insert(index)
            arguments += references
            let others = joined.members.filter { $0.key != docker }.flatMap { stores[$0.key].images[$0.value].names }
            let known = Set(others.map(ImageName.normalized))
            onlyHere += record.names.filter { !known.contains(ImageName.normalized($0)) }.count
        }
        guard !indices.isEmpty else { return [] }
        let names = onlyHere == 0 ? "" : "; \(onlyHere) of the names are in no other store and go with the image"
        return [
            look,
            PlanStep(
                command: "docker image rm \(arguments.map(quoted).joined(separator: " "))",
                purpose:
                    "remove Docker's copies of \(indices.count) image\(indices.count == 1 ? "" : "s") that the kubelet "
                    + "has too",
                frees: bytes.freed(removing: indices, from: docker),
                risk: "docker run, docker compose and builds that use them pull them again; an image that exists in no "
                    + "registry is then only in the kubelet's store" + names),
        ]
    }

    /// Every name by which Docker keeps an image, as only the removal of the last one frees anything; its ID where it has
    /// none. Nil where one of them cannot be a name: nothing else is to be trusted then either.
    private static func references(to image: StoreImage) -> [String]? {
        let names = image.names.sorted() + image.digestReferences.sorted()
        guard names.isEmpty else { return names.allSatisfy(isReference) ? names : nil }
        return (image.config ?? image.targets.sorted().first).map { [$0.description] }
    }

    /// Whether a text has only what an image reference can have, so that no program takes it for an option or a path.
    private static func isReference(_ name: String) -> Bool {
        guard let first = name.utf8.first, isWord(first), first != UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { isWord($0) || "-./:@".utf8.contains($0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }

    /// Why nothing is to be removed at a path; nil where it may go.
    private static func untouchable(_ path: String, _ picture: Picture) -> String? {
        let depth = path.split(separator: "/").filter { $0 != "." && $0 != ".." }.count
        guard path.hasPrefix("/"), depth > 1, !path.hasBytes("/../"), path == Text.visible(path) else {
            return "it is no directory of a runtime's own"
        }
        if let unit = picture.enabledOwner(of: path) {
            return "\(unit) is only stopped and starts again: disable it first if it is not wanted any more"
        }
        let live = picture.liveRoots.first { root in
            picture.places.isInside(root, path) || picture.places.isInside(path, root)
        }
        return live.map { "\($0) is in use" }
    }

    private static func removal(
        of residue: Residue, _ picture: Picture, _ stores: [StorePicture]
    ) -> [PlanStep] {
        // A removal of a link would remove nothing else.
        let target = picture.facts.directories.first { $0.path == residue.path && $0.state == .present }?.target ?? ""
        let path = quoted(target.isEmpty ? residue.path : target)
        let isOwn = picture.docker.isRunning != true && picture.isOnePlace(picture.docker.root ?? "", residue.path)
        switch residue.kind {
        case .stoppedDocker:
            return [
                PlanStep(
                    command: (isOwn
                        ? "systemctl is-active docker.service docker.socket" : "ps -ww -eo pid,args | grep '[d]ockerd'")
                        + "; ls \(quoted(residue.path + "/volumes"))",
                    purpose: "check that Docker is stopped for good and that no named volume is wanted", frees: nil,
                    risk: "none: it only looks"),
                PlanStep(
                    command: (isOwn ? "systemctl disable --now docker.socket docker.service && " : "")
                        + "rm -r --one-file-system \(path)",
                    purpose: "remove the store of the stopped Docker", frees: residue.figure,
                    risk: "volumes and container logs are gone; "
                        + (onlyThere(residue, picture, stores) ?? "images that exist nowhere else are gone, too")
                        + "; Docker 29 and newer would start with the containerd image store"),
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
        case .buildCache: return [prune(residue, picture)].compactMap { $0 }
        case .hiddenDockerStore, .secondDockerd, .airgapTarballs, .stoppedCRIO, .nestedRuntime:
            return []
        }
    }

    /// The builder's own command, which takes only what nothing uses; nil where no builder is known to run.
    private static func prune(_ residue: Residue, _ picture: Picture) -> PlanStep? {
        let isOwn = residue.path.hasSuffix("/buildkit") && residue.path != (picture.docker.root ?? "") + "/buildkit"
        let isBuildkitds = isOwn || residue.figure?.formula.contains("namespace buildkit") == true
        guard isBuildkitds || picture.docker.isRunning == true && picture.docker.isLocal else { return nil }
        var frees = residue.figure
        frees?.tier = .bound
        frees?.formula = "at most " + (residue.figure?.formula ?? "")
        return PlanStep(
            command: isBuildkitds ? "buildctl prune" : "docker builder prune",
            purpose: "remove the build cache that nothing uses; the command asks first", frees: frees,
            risk: "the next builds are slower and pull their base images again; images stay, and what they share "
                + "with the cache is counted as theirs from then on")
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
