import CSQLite

/// Decides what a question may do, and whether it should go on.
///
/// A class because SQLite's callbacks hold its address.
final class QueryWatch {
    let isInterrupted: @Sendable () -> Bool
    /// What was refused last, in SQL's words.
    private var refused: String?

    init(isInterrupted: @escaping @Sendable () -> Bool) { self.isInterrupted = isInterrupted }

    /// Pragmas that only tell something. Source: https://sqlite.org/pragma.html.
    private static let telling: Set<String> = [
        "application_id", "collation_list", "compile_options", "database_list", "encoding", "freelist_count",
        "function_list", "journal_mode", "module_list", "page_count", "page_size", "pragma_list", "schema_version",
        "user_version",
    ]
    /// Those whose argument is what they tell about.
    private static let tellingAbout: Set<String> = [
        "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "integrity_check",
        "quick_check", "table_info", "table_list", "table_xinfo",
    ]
    /// Functions that reach beyond the database.
    private static let reaching: Set<String> = [
        "load_extension", "readfile", "writefile", "edit", "fsdir", "fts3_tokenizer",
    ]

    /// An allow list: what SQLite may learn to do tomorrow is refused today.
    func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
        let allowed =
            switch action {
            case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: true
            // Before 3.41, SQLite asks for this when a table-valued function is used for the first time; who really writes
            // there is refused all the same: it takes writable_schema, a pragma that sets.
            case SQLITE_UPDATE: first == "sqlite_master"
            case SQLITE_FUNCTION: !Self.reaching.contains((second ?? "").lowercased())
            case SQLITE_PRAGMA:
                Self.tellingAbout.contains((first ?? "").lowercased())
                    || second == nil && Self.telling.contains((first ?? "").lowercased())
            default: false
            }
        if !allowed { refused = Self.name(of: action, first, second) }
        return allowed
    }

    func failure(_ code: Int32, _ message: String, in sql: String?, at offset: Int) -> QueryError {
        defer { refused = nil }
        switch code {
        case SQLITE_AUTH: return .refused(what: refused ?? "this statement")
        case SQLITE_INTERRUPT: return .interrupted
        case SQLITE_READONLY: return .refused(what: "this statement")
        // SQLite has words of its own where a function was refused.
        case SQLITE_ERROR where message.hasPrefix("not authorized"): return .refused(what: refused ?? "this statement")
        default: return .wrong(reason: message, place: sql.flatMap { offset < 0 ? nil : Place(in: $0, at: offset) })
        }
    }

    // Action codes: https://sqlite.org/c3ref/c_alter_table.html.
    private static func name(of action: Int32, _ first: String?, _ second: String?) -> String {
        // A change of the schema is a change of its own tables.
        if let first, first.hasPrefix("sqlite_") { return "a change of the schema" }
        return switch action {
        case SQLITE_INSERT: "INSERT into \(first ?? "a table")"
        case SQLITE_UPDATE: "UPDATE of \(first ?? "a table")"
        case SQLITE_DELETE: "DELETE from \(first ?? "a table")"
        case SQLITE_ATTACH, SQLITE_DETACH: "ATTACH or DETACH"
        case SQLITE_PRAGMA: "PRAGMA \(first ?? "")\(second.map { " = " + $0 } ?? "")"
        case SQLITE_FUNCTION: "the function \(second ?? "")"
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: "a transaction"
        case SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_TRIGGER, SQLITE_CREATE_TEMP_VIEW:
            "CREATE TEMP \(first ?? "")"
        default: "a change of the schema"
        }
    }
}
