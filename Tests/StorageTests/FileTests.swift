import Foundation
import NodeModel
import Testing

@testable import Storage

@Suite("A database is one file that others can read")
struct FileTests {
    @Test("after closing there is one file, without a write-ahead log")
    func oneFile() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            #expect(try store.connection.rows("PRAGMA journal_mode") == [["wal"]])
            try store.save(FullSnapshot.make())
            try store.close()
            try store.close()
            let folder = (path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["nodes.db"])
            let copy = path + ".copy"
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let reader = try SnapshotStore.open(path: copy, mode: .readOnly)
            #expect(try reader.connection.rows("PRAGMA journal_mode") == [["delete"]])
            #expect(try reader.snapshots().count == 1)
            try expectSound(reader)
        }
    }

    @Test("opening again and saving more adds to what is there")
    func reopened() throws {
        try withTemporaryFile { path in
            for node in ["a", "b", "a"] {
                let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
                try store.save(FullSnapshot.make(node: node))
                try store.close()
            }
            let reader = try SnapshotStore.open(path: path, mode: .readOnly)
            #expect(try reader.snapshots().map(\.node) == ["a", "b"])
            #expect(try reader.snapshot(id: 1) == FullSnapshot.make(node: "a"))
        }
    }

    @Test("readers see the last commit while a writer is in the middle of the next")
    func readersGoOn() throws {
        try withTemporaryFile { path in
            let writer = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try writer.save(FullSnapshot.make(node: "a"))
            try writer.transaction {
                try writer.save(FullSnapshot.make(node: "b"))
                let reader = try SnapshotStore.open(path: path, mode: .readOnly)
                #expect(try reader.snapshots().map(\.node) == ["a"])
            }
            let reader = try SnapshotStore.open(path: path, mode: .readOnly)
            #expect(try reader.snapshots().map(\.node) == ["a", "b"])
            // A reader that is still there keeps the log; closing neither waits nor fails.
            try writer.close()
            #expect(try reader.snapshots().map(\.node) == ["a", "b"])
        }
    }

    @Test("what a killed writer had begun is undone by the next reader")
    func unfinishedWrite() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try store.save(FullSnapshot.make())
            try store.close()
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            let writer = try Connection(path: path, access: .readWriteCreate)
            try writer.execute("PRAGMA cache_size = 2; BEGIN")
            try writer.execute("UPDATE text SET value = value || '!'; DELETE FROM schema_doc")
            let copy = path + ".copy"
            for end in ["", "-journal"] { try FileManager.default.copyItem(atPath: path + end, toPath: copy + end) }
            try writer.execute("ROLLBACK")
            #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) != whole)
            let reader = try SnapshotStore.open(path: copy, mode: .readOnly)
            #expect(try reader.snapshot(id: 1) == FullSnapshot.make())
            #expect(!FileManager.default.fileExists(atPath: copy + "-journal"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == whole)
        }
    }

    @Test("a second writer is told that the file is being written")
    func locked() throws {
        try withTemporaryFile { path in
            let first = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            let second = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            second.connection.wait(milliseconds: 20)
            try first.transaction {
                try first.save(FullSnapshot.make(node: "a"))
                #expect(throws: StorageError.locked(path: path)) { try second.save(FullSnapshot.make(node: "b")) }
            }
            #expect(try second.save(FullSnapshot.make(node: "b")) == .stored(id: 2))
            #expect(try second.save(FullSnapshot.make(node: "a")) == .known(id: 1))
        }
    }

    @Test("a store that is opened for reading refuses to be written")
    func readOnly() throws {
        try withTemporaryFile { path in
            try SnapshotStore.open(path: path, mode: .readWriteCreate).close()
            let reader = try SnapshotStore.open(path: path, mode: .readOnly)
            #expect(throws: StorageError.readOnly(path: path)) { try reader.save(FullSnapshot.make()) }
        }
    }

    @Test("a file that is no database is named as such and left as it is")
    func noDatabase() throws {
        try withTemporaryFile { path in
            let content = Data(String(repeating: "not a database\n", count: 100).utf8)
            try content.write(to: URL(fileURLWithPath: path))
            for mode in [SnapshotStore.Mode.readOnly, .readWriteCreate] {
                let error = #expect(throws: StorageError.self) { try SnapshotStore.open(path: path, mode: mode) }
                #expect(
                    error?.description
                        == "\(path) is not a twinstore database but something else than an SQLite file; "
                        + "`twinstore ingest` makes one of bundles")
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
        }
    }

    @Test("another application's database is left as it is")
    func otherApplication() throws {
        for script in ["CREATE TABLE t (x)", "PRAGMA application_id = 42", "PRAGMA user_version = 3"] {
            try withTemporaryFile { path in
                let other = try Connection(path: path, access: .readWriteCreate)
                try other.execute(script)
                other.close()
                let before = try Data(contentsOf: URL(fileURLWithPath: path))
                let expected = StorageError.notTwinstore(path: path, found: "another application's database")
                for mode in [SnapshotStore.Mode.readOnly, .readWriteCreate] {
                    #expect(throws: expected, "\(script)") { try SnapshotStore.open(path: path, mode: mode) }
                }
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            }
        }
    }

    @Test("a newer schema is refused, and an older one where it may only be read")
    func otherVersions() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try store.connection.execute("PRAGMA user_version = 99")
            try store.close()
            let newer = StorageError.newerSchema(path: path, version: 99, supported: Migration.newest)
            for mode in [SnapshotStore.Mode.readOnly, .readWriteCreate] {
                #expect(throws: newer) { try SnapshotStore.open(path: path, mode: mode) }
            }
            let raw = try Connection(path: path, access: .readWriteCreate)
            try raw.execute("PRAGMA user_version = 0")
            raw.close()
            #expect(throws: StorageError.olderSchema(path: path, version: 0, supported: Migration.newest)) {
                try SnapshotStore.open(path: path, mode: .readOnly)
            }
        }
    }

    @Test("a file that is not there is not made by a reader, and an empty one is no database to read")
    func missing() throws {
        try withTemporaryFile { path in
            let error = #expect(throws: StorageError.self) { try SnapshotStore.open(path: path, mode: .readOnly) }
            #expect(error?.description.contains("cannot be opened") == true)
            #expect(!FileManager.default.fileExists(atPath: path))
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(throws: StorageError.notTwinstore(path: path, found: "an empty file")) {
                try SnapshotStore.open(path: path, mode: .readOnly)
            }
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            #expect(try store.snapshots().isEmpty)
        }
    }

    @Test("a folder that is not there is said to be the problem")
    func missingFolder() throws {
        try withTemporaryFile { path in
            let inside = path + "/nodes.db"
            let error = #expect(throws: StorageError.self) {
                try SnapshotStore.open(path: inside, mode: .readWriteCreate)
            }
            #expect(error?.description.hasPrefix("\(inside) cannot be opened") == true)
        }
    }

    @Test("when no space is left, the batch is undone, the text says so, and the store goes on")
    func diskFull() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            let id = try stored(store.save(FullSnapshot.make(node: "a")))
            let pages = try store.connection.integer("PRAGMA page_count") ?? 0
            try store.connection.execute("PRAGMA max_page_count = \(pages + 2)")
            #expect(throws: StorageError.diskFull(path: path)) {
                try store.transaction {
                    for clock in 0..<500 { try store.save(FullSnapshot.make(node: "b", clock: Int64(clock))) }
                }
            }
            #expect(try store.snapshots().map(\.id) == [id])
            try store.connection.execute("PRAGMA max_page_count = 1000000")
            #expect(try store.save(FullSnapshot.make(node: "a")) == .known(id: id))
            _ = try stored(store.save(FullSnapshot.make(node: "c")))
            #expect(try store.snapshots().count == 2)
            try expectSound(store)
        }
    }

    @Test("the sqlite3 program reads what was stored")
    func sqlite3Program() throws {
        guard
            let program = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first(
                where: FileManager.default.isExecutableFile)
        else {
            print("notice: there is no sqlite3 program; the test that reads with it is skipped")
            return
        }
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            let snapshot = FullSnapshot.make()
            try store.saveJudgement(FullJudgement.make(of: snapshot), for: stored(store.save(snapshot)))
            try store.close()
            #expect(
                try output(program, path, "SELECT node, verdict, duplicated_bytes FROM node_verdict")
                    == "gpu-07|duplicated|170000000\n")
            #expect(try output(program, path, "PRAGMA integrity_check; PRAGMA foreign_key_check") == "ok\n")
            #expect(
                try output(program, path, "SELECT DISTINCT node FROM image_in_view WHERE name = 'example/app:1.0'")
                    == "gpu-07\n")
            #expect(
                try output(program, path, "SELECT meaning FROM schema_doc WHERE object = 'residue' AND \"column\" = ''")
                    == "Bytes of images on a node's disk that no list shows.\n")
        }
    }

    private func output(_ program: String, _ path: String, _ sql: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-readonly", "-batch", path, sql]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
