import Foundation
import NodeModel
import Testing

@testable import Storage

/// `schema-1.db` was written by the program that shipped schema 1, of two-live, leftover-docker and two-live-pair in
/// Samples/.
@Suite("A database of the first schema becomes one of the newest")
struct MigrationTests {
    static let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/schema-1.db")

    @Test("with the same tables, indexes, triggers, views and documentation as a new one")
    func schema() throws {
        try withTemporaryFile { path in
            try FileManager.default.copyItem(atPath: Self.fixture.path, toPath: path)
            let old = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            try withTemporaryFile { newPath in
                let new = try SnapshotStore.open(path: newPath, mode: .readWriteCreate)
                let objects = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
                #expect(try old.connection.rows(objects) == new.connection.rows(objects))
                let documents = "SELECT * FROM schema_doc ORDER BY 1, 2"
                #expect(try old.connection.rows(documents) == new.connection.rows(documents))
            }
            #expect(try old.connection.integer("PRAGMA user_version") == Int64(Migration.newest))
            #expect(try old.connection.integer("PRAGMA application_id") == Migration.applicationID)
            #expect(try old.connection.rows("PRAGMA integrity_check") == [["ok"]])
            #expect(try old.connection.rows("PRAGMA foreign_key_check") == [])
        }
    }

    @Test("is told apart when it may not be written, and left as it is")
    func readOnly() throws {
        try withTemporaryFile { path in
            try FileManager.default.copyItem(atPath: Self.fixture.path, toPath: path)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(throws: StorageError.olderSchema(path: path, version: 1, supported: Migration.newest)) {
                try SnapshotStore.open(path: path, mode: .readOnly)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("keeps every snapshot, and sums its judgements up")
    func content() throws {
        try withTemporaryFile { path in
            try FileManager.default.copyItem(atPath: Self.fixture.path, toPath: path)
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            #expect(try store.snapshots().count == 4)
            let fleet = try store.fleet()
            #expect(fleet.notJudged == 0)
            #expect(fleet.summary.verdicts.map(\.verdict) == [.duplicated, .leftover, .separate])
            #expect(fleet.summary.changes.map(\.kind) == [.fixed])
            #expect(fleet.summary.images.map(\.nodes) == [2, 2])
            for summary in try store.snapshots() {
                #expect(try store.snapshot(id: summary.id).node == summary.node)
            }
        }
    }
}
