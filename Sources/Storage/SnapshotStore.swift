import NodeModel

/// Snapshots and judgements in one SQLite file, or in memory.
///
/// A class because it owns the connection, its prepared statements and its caches, none of which can be copied. Use it
/// from one thread at a time; any number of stores may read a file while one writes.
public final class SnapshotStore {
    public enum Mode: Sendable {
        /// Creates the file where it is not there, and brings an older schema up to date.
        case readWriteCreate
        case readOnly
    }

    /// `:memory:` for a store in memory.
    public let path: String
    let connection: Connection
    let words: Words
    let facts: FactStore
    let attempts: SharedTable
    let attemptLists: SharedTable
    var statements: [String: Statement] = [:]
    var headInsert: Statement?
    var inserters: [String: RowInserter] = [:]
    private let isFile: Bool
    private let mode: Mode
    private var depth = 0
    private var isBulk = false
    /// In bulk: some part of the open transaction did not come to its end.
    private var hasFailed = false
    /// Changes when another connection has written.
    private var version: Int64 = 0

    /// Opens a file. Throws a `StorageError` that says what to do.
    public static func open(path: String, mode: Mode) throws -> SnapshotStore {
        try SnapshotStore(path: path, mode: mode, isFile: true)
    }

    /// A store that is gone when it is let go.
    public static func inMemory() throws -> SnapshotStore {
        try SnapshotStore(path: ":memory:", mode: .readWriteCreate, isFile: false)
    }

    private init(path: String, mode: Mode, isFile: Bool) throws {
        self.path = path
        self.mode = mode
        self.isFile = isFile
        connection = try Connection(path: path, access: mode == .readOnly ? .readOnly : .readWriteCreate)
        // 8 MiB of pages: a batch of bundles does not spill before it is done, and the operating system keeps the others.
        try connection.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192")
        try Migration.bringUp(connection, isReadOnly: mode == .readOnly, documented: isFile)
        if isFile, mode == .readWriteCreate {
            // Readers go on while this store writes; FULL, because what is reported as stored must outlive the power.
            try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        words = try Words(connection)
        facts = FactStore(connection, words)
        attempts = SharedTable(connection, table: "attempt", columns: EncodedSnapshot.attemptColumns)
        attemptLists = SharedTable(connection, table: "attempt_list", columns: [])
    }

    deinit { try? close() }

    /// Leaves one file that can be copied alone: the write-ahead log is emptied and taken away, unless another process
    /// still uses the file, which then does so. The store must not be used afterwards; closing twice is harmless.
    public func close() throws {
        guard connection.isOpen else { return }
        defer {
            statements = [:]
            headInsert = nil
            connection.close()
        }
        guard isFile, mode == .readWriteCreate else { return }
        connection.wait(milliseconds: 0)
        do {
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        } catch StorageError.locked {
            return
        }
    }

    /// From now on many bundles go in at less cost, and what fails undoes the whole outer transaction.
    ///
    /// Rows go in without a look at each row that they refer to: their numbers come from this store, which has found or
    /// added those rows in the same transaction, or has seen that nobody else has written since. And no page is kept as
    /// it was before each bundle.
    public func fillInBulk() throws {
        try connection.execute("PRAGMA foreign_keys = OFF")
        isBulk = true
    }

    /// Rows that refer to a row that goes are looked at again, and go with it. Not inside a transaction.
    func withReferences(_ body: () throws -> Void) throws {
        guard isBulk else { return try body() }
        try connection.execute("PRAGMA foreign_keys = ON")
        isBulk = false
        defer { try? fillInBulk() }
        try body()
    }

    /// Everything in `body` or nothing; inside another transaction a savepoint, so that one bundle can fail alone.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        let isOuter = depth == 0
        if !isOuter, isBulk { return try part(body) }
        let name = "level\(depth)"
        // IMMEDIATE: a second writer waits here, not in the middle.
        try connection.execute(isOuter ? "BEGIN IMMEDIATE" : "SAVEPOINT \(name)")
        depth += 1
        defer { depth -= 1 }
        do {
            if isOuter { try forgetWhatOthersChanged() }
            let result = try body()
            if hasFailed { throw StorageError.failed(path: path, reason: "a part of the transaction failed") }
            try connection.execute(isOuter ? "COMMIT" : "RELEASE \(name)")
            return result
        } catch {
            forget()
            hasFailed = false
            // On a full disk SQLite has given the whole transaction up already.
            if !connection.isIdle {
                try? connection.execute(isOuter ? "ROLLBACK" : "ROLLBACK TO \(name); RELEASE \(name)")
            }
            throw error
        }
    }

    /// A part of a transaction that nothing but the whole can be undone with.
    private func part<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            hasFailed = true
            throw error
        }
    }

    /// Another program may have removed what a number stood for.
    private func forgetWhatOthersChanged() throws {
        let ask = try statement("PRAGMA data_version")
        guard try ask.step() else { return }
        defer { ask.reset() }
        if ask.integer(0) != version { forget() }
        version = ask.integer(0)
    }

    func forget() {
        words.forget()
        attempts.forget()
        attemptLists.forget()
        facts.forget()
    }

    /// A statement that is prepared once.
    func statement(_ sql: String) throws -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try connection.prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// Rows of a table; `snapshot` is the number that they leave open.
    func insert(_ rows: EncodedRows, snapshot: Int64) throws {
        if rows.count == 0 { return }
        let table = rows.table
        let inserter = inserters[table.name] ?? RowInserter(connection, table: table.name, columns: table.columns)
        inserters[table.name] = inserter
        try rows.values.bytes.withUnsafeBytes { bytes in
            var values = ValueCursor(bytes)
            try inserter.insert(count: rows.count) { statement, first in
                for n in 0..<inserter.width {
                    try words.bind(values.next(), to: first + n, of: statement, snapshot: snapshot)
                }
            }
        }
    }
}
