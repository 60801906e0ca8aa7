import NodeModel

/// What the schema says of itself: `schema_doc`, and SQLite's own list of objects and columns.
public enum SchemaReading {
    /// Of a new database of this program.
    public static func current() throws -> [SchemaObject] {
        let connection = try Connection(path: ":memory:", access: .readWriteCreate)
        try Migration.bringUp(connection, isReadOnly: false, documented: true)
        return try objects(connection)
    }

    /// Of a file.
    public static func of(path: String) throws -> [SchemaObject] {
        let connection = try Connection(path: path, access: .readOnly)
        try connection.execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")
        try Migration.bringUp(connection, isReadOnly: true, documented: true)
        return try objects(connection)
    }

    /// Views first, both sorted by name; columns in their order.
    private static func objects(_ connection: Connection) throws -> [SchemaObject] {
        let list = try connection.prepare(
            """
            SELECT name, type = 'view', ifnull((SELECT meaning FROM schema_doc WHERE object = name AND "column" = ''), '')
            FROM sqlite_schema WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY type DESC, name
            """)
        let columns = try connection.prepare(
            """
            SELECT info.name, info.type, ifnull(meaning, ''), ifnull(unit, ''), ifnull(example, '')
            FROM pragma_table_xinfo(?1) AS info LEFT JOIN schema_doc ON object = ?1 AND "column" = info.name
            ORDER BY info.cid
            """)
        var objects: [SchemaObject] = []
        while try list.step() {
            var object = SchemaObject(
                name: list.text(0), isView: list.integer(1) != 0, meaning: list.text(2), columns: [])
            columns.bind(1, object.name)
            while try columns.step() {
                object.columns.append(
                    SchemaObject.Column(
                        name: columns.text(0), type: columns.text(1), meaning: columns.text(2), unit: columns.text(3),
                        example: columns.text(4)))
            }
            objects.append(object)
        }
        return objects
    }
}
