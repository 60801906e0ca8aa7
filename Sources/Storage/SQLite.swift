import CSQLite
import Glibc

/// One open database. Only this file and `SQLite+Questions.swift` call `sqlite3_*`.
///
/// A class because the handle has to be closed exactly once.
final class Connection {
    enum Access { case readWriteCreate, readOnly }

    /// How long another process's lock is waited for, in milliseconds.
    static let lockWait: Int32 = 10_000

    let path: String
    private(set) var handle: OpaquePointer?
    /// What `guarded(by:)` was given.
    var watch: QueryWatch?

    init(path: String, access: Access) throws {
        self.path = path
        let flags = access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK else {
            let error = failure(code)
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
        wait(milliseconds: Self.lockWait)
        sqlite3_extended_result_codes(handle, 1)
        if access == .readOnly { try undoUnfinishedWrite() }
    }

    /// A writer that was killed, as between WAL and one file, may leave a journal that undoes what it had begun. Who only
    /// reads is refused until somebody who may write has done so: https://sqlite.org/rescode.html#readonly_rollback
    private func undoUnfinishedWrite() throws {
        let ask = "PRAGMA schema_version"
        guard sqlite3_exec(handle, ask, nil, nil, nil) == SQLITE_READONLY | 3 << 8 else { return }
        do {
            try Connection(path: path, access: .readWriteCreate).execute(ask)
        } catch StorageError.readOnly, StorageError.cannotOpen {
            throw StorageError.unfinishedWrite(path: path)
        }
    }

    deinit { sqlite3_close_v2(handle) }

    /// Statements that are still alive keep the file open until they go, too.
    func close() {
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// How long another process's lock is waited for from now on.
    func wait(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

    var isOpen: Bool { handle != nil }
    /// False between BEGIN and its end; true again after SQLite itself gave a transaction up.
    var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }
    var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    var changedRows: Int { Int(sqlite3_changes(handle)) }

    /// Runs every statement of a script, ignoring rows.
    func execute(_ script: String) throws {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func prepare(_ sql: String) throws -> Statement {
        var pointer: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard code == SQLITE_OK, let pointer else { throw failure(code) }
        return Statement(pointer, of: self)
    }

    /// The first column of the first row as a number; nil where there is no row, or no number.
    func integer(_ sql: String) throws -> Int64? {
        let statement = try prepare(sql)
        guard try statement.step() else { return nil }
        return statement.optionalInteger(0)
    }

    /// Every row of a query, each value as text; nil for NULL.
    func rows(_ sql: String) throws -> [[String?]] {
        let statement = try prepare(sql)
        var rows: [[String?]] = []
        while try statement.step() {
            rows.append((0..<statement.columnCount).map { statement.isNull($0) ? nil : statement.text($0) })
        }
        return rows
    }

    /// SQLite opens a folder for reading, and fails at its first byte.
    private var isFolder: Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    /// What the system said to the last call that failed; nil where SQLite itself refused.
    private var systemReason: String? {
        let code = sqlite3_system_errno(handle)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    fileprivate func failure(_ code: Int32) -> StorageError {
        let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .locked(path: path)
        case SQLITE_FULL: return .diskFull(path: path)
        case SQLITE_READONLY, SQLITE_PERM: return .readOnly(path: path)
        case SQLITE_NOTADB: return .notTwinstore(path: path, found: "something else than an SQLite file")
        case SQLITE_CORRUPT: return .damaged(path: path, reason: reason)
        case SQLITE_CANTOPEN where isFolder, SQLITE_IOERR where isFolder:
            return .cannotOpen(path: path, reason: "it is a folder")
        case SQLITE_CANTOPEN, SQLITE_AUTH: return .cannotOpen(path: path, reason: systemReason ?? reason)
        default: return .failed(path: path, reason: reason)
        }
    }
}

/// One prepared statement, to be reused.
///
/// Bound text is copied into a buffer of the statement's own and handed over as SQLITE_STATIC: SQLite's own copies
/// (SQLITE_TRANSIENT) cost an allocation each.
final class Statement {
    let pointer: OpaquePointer
    let connection: Connection
    private var arena = Arena()

    init(_ pointer: OpaquePointer, of connection: Connection) {
        self.pointer = pointer
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(pointer)
        arena.free()
    }

    var columnCount: Int { Int(sqlite3_column_count(pointer)) }

    // Parameters are counted from 1, as SQLite does; columns from 0.

    func bind(_ parameter: Int, _ value: Int64) { sqlite3_bind_int64(pointer, Int32(parameter), value) }
    func bindNull(_ parameter: Int) { sqlite3_bind_null(pointer, Int32(parameter)) }

    func bind(_ parameter: Int, _ text: String) {
        let (bytes, count) = arena.copy(text)
        sqlite3_bind_text64(pointer, Int32(parameter), bytes, UInt64(count), nil, UInt8(SQLITE_UTF8))
    }

    func bind(_ parameter: Int, _ blob: [UInt8]) {
        let (bytes, count) = arena.copy(blob)
        sqlite3_bind_blob64(pointer, Int32(parameter), bytes, UInt64(count), nil)
    }

    /// Binds text that stays where it is until the statement has run.
    func bind(_ parameter: Int, text: UnsafeRawBufferPointer) {
        let bytes = text.baseAddress?.assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text64(pointer, Int32(parameter), bytes, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }

    /// Binds bytes that stay where they are until the statement has run.
    func bind(_ parameter: Int, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(pointer, Int32(parameter), blob.baseAddress, UInt64(blob.count), nil)
    }

    /// True where there is a row to read, false at the end, after which the statement is ready to run again.
    func step() throws -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let error = connection.failure(code)
            reset()
            throw error
        }
        reset()
        return false
    }

    /// Runs a statement that gives no rows.
    func run() throws { while try step() {} }

    /// Makes it ready to run again; bound values stay until they are bound anew, and must be.
    func reset() {
        sqlite3_reset(pointer)
        arena.clear()
    }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(pointer, Int32(column)) }
    func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

    func text(_ column: Int) -> String {
        guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(pointer, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}

/// Memory that bound values live in until their statement is reset: never moved while anything points into it.
private struct Arena {
    private var block = UnsafeMutableRawPointer.allocate(byteCount: 1024, alignment: 1)
    private var capacity = 1024
    private var used = 0
    private var outgrown: [UnsafeMutableRawPointer] = []

    mutating func copy(_ text: String) -> (UnsafePointer<CChar>, Int) {
        var text = text
        return text.withUTF8 { bytes in
            (UnsafePointer(place(UnsafeRawBufferPointer(bytes)).assumingMemoryBound(to: CChar.self)), bytes.count)
        }
    }

    mutating func copy(_ bytes: [UInt8]) -> (UnsafeRawPointer, Int) {
        bytes.withUnsafeBytes { (UnsafeRawPointer(place($0)), $0.count) }
    }

    mutating func clear() {
        used = 0
        for block in outgrown { block.deallocate() }
        outgrown.removeAll(keepingCapacity: true)
    }

    mutating func free() {
        clear()
        block.deallocate()
    }

    // An empty value gets an address too: SQLite takes a null pointer for NULL.
    private mutating func place(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
        if used + bytes.count > capacity {
            outgrown.append(block)
            capacity = max(capacity * 2, bytes.count)
            block = .allocate(byteCount: capacity, alignment: 1)
            used = 0
        }
        let target = block + used
        if let start = bytes.baseAddress { target.copyMemory(from: start, byteCount: bytes.count) }
        used += bytes.count
        return target
    }
}
