import NodeModel
import Testing

@testable import Storage

@Suite("The fleet's sums in the database are those of its newest judgements")
struct FleetSumTests {
    /// A fleet that changes at random: new snapshots, late ones, judgements made again, snapshots removed.
    private struct RandomFleet {
        var random = SplitMix(state: 7)
        var judgements: [Int64: Judgement] = [:]

        mutating func judgement(of snapshot: Snapshot) -> Judgement {
            var judgement = FullJudgement.make(of: snapshot, verdict: pick(Verdict.allCases))
            judgement.confidence = pick(Confidence.allCases)
            judgement.machine = snapshot.collector.machine
            judgement.labels = snapshot.collector.labels
            judgement.duplicatedBytes = figure()
            judgement.freedByRemoving = [.docker: figure(), .cri: figure()].compactMapValues { $0 }
            judgement.images = (0..<Int.random(in: 0...4, using: &random)).map { _ in image() }
            judgement.residues[0].figure = figure()
            judgement.plan[0].frees = figure()
            judgement.missing = Array(judgement.missing.prefix(Int.random(in: 0...2, using: &random)))
            judgement.stores[0].driver = pick(["", "overlay2", "btrfs"])
            judgement.filesystems = ["/", "/var", "/var/lib/docker"].map { path in
                Filesystem(
                    path: path, device: pick(["/dev/sda1", "/dev/sdb1"]), bytes: 100,
                    used: pick([10, 85, 86, 99]), available: pick([0, 1, 15]), source: FullSnapshot.source("df", 1))
            }
            return judgement
        }

        private mutating func image() -> SharedImage {
            let number = Int.random(in: 0...3, using: &random)
            let name = pick(["app:\(number)", "docker.io/library/app:\(number)"])
            return SharedImage(
                names: pick([[name], [name, "mirror/app:\(number)"], []]),
                configDigest: pick([nil, FullSnapshot.digest("c\(number)")]), join: .name, stores: ["docker", "b"],
                duplicated: figure(), removable: pick([true, false]))
        }

        private mutating func figure() -> ByteFigure? {
            pick([nil, FullJudgement.figure(pick([0, 7, 91_150_000, 5_000_000_000, 1 << 61]), pick(Tier.allCases))])
        }

        mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// The tally that a report makes of judgements in memory, in the order of the snapshots' list.
    private func tallied(_ store: SnapshotStore, _ judgements: [Int64: Judgement]) throws -> FleetSummary {
        var tally = FleetTally()
        let latest = try store.snapshots(latestOnly: true).filter { judgements[$0.id] != nil }
        for summary in latest {
            let judgement = try #require(judgements[summary.id])
            tally.add(judgement, previous: try store.predecessor(of: summary.id).flatMap { judgements[$0] })
        }
        return tally.summary(snapshots: latest.count)
    }

    @Test("whatever comes late, is judged again or goes")
    func sums() throws {
        let store = try SnapshotStore.inMemory()
        var fleet = RandomFleet()
        var kinds: Set<VerdictChange.Kind> = []
        var most = 0
        for step in 0..<400 {
            if step % 9 == 8, let gone = fleet.judgements.keys.sorted().randomElement(using: &fleet.random) {
                try store.connection.execute("DELETE FROM snapshot WHERE id = \(gone)")
                fleet.judgements[gone] = nil
            } else if step % 7 == 6, let old = fleet.judgements.keys.sorted().randomElement(using: &fleet.random) {
                let again = fleet.judgement(of: try store.snapshot(id: old))
                try store.saveJudgement(again, for: old)
                fleet.judgements[old] = again
            } else {
                var snapshot = FullSnapshot.make(seed: "step \(step)")
                snapshot.node = fleet.pick(["a", "b", "c", "d", "e"])
                snapshot.collector.machine = fleet.pick(["", "m"])
                snapshot.collector.labels = ["rack": fleet.pick(["1", "2"]), "zone": fleet.pick(["x", "y"])]
                snapshot.collectedAt = Timestamp(seconds: 1_795_464_451 + Int64(fleet.random.next() % 5000))
                guard case .stored(let id) = try store.save(snapshot) else { continue }
                // One in ten is not judged.
                if step % 10 == 5 { continue }
                let judgement = fleet.judgement(of: snapshot)
                try store.saveJudgement(judgement, for: id)
                fleet.judgements[id] = judgement
            }
            guard step % 20 == 19 else { continue }
            let found = try store.fleet()
            let expected = try tallied(store, fleet.judgements)
            #expect(found.summary == expected, "step \(step)")
            #expect(found.notJudged == (try store.nodeCount()) - expected.nodes)
            kinds.formUnion(found.summary.changes.map(\.kind))
            most = max(most, found.summary.images.count)
        }
        let summary = try store.fleet().summary
        #expect(most > 6)
        #expect(summary.nodes > 5 && summary.disks.count > 2)
        #expect(summary.labels.count == 4 && summary.configurations.count > 1)
        #expect(kinds == Set(VerdictChange.Kind.allCases))
        try store.connection.execute("DELETE FROM snapshot")
        #expect(try store.fleet().summary == FleetTally().summary(snapshots: 0))
        #expect(try store.connection.rows("SELECT * FROM fleet_image") == [])
    }

    @Test("a node in short is what its judgement says")
    func summaries() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        var judgement = FullJudgement.make(of: snapshot)
        judgement.machine = snapshot.collector.machine
        try store.saveJudgement(judgement, for: stored(store.save(snapshot)))
        var found: [NodeSummary] = []
        try store.forEachNodeSummary { found.append($0) }
        #expect(found == [NodeSummary(judgement)])
    }
}
