import NodeModel

/// Whether something is on the node, as far as the evidence tells.
enum Presence: Sendable { case present, absent, unknown }

extension Picture {
    /// Whether `docker images` shows, or would show, a store of this machine.
    var dockerSide: Presence {
        guard docker.isLocal else { return .unknown }
        if docker.list != nil || docker.isRunning == true { return .present }
        if docker.isRunning == false { return .absent }
        let unit = facts.unitStates.first { $0.name == "docker.service" }
        if docker.isAbsent, unit == nil || unit?.load == "not-found" { return .absent }
        return .unknown
    }

    /// Whether `crictl images` shows, or would show, a store of this machine.
    var criSide: Presence {
        if cri?.answered == true || kubeletsCopy != nil { return .present }
        let serves: [RuntimeProcess.Role] = [.k3s, .rke2, .kubelet, .criDockerd, .crio]
        if processes.contains(where: { serves.contains($0.role) }) { return .unknown }
        if facts.imageRecords.contains(where: { $0.namespace == "k8s.io" }) { return .present }
        let units = facts.unitStates.filter { state in
            ["k3s", "rke2", "kubelet", "cri-docker", "crio"].contains { state.name.hasPrefix($0) }
        }
        if units.contains(where: { $0.active == "active" }) { return .unknown }
        // A node where nobody looked for crictl may have one: containerd serves CRI without a kubelet.
        let asked = crictlCalls
        guard !asked.isEmpty, asked.allSatisfy({ $0.outcome == .absent || $0.outcome == .failed }) else {
            return .unknown
        }
        let noneRuns = processesAreKnown || (!units.isEmpty && units.allSatisfy { $0.active != "active" })
        return noneRuns ? .absent : .unknown
    }

    /// Whether every capture that calls crictl found none.
    var hasNoCrictl: Bool { !crictlCalls.isEmpty && crictlCalls.allSatisfy { $0.outcome == .absent } }

    private var crictlCalls: [Capture] {
        snapshot.captures.filter { $0.id.name.hasPrefix("crictl-") && !$0.id.isKind("crictl-programs") }
    }
}

/// The first axis: do the two command lines show one store?
struct FirstAxis: Sendable, Equatable {
    var relation: Relation = .unknown
    var confidence: Confidence = .none
    var contradiction: Contradiction?
    /// Why there is nothing to compare; empty where there is.
    var reason = ""

    init(_ picture: Picture, checks: [Check]) {
        switch (picture.dockerSide, picture.criSide) {
        case (.present, .present) where !picture.restsOnFewSizes(checks):
            let weighed = Weighing(checks)
            relation = weighed.relation
            confidence = weighed.confidence
            contradiction = weighed.contradiction
        case (.present, .absent), (.absent, .present), (.absent, .absent):
            relation = .notApplicable
            confidence = .certain
            let docker = picture.docker.isAbsent ? "docker is not installed and no dockerd runs" : "no dockerd runs"
            let cri = "\(picture.hasNoCrictl ? "there is no crictl" : "crictl reaches no runtime") and no kubelet runs"
            reason = [picture.dockerSide == .absent ? docker : nil, picture.criSide == .absent ? cri : nil]
                .compactMap { $0 }.joined(separator: "; ")
        default:
            break
        }
    }
}

/// The verdict on one node: the first of the table that applies.
struct Decision: Sendable {
    var verdict: Verdict = .unknown
    var confidence: Confidence = .none
    var missing: [Missing] = []
    /// What made the confidence less than what the rules say.
    var reason = ""

    init(
        _ picture: Picture, axis: FirstAxis, checks: [Check], stores: [StorePicture], sides: Sides,
        bytes: ByteAccounting, residues: Residues
    ) {
        let relation = axis.relation
        confidence = axis.confidence
        reason = axis.reason
        if confidence == .certain, Self.restsOnPart(checks, relation, picture) {
            confidence = .likely
            reason = "the archive broke off in the evidence that decides"
        }
        let live = Set(stores.indices.filter { stores[$0].store.live == true })
        let twice = bytes.shared.filter { $0.members.keys.filter(live.contains).count > 1 }
        let (docker, cri) = (sides.docker, sides.cri)

        guard relation != .unknown else {
            confidence = .none
            missing = Self.lacking(picture, checks)
            return
        }
        let partly = { (image: JoinedImage) in
            let members = image.members.keys.filter(live.contains).sorted()
            return members.dropFirst().allSatisfy { other in
                Self.shareContent(stores[members[0]], stores[other], picture)
                    || (relation == .partly && Set([members[0], other]) == Set([docker, cri].compactMap { $0 }))
            }
        }
        if let weakest = twice.max(by: { Self.rank($0.join) < Self.rank($1.join) }) {
            verdict = twice.allSatisfy(partly) ? .partlyDuplicated : .duplicated
            let best = twice.min { Self.rank($0.join) < Self.rank($1.join) } ?? weakest
            if best.join == .name {
                if confidence == .certain { confidence = .likely }
                reason = "the images are joined by name only"
            }
            return
        }
        if relation == .different || relation == .partly {
            let open = stores.filter { $0.store.live == true && !$0.imagesAreKnown }
            guard open.isEmpty, docker != nil, cri != nil else {
                giveUp(
                    [docker.map { stores[$0].imagesAreKnown } == true ? nil : picture.missing("docker-images")]
                        .compactMap { $0 }
                        + open.filter { $0.id != "docker" }.map { _ in picture.missing("crictl-images") })
                return
            }
        }
        if residues.isLarge {
            verdict = .leftover
            return
        }
        guard residues.undecided.isEmpty else {
            giveUp(residues.undecided)
            return
        }
        verdict = relation == .same ? .sameStore : relation == .notApplicable ? .singleStore : .separate
        if !residues.wereLookedFor {
            missing.append(picture.missing("du"))
            if confidence == .certain { confidence = .likely }
            reason = "the disk was not looked at, so an old copy cannot be excluded"
        }
        if let root = residues.unseen.first {
            missing.append(picture.missing("ctr-images"))
            if confidence == .certain { confidence = .likely }
            reason = "a containerd runs on \(root), and nobody listed what it holds"
        }
    }

    /// Two namespaces of one containerd keep their content once (containerd, docs/ops.md).
    private static func shareContent(_ a: StorePicture, _ b: StorePicture, _ picture: Picture) -> Bool {
        guard a.isContainerd, b.isContainerd, a.store.namespace != b.store.namespace else { return false }
        if !a.socket.isEmpty, a.socket == b.socket { return true }
        return !a.store.root.isEmpty && picture.isOnePlace(a.store.root, b.store.root)
    }

    /// Whether every sufficient word for the relation has a line of a capture that a damaged archive may have cut.
    private static func restsOnPart(_ checks: [Check], _ relation: Relation, _ picture: Picture) -> Bool {
        let broken = Set(picture.snapshot.captures.filter(\.isBrokenOff).map(\.id))
        guard !broken.isEmpty else { return false }
        let deciding = checks.filter { $0.strength == .sufficient && $0.says.relation == relation }
        return deciding.allSatisfy { check in check.sources.contains { broken.contains($0.capture) } }
    }

    private mutating func giveUp(_ lacking: [Missing]) {
        verdict = .unknown
        confidence = .none
        missing += lacking
    }

    /// What would let the strongest rules speak.
    private static func lacking(_ picture: Picture, _ checks: [Check]) -> [Missing] {
        var lacking: [Missing] = []
        if picture.dockerSide == .unknown {
            if let remote = picture.docker.remoteSource {
                lacking.append(
                    Missing(
                        capture: "docker-images", why: "docker talks to another machine: \(remote.quote)",
                        settleWith: "env -u DOCKER_HOST -u DOCKER_CONTEXT docker -H unix:///var/run/docker.sock images")
                )
            } else {
                lacking.append(picture.missing("docker-images"))
            }
        }
        if picture.criSide == .unknown { lacking.append(picture.missing("crictl-images")) }
        let unspoken = checks.filter { $0.says == .unknown && $0.rule != Rule.deletion.id }
        return lacking + unspoken.flatMap(\.missing) + [picture.missing("probe")]
    }

    private static func rank(_ join: Join) -> Int { Join.allCases.firstIndex(of: join) ?? 0 }
}
