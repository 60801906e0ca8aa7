import Foundation
import NodeModel
import Testing

@testable import Storage

@Suite("What becomes of a bundle")
struct StoreTests {
    @Test("the same bundle again changes nothing")
    func sameBundleAgain() throws {
        let store = try SnapshotStore.inMemory()
        let id = try stored(store.save(FullSnapshot.make()))
        let before = try dump(store)
        #expect(try store.save(FullSnapshot.make()) == .known(id: id))
        #expect(try dump(store) == before)
    }

    @Test("a bundle is known by its content, not by its name, and only once it is stored")
    func knows() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        #expect(try !store.knows(sha256: snapshot.bundle.sha256))
        try store.quarantine(name: "gpu-07.tar.gz", sha256: snapshot.bundle.sha256, reason: "the archive ends early")
        #expect(try !store.knows(sha256: snapshot.bundle.sha256))
        try store.save(snapshot)
        #expect(try store.knows(sha256: snapshot.bundle.sha256))
    }

    @Test("another bundle of the same node and clock is listed as a conflict, and the first stays")
    func conflict() throws {
        let store = try SnapshotStore.inMemory()
        let first = FullSnapshot.make(bundle: "first.tar.gz")
        let second = FullSnapshot.make(bundle: "second.tar.gz", seed: "b")
        let id = try stored(store.save(first))
        for _ in 1...2 { #expect(try store.save(second) == .conflict(with: id)) }
        #expect(try store.snapshot(id: id) == first)
        #expect(try store.snapshots().count == 1)
        let problems = try store.connection.rows("SELECT bundle, problem, reason FROM bundle_problem")
        #expect(problems.count == 1)
        #expect(problems[0][0] == "second.tar.gz")
        #expect(problems[0][1] == "conflict")
        #expect(
            problems[0][2]
                == "differs from first.tar.gz, which has the same node gpu-07 and the same time 2026-11-23T20:07:31Z")
    }

    @Test("two machines of one name are two nodes")
    func sameNameOtherMachine() throws {
        let store = try SnapshotStore.inMemory()
        var other = FullSnapshot.make(seed: "b")
        other.collector.machine = "another"
        _ = try stored(store.save(FullSnapshot.make()))
        _ = try stored(store.save(other))
        #expect(try store.snapshots(node: "gpu-07", latestOnly: true).count == 2)
    }

    @Test("an unreadable bundle is listed once, and no more when it could be read")
    func quarantine() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        try store.quarantine(name: "gpu-07.tar.gz", sha256: snapshot.bundle.sha256, reason: "the archive ends early")
        try store.quarantine(name: "gpu-07.tar.gz", sha256: snapshot.bundle.sha256, reason: "a newer reason")
        try store.quarantine(name: "other.tar.gz", sha256: "", reason: FullSnapshot.hostile)
        let listed = "SELECT bundle, reason FROM bundle_problem ORDER BY bundle"
        #expect(
            try store.connection.rows(listed)
                == [["gpu-07.tar.gz", "a newer reason"], ["other.tar.gz", FullSnapshot.hostile]])
        try store.save(snapshot)
        #expect(try store.connection.rows(listed) == [["other.tar.gz", FullSnapshot.hostile]])
    }

    @Test("a bundle that fails inside a batch takes nothing with it and leaves nothing behind")
    func savepoint() throws {
        struct Failure: Error {}
        let store = try SnapshotStore.inMemory()
        let undisturbed = try SnapshotStore.inMemory()
        let (first, second) = (FullSnapshot.make(node: "a"), FullSnapshot.make(node: "c"))
        for snapshot in [first, second] { try undisturbed.save(snapshot) }
        try store.transaction {
            try store.save(first)
            #expect(throws: Failure.self) {
                try store.transaction {
                    try store.save(FullSnapshot.make(node: "b"))
                    throw Failure()
                }
            }
            try store.save(second)
        }
        #expect(try dump(store) == dump(undisturbed))
        #expect(try store.snapshots().map(\.node) == ["a", "c"])
        #expect(try store.snapshot(id: store.snapshots()[1].id) == second)
    }

    @Test("a transaction that fails leaves an empty store")
    func rollback() throws {
        struct Failure: Error {}
        let store = try SnapshotStore.inMemory()
        let empty = try dump(store)
        #expect(throws: Failure.self) {
            try store.transaction {
                try store.save(FullSnapshot.make())
                throw Failure()
            }
        }
        #expect(try dump(store) == empty)
        let id = try stored(store.save(FullSnapshot.make()))
        #expect(try store.snapshot(id: id) == FullSnapshot.make())
    }

    @Test("snapshots are listed by node and time, and the latest is the newest by the node's clock")
    func listing() throws {
        let store = try SnapshotStore.inMemory()
        for (node, clock) in [("b", 30), ("a", 20), ("b", 10), ("b", 20), ("a", 5)] as [(String, Int64)] {
            try store.save(FullSnapshot.make(node: node, clock: clock, bundle: "\(node)-\(clock).tar.gz"))
        }
        let all = try store.snapshots()
        #expect(all.map(\.bundle.name) == ["a-5", "a-20", "b-10", "b-20", "b-30"].map { $0 + ".tar.gz" })
        #expect(try store.snapshots(latestOnly: true).map(\.bundle.name) == ["a-20.tar.gz", "b-30.tar.gz"])
        #expect(try store.snapshots(node: "b").map(\.collectedAt.seconds) == [10, 20, 30])
        #expect(try store.snapshots(node: "missing").isEmpty)
        var seen: [String] = []
        try store.forEachLatest { summary, snapshot in
            #expect(snapshot.node == summary.node && snapshot.bundle == summary.bundle)
            seen.append(snapshot.node)
        }
        #expect(seen == ["a", "b"])
    }

    @Test("removing a snapshot removes all that only it had, and the node's latest moves back")
    func cascade() throws {
        let store = try SnapshotStore.inMemory()
        let older = FullSnapshot.make(clock: 10)
        let keptID = try stored(store.save(older))
        var newer = FullSnapshot.make(clock: 20)
        newer.facts.diskUses[0].bytes = ByteRange(exactly: 5)
        let goneID = try stored(store.save(newer))
        try store.saveJudgement(FullJudgement.make(of: newer), for: goneID)
        try store.connection.execute("DELETE FROM snapshot WHERE id = \(goneID)")
        #expect(try store.snapshots(latestOnly: true).map(\.id) == [keptID])
        #expect(try store.snapshot(id: keptID) == older)
        for table in try judgedTables(store) + ["judgement"] {
            #expect(try store.connection.integer("SELECT count(*) FROM \(table)") == 0, "\(table)")
        }
        #expect(try store.connection.integer("SELECT count(*) FROM disk_use") == 2)
        try store.connection.execute("DELETE FROM snapshot")
        for table in ["node", "reading", "capture", "snapshot_label", "issue"] + FactTable.all.map(\.name) {
            #expect(try store.connection.integer("SELECT count(*) FROM \(table)") == 0, "\(table)")
        }
        try expectSound(store)
    }

    @Test("asking for a snapshot that is not there says so")
    func noSnapshot() throws {
        let store = try SnapshotStore.inMemory()
        #expect(throws: StorageError.noSnapshot(id: 9)) { try store.snapshot(id: 9) }
    }

    @Test("readings of equal facts are kept once")
    func sharedReadings() throws {
        let store = try SnapshotStore.inMemory()
        try store.save(FullSnapshot.make(node: "a"))
        let count = try store.connection.integer("SELECT count(*) FROM reading")
        try store.save(FullSnapshot.make(node: "b"))
        #expect(try store.connection.integer("SELECT count(*) FROM reading") == count)
        try expectSound(store)
    }
}

/// Names of the derived tables below `judgement`.
func judgedTables(_ store: SnapshotStore) throws -> [String] {
    try store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'judged_%'")
        .compactMap { $0[0] }
}

/// Everything in a store, as text.
func dump(_ store: SnapshotStore) throws -> [String: [[String?]]] {
    let tables = try store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").compactMap { $0[0] }
    return try Dictionary(
        uniqueKeysWithValues: tables.map { table in
            let columns = try store.connection.rows("SELECT name, type FROM pragma_table_info('\(table)')")
                .map { $0[1] == "BLOB" ? "hex(\($0[0] ?? ""))" : "\"\($0[0] ?? "")\"" }
            return (table, try store.connection.rows("SELECT \(columns.joined(separator: ", ")) FROM \(table)"))
        })
}

func expectSound(_ store: SnapshotStore) throws {
    #expect(try store.connection.rows("PRAGMA integrity_check") == [["ok"]])
    #expect(try store.connection.rows("PRAGMA foreign_key_check").isEmpty)
}
