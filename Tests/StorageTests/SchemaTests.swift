import NodeModel
import Testing

@testable import Storage

@Suite("The schema explains and defends itself")
struct SchemaTests {
    private func objects(_ store: SnapshotStore, _ type: String) throws -> [String] {
        try store.connection.rows("SELECT name FROM sqlite_schema WHERE type = '\(type)' AND name NOT LIKE 'sqlite_%'")
            .compactMap { $0[0] }
    }

    private func documented(_ store: SnapshotStore) throws -> Set<String> {
        Set(try store.connection.rows("SELECT object || '.' || \"column\" FROM schema_doc").compactMap { $0[0] })
    }

    @Test("every table, view and column is in schema_doc, and nothing else")
    func documentation() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            var expected: Set<String> = []
            for object in try objects(store, "table") + objects(store, "view") {
                expected.insert(object + ".")
                for row in try store.connection.rows("SELECT name FROM pragma_table_info('\(object)')") {
                    expected.insert("\(object).\(row[0] ?? "")")
                }
            }
            let documented = try documented(store)
            #expect(expected.subtracting(documented).sorted() == [], "add a comment `-- Meaning.` to its line")
            #expect(documented.subtracting(expected).sorted() == [])
        }
    }

    @Test("every meaning is a sentence, and every byte count has its unit")
    func meanings() throws {
        try withTemporaryFile { path in
            let store = try SnapshotStore.open(path: path, mode: .readWriteCreate)
            for row in try store.connection.rows("SELECT object, \"column\", meaning, unit FROM schema_doc") {
                let meaning = row[2] ?? ""
                #expect(meaning.hasSuffix(".") || meaning.hasSuffix("…"), "\(row)")
                #expect(!meaning.contains("--") && !meaning.contains("["), "\(row)")
                if let column = row[1], column.hasSuffix("bytes") || column.hasSuffix("_bytes_low") {
                    #expect(row[3] == "bytes", "\(row)")
                }
            }
            #expect(
                try store.connection.rows(
                    "SELECT * FROM schema_doc WHERE object = 'filesystem_on_node' AND \"column\" = 'used'")
                    == [["filesystem_on_node", "used", "Used.", "bytes", "52031729664"]])
        }
    }

    @Test("the views that were promised are there")
    func views() throws {
        let promised: Set = [
            "node_latest", "node_verdict", "image_in_view", "duplicate_image", "evidence", "residue", "store_on_node",
            "missing_evidence", "capture_outcome", "fleet_image", "verdict_change", "plan_step",
        ]
        #expect(promised.subtracting(try objects(SnapshotStore.inMemory(), "view")).sorted() == [])
    }

    @Test("every view can be read, and gives a row for a judged snapshot that has everything")
    func viewsGiveRows() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        try store.saveJudgement(FullJudgement.make(of: snapshot), for: stored(store.save(snapshot)))
        for view in try objects(store, "view") where view != "verdict_change" && view != "bundle_problem" {
            #expect(try store.connection.integer("SELECT count(*) FROM \(view)") ?? 0 > 0, "\(view)")
        }
    }

    @Test("image_in_view has a row a name and list, and one for an image without a name")
    func imageInView() throws {
        let store = try SnapshotStore.inMemory()
        try store.save(FullSnapshot.make())
        let rows = try store.connection.rows(
            "SELECT view, name, size_bytes, in_use, capture, line FROM image_in_view ORDER BY view, line, name")
        #expect(
            rows == [
                ["docker", nil, nil, "0", "docker-images", "2"],
                ["docker", FullSnapshot.hostile, nil, "0", "docker-images", "2"],
                ["docker", nil, nil, "0", "docker-images", "3"],
                ["k3s-containerd", "example/app:1.0", "186999999", "1", "cri-images.k3s-containerd", "4"],
                ["k3s-containerd", "example/app:latest", "186999999", "1", "cri-images.k3s-containerd", "4"],
            ])
    }

    @Test("process_on_node gives titles back whole, container IDs included")
    func processes() throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        try store.save(snapshot)
        let titles = try store.connection.rows("SELECT arguments FROM process_on_node ORDER BY line").map {
            $0[0] ?? ""
        }
        #expect(titles == snapshot.facts.processes.map(\.arguments))
    }

    @Test("every table is STRICT and has a primary key")
    func strict() throws {
        let store = try SnapshotStore.inMemory()
        let loose = try store.connection.rows(
            """
            SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'
            AND (NOT strict OR NOT EXISTS (SELECT 1 FROM pragma_table_info(pragma_table_list.name) WHERE pk > 0))
            """)
        #expect(loose == [])
    }

    @Test("every foreign key that cascades has an index, so that a removal looks nothing up by scanning")
    func indexedForeignKeys() throws {
        let store = try SnapshotStore.inMemory()
        for table in try objects(store, "table") {
            let keys = try store.connection.rows(
                "SELECT \"from\" FROM pragma_foreign_key_list('\(table)') WHERE on_delete = 'CASCADE' AND seq = 0")
            for key in keys.compactMap({ $0[0] }) {
                let isFirst = try store.connection.integer(
                    """
                    SELECT (SELECT name FROM pragma_table_info('\(table)') WHERE pk = 1) = '\(key)' OR EXISTS (
                        SELECT 1 FROM pragma_index_list('\(table)') AS list, pragma_index_info(list.name) AS info
                        WHERE info.seqno = 0 AND info.name = '\(key)')
                    """)
                #expect(isFirst == 1, "\(table).\(key)")
            }
        }
    }

    @Test("a fresh file and a migrated one say the same of themselves")
    func identity() throws {
        let store = try SnapshotStore.inMemory()
        #expect(try store.connection.integer("PRAGMA application_id") == 0x7477_696E)
        #expect(try store.connection.integer("PRAGMA user_version") == Int64(Migration.newest))
        #expect(Migration.all.map(\.number) == Array(1...Migration.newest))
        #expect(try store.connection.integer("PRAGMA foreign_keys") == 1)
    }
}
