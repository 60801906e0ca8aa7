import NodeModel
import Testing

@testable import Storage

/// The snapshots of a node in the order of its clock, whatever the order they came in.
@Suite("Snapshots in time")
struct NeighbourTests {
    private func snapshot(_ node: String, _ day: Int64, machine: String = "m") -> Snapshot {
        Snapshot(
            node: node, collectedAt: Timestamp(seconds: day * 86_400),
            bundle: BundleIdentity(name: "b", sha256: "\(node) \(machine) \(day)"),
            collector: CollectorRun(format: 1, machine: machine))
    }

    @Test("a snapshot's neighbours are those of its node by the clock, not by ingestion")
    func neighbours() throws {
        let store = try SnapshotStore.inMemory()
        let third = try stored(store.save(snapshot("a", 3)))
        let first = try stored(store.save(snapshot("a", 1)))
        let other = try stored(store.save(snapshot("b", 2)))
        let namesake = try stored(store.save(snapshot("a", 2, machine: "n")))
        let second = try stored(store.save(snapshot("a", 2)))
        #expect(try store.predecessor(of: third) == second)
        #expect(try store.predecessor(of: second) == first)
        #expect(try store.predecessor(of: first) == nil)
        #expect(try store.successor(of: first) == second)
        #expect(try store.successor(of: third) == nil)
        for alone in [other, namesake] {
            #expect(try store.predecessor(of: alone) == nil)
            #expect(try store.successor(of: alone) == nil)
        }
    }

    @Test("up to a moment, each node's newest snapshot counts, and that moment's own does")
    func upTo() throws {
        let store = try SnapshotStore.inMemory()
        for one in [
            snapshot("a", 1), snapshot("a", 2), snapshot("a", 3), snapshot("b", 3), snapshot("a", 2, machine: "n"),
        ] {
            try store.save(one)
        }
        func found(_ day: Int64) throws -> [String] {
            try store.snapshots(upTo: Timestamp(seconds: day * 86_400)).map {
                "\($0.node) \($0.machine) \($0.collectedAt.seconds / 86_400)"
            }
        }
        #expect(try found(0) == [])
        #expect(try found(2) == ["a m 2", "a n 2"])
        #expect(try found(9) == ["a m 3", "a n 2", "b m 3"])
        #expect(try store.snapshots(node: "b", upTo: Timestamp(seconds: 0)).isEmpty)
    }
}
