/// One step of the schema. A step that was released is never edited: a change is a further step.
struct Migration: Sendable {
    /// The schema's version after it, kept in `PRAGMA user_version`.
    let number: Int
    let script: String
    /// What SQL cannot do, done after the script.
    var finish: @Sendable (Connection) throws -> Void = { _ in }

    /// `twin` in ASCII, kept in `PRAGMA application_id`, which `file` and readers show.
    static let applicationID: Int64 = 0x7477_696E

    static let all: [Migration] = [
        Migration(
            number: 1,
            script: words1 + snapshots1 + images1 + layers1 + node1 + disk1 + judgement1 + views1 + judgementViews1
                + factViews1),
        Migration(number: 2, script: totals2 + words2 + fill2 + views2 + compact2, finish: WordTable.addKeys),
        Migration(number: 3, script: questions3 + readers3),
    ]

    static var newest: Int { all.last?.number ?? 0 }

    /// Makes sure that the database is twinstore's and of the newest schema, and brings it there if it may be written.
    /// A store in memory does without `schema_doc`'s rows: nobody reads them, and one bundle's answer waits for them.
    static func bringUp(_ connection: Connection, isReadOnly: Bool, documented: Bool) throws {
        // Looked at first without a lock, so that readers do not wait for a writer.
        if try check(connection, isReadOnly: isReadOnly) == newest { return }
        // So that a table can be made anew under its name while others refer to it: https://sqlite.org/lang_altertable.html
        try connection.execute("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; BEGIN IMMEDIATE")
        defer { try? connection.execute("PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON") }
        do {
            let version = try check(connection, isReadOnly: isReadOnly)
            for step in all where step.number > version { try run(step, on: connection, documented: documented) }
            try connection.execute("COMMIT")
        } catch {
            if !connection.isIdle { try? connection.execute("ROLLBACK") }
            throw error
        }
    }

    private static func run(_ step: Migration, on connection: Connection, documented: Bool) throws {
        try connection.execute(step.script)
        try step.finish(connection)
        if documented { try document(step, on: connection) }
        try connection.execute(
            "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(step.number)")
    }

    private static func document(_ step: Migration, on connection: Connection) throws {
        let insert = try connection.prepare("INSERT OR REPLACE INTO schema_doc VALUES (?, ?, ?, ?, ?)")
        for document in SchemaDocument.all(in: step.script) {
            insert.bind(1, document.object)
            insert.bind(2, document.column)
            insert.bind(3, document.meaning)
            insert.bind(4, document.unit)
            insert.bind(5, document.example)
            try insert.run()
        }
    }

    /// The version found; 0 for a new database.
    private static func check(_ connection: Connection, isReadOnly: Bool) throws -> Int {
        let path = connection.path
        let application = try connection.integer("PRAGMA application_id") ?? 0
        let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
        let isBare = try connection.integer("SELECT count(*) FROM sqlite_schema") == 0 && version == 0
        if application == 0, isBare, !isReadOnly { return 0 }
        guard application == applicationID else {
            let found = isBare && application == 0 ? "an empty file" : "another application's database"
            throw StorageError.notTwinstore(path: path, found: found)
        }
        if version > newest { throw StorageError.newerSchema(path: path, version: version, supported: newest) }
        if version < newest, isReadOnly {
            throw StorageError.olderSchema(path: path, version: version, supported: newest)
        }
        return version
    }
}
