import NodeModel
import Testing

@testable import Storage

@Suite("Filling in bulk stores the same at less cost")
struct BulkTests {
    @Test("a store that was filled in bulk holds what one that was not does, also where a bundle was judged again")
    func same() throws {
        let stores = try (0..<2).map { _ in try SnapshotStore.inMemory() }
        try stores[1].fillInBulk()
        for store in stores {
            try store.transaction {
                for node in ["a", "b"] {
                    let snapshot = FullSnapshot.make(node: node)
                    let id = try stored(store.save(snapshot))
                    try store.saveJudgement(FullJudgement.make(of: snapshot), for: id)
                    let newer = FullJudgement.make(of: snapshot, verdict: .separate, ruleSet: "2027.1")
                    try store.saveJudgement(newer, for: id)
                }
            }
            try expectSound(store)
        }
        #expect(try stores[1].connection.integer("SELECT count(*) FROM judgement_total") == 2)
        #expect(try dump(stores[0]) == dump(stores[1]))
    }

    @Test("every table of a judgement is emptied when it is made anew")
    func tables() throws {
        let store = try SnapshotStore.inMemory()
        let derived = try judgedTables(store) + ["judgement_total"]
        #expect(Set(EncodedJudgement.tables) == Set(derived))
        #expect(EncodedJudgement.tables.count == derived.count)
    }

    @Test("in bulk, what failed undoes all that was to be stored with it, even where nobody minds")
    func failure() throws {
        struct Failure: Error {}
        let store = try SnapshotStore.inMemory()
        try store.fillInBulk()
        let empty = try dump(store)
        func careless() throws {
            try store.save(FullSnapshot.make(node: "a"))
            #expect(throws: Failure.self) { try store.transaction { throw Failure() } }
        }
        #expect(throws: StorageError.self) { try store.transaction(careless) }
        #expect(try dump(store) == empty)
        _ = try stored(store.save(FullSnapshot.make(node: "a")))
        try expectSound(store)
    }

    @Test("what another program removed in between is stored anew, not referred to", arguments: [false, true])
    func removedByOthers(inBulk: Bool) throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            if inBulk { try store.fillInBulk() }
            let gone = try stored(store.save(FullSnapshot.make(node: "a")))
            let other = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try other.connection.execute("DELETE FROM snapshot WHERE id = \(gone)")
            #expect(try other.connection.integer("SELECT count(*) FROM reading") == 0)
            let id = try stored(store.save(FullSnapshot.make(node: "b")))
            #expect(try store.snapshot(id: id) == FullSnapshot.make(node: "b"))
            try expectSound(store)
        }
    }
}
