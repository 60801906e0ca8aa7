import Evidence
import NodeModel
import TestSupport
import Testing

/// What must hold on every node, tried on random ones.
@Suite("Properties")
struct PropertyTests {
    static let seeds = Array(0..<220)

    @Test("the verdict is the true one", arguments: seeds)
    func truth(_ seed: Int) {
        let one = RandomNode(seed: seed)
        let answer = one.node.judgement
        #expect(one.verdicts.contains(answer.verdict), "\(one.make): \(answer.headline)")
        #expect(answer.confidence == .certain, "\(one.make): \(answer.contradictions.map(\.statement))")
    }

    @Test("no figure is more than what is there", arguments: seeds)
    func bytes(_ seed: Int) {
        let one = RandomNode(seed: seed)
        let answer = one.node.judgement
        func unpacked(_ images: [TestImage]) -> Int64 {
            var layers: [Digest: Int64] = [:]
            for image in images { for (chain, layer) in zip(image.chain, image.layers) { layers[chain] = layer.bytes } }
            return layers.values.reduce(0, +)
        }
        func packed(_ images: [TestImage]) -> Int64 {
            let blobs = Dictionary(images.flatMap(\.layers).map { ($0.blob, $0.packed) }) { first, _ in first }
            return blobs.values.reduce(0, +) + Int64(images.count) * 3000
        }
        let (docker, cri) = (unpacked(one.docker) + packed(one.docker), unpacked(one.cri) + packed(one.cri))
        for (side, whole) in [(Side.docker, docker), (.cri, cri)] {
            guard let figure = answer.freedByRemoving[side], figure.tier == .exact else { continue }
            #expect(figure.bytes <= whole + whole / 100, "\(one.make) \(side)")
            #expect(figure.bytes >= 0)
        }
        if let twice = answer.duplicatedBytes, twice.tier == .exact {
            // The third store of `threeStores` holds two of Docker's images.
            let third = one.make == .threeStores ? unpacked(one.docker) + packed(one.docker) : 0
            let smaller = min(docker, cri) + third
            #expect(twice.bytes <= smaller + smaller / 100, "\(one.make)")
        }
        for step in answer.plan {
            guard let frees = step.frees?.bytes, let side = answer.freedByRemoving[.docker]?.bytes,
                step.command.hasPrefix("docker image rm")
            else { continue }
            #expect(frees <= side, "\(one.make)")
        }
    }

    @Test("the plan names no image that a container uses, no pinned one, and nothing of one store", arguments: seeds)
    func plan(_ seed: Int) {
        let one = RandomNode(seed: seed)
        let answer = one.node.judgement
        let kept = one.used + one.docker.filter(\.pinned) + one.docker.filter { !one.cri.contains($0) }
        for step in answer.plan where step.command.hasPrefix("docker image rm") {
            let words = step.command.split(separator: " ").map(String.init)
            for name in kept.flatMap(\.names) { #expect(!words.contains(name), "\(one.make): \(name)") }
        }
        if answer.relation == .same || answer.verdict == .unknown { #expect(answer.plan.isEmpty) }
        #expect(answer.plan.allSatisfy { !$0.command.contains("agent/containerd") })
    }

    @Test("every check that decides has its proof, and every unknown the command that settles it", arguments: seeds)
    func proofs(_ seed: Int) {
        var random = Seeded(seed)
        let snapshot = RandomNode(seed: seed).node.snapshot
        let dropped = Set(Set(snapshot.captures.map(\.id.kind)).sorted().shuffled(using: &random).prefix(4))
        for snapshot in [snapshot, snapshot.without { dropped.contains($0.kind) }] {
            let answer = Judge.judge(snapshot)
            for check in answer.checks {
                if [.same, .different, .partly].contains(check.says) {
                    #expect(!check.sources.isEmpty, "\(check.rule)")
                }
                if check.says == .unknown { #expect(!check.missing.isEmpty, "\(check.rule)") }
            }
            #expect((answer.missing + answer.checks.flatMap(\.missing)).allSatisfy { !$0.settleWith.isEmpty })
            if answer.verdict == .unknown { #expect(!answer.missing.isEmpty) }
            for contradiction in answer.contradictions { #expect(!contradiction.settleWith.isEmpty) }
        }
    }

    @Test("evidence that is taken away makes no answer its opposite", arguments: seeds)
    func lessEvidence(_ seed: Int) {
        var random = Seeded(seed)
        let one = RandomNode(seed: seed)
        let kinds = Set(one.node.snapshot.captures.map(\.id.kind)).sorted()
        for count in [1, 1, 1, 2, 2, 3, 4, 6, 8, 10] {
            let gone = Set(kinds.shuffled(using: &random).prefix(count))
            let fails = Bool.random(using: &random)
            let less =
                fails
                ? one.node.snapshot.failing(.timeout) { gone.contains($0.kind) }
                : one.node.snapshot.without { gone.contains($0.kind) }
            let answer = Judge.judge(less)
            #expect(
                one.verdicts.contains(answer.verdict) || isWeaker(answer, than: one),
                "\(one.make) \(fails ? "failing" : "without") \(gone.sorted()): \(answer.verdict), \(answer.headline)")
            for step in answer.plan where step.command.hasPrefix("docker image rm") {
                let words = step.command.split(separator: " ").map(String.init)
                #expect(one.used.flatMap(\.names).allSatisfy { !words.contains($0) }, "\(one.make): \(gone.sorted())")
            }
            #expect(answer.plan.allSatisfy { !$0.command.contains("agent/containerd") }, "\(one.make) \(gone.sorted())")
        }
    }

    /// Unknown is never wrong; and what only the disk or a third runtime holds is not seen where nobody looked, but then
    /// nothing is certain.
    private func isWeaker(_ answer: Judgement, than one: RandomNode) -> Bool {
        if answer.verdict == .unknown { return true }
        let isBesides = one.make == .dead || one.make == .threeStores
        return isBesides && answer.confidence != .certain && !answer.reason.isEmpty
            && [.singleStore, .separate].contains(answer.verdict)
    }

    @Test("the order of facts changes nothing", arguments: seeds)
    func order(_ seed: Int) {
        var random = Seeded(seed + 7)
        let snapshot = RandomNode(seed: seed).node.snapshot
        var other = snapshot
        other.facts.settings.shuffle(using: &random)
        other.facts.images.shuffle(using: &random)
        other.facts.imageLayers.shuffle(using: &random)
        other.facts.containers.shuffle(using: &random)
        other.facts.dockerLayers.shuffle(using: &random)
        other.facts.snapshots.shuffle(using: &random)
        other.facts.content.shuffle(using: &random)
        other.facts.imageRecords.shuffle(using: &random)
        other.facts.blobs.shuffle(using: &random)
        other.facts.processes.shuffle(using: &random)
        other.facts.directories.shuffle(using: &random)
        other.facts.diskUses.shuffle(using: &random)
        other.facts.sockets.shuffle(using: &random)
        let (first, second) = (Judge.judge(snapshot), Judge.judge(other))
        #expect(first == Judge.judge(snapshot))
        #expect(first.verdict == second.verdict)
        #expect(first.relation == second.relation)
        #expect(first.confidence == second.confidence)
        #expect(first.duplicatedBytes == second.duplicatedBytes)
        #expect(first.freedByRemoving == second.freedByRemoving)
        #expect(first.plan == second.plan)
        #expect(first.images == second.images)
        #expect(first.nameConflicts == second.nameConflicts)
        #expect(first.residues.map(\.path) == second.residues.map(\.path))
        #expect(first.residues.map(\.figure) == second.residues.map(\.figure))
        #expect(Set(first.stores.map(\.id)) == Set(second.stores.map(\.id)))
    }
}
