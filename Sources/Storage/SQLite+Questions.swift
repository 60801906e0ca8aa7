import CSQLite
import NodeModel

// For questions that others write: nothing that they say may change or open a file.
extension Connection {
    /// From now on every statement is looked at before it runs, and asked while it runs whether it should go on. The
    /// connection keeps `watch` alive.
    func guarded(by watch: QueryWatch) {
        self.watch = watch
        let context = Unmanaged.passUnretained(watch).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                let watch = Unmanaged<QueryWatch>.fromOpaque(context).takeUnretainedValue()
                let words = [first, second].map { $0.map { String(cString: $0) } }
                return watch.allows(action, words[0], words[1]) ? SQLITE_OK : SQLITE_DENY
            }, context)
        sqlite3_progress_handler(
            handle, 10_000,
            { context in
                guard let context else { return 1 }
                return Unmanaged<QueryWatch>.fromOpaque(context).takeUnretainedValue().isInterrupted() ? 1 : 0
            }, context)
    }

    /// Prepares text that must be exactly one statement that reads.
    func prepareQuestion(_ sql: String, watch: QueryWatch) throws -> Statement {
        let bytes = Array(sql.utf8)
        guard bytes.contains(where: { $0 > 0x20 }) else { throw QueryError.empty }
        var pointer: OpaquePointer?
        var second: OpaquePointer?
        defer { sqlite3_finalize(second) }
        let (code, rest, restCode) = bytes.withUnsafeBytes { raw -> (Int32, Int, Int32) in
            let start = raw.bindMemory(to: CChar.self)
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(handle, start.baseAddress, Int32(clamping: bytes.count), 0, &pointer, &tail)
            guard code == SQLITE_OK, let tail, let base = start.baseAddress else {
                return (code, bytes.count, SQLITE_OK)
            }
            let done = tail - base
            // A tail of blanks and comments is no statement; one that cannot be prepared is one.
            let restCode = sqlite3_prepare_v3(handle, tail, Int32(clamping: bytes.count - done), 0, &second, nil)
            return (code, done, restCode)
        }
        guard code == SQLITE_OK else {
            throw watch.failure(code & 0xFF, message, in: sql, at: Int(sqlite3_error_offset(handle)))
        }
        guard let pointer else { throw QueryError.empty }
        let statement = Statement(pointer, of: self)
        guard restCode == SQLITE_OK, second == nil else {
            let blanks = bytes[rest...].prefix { [0x20, 0x0A, 0x09, 0x0D].contains($0) }.count
            throw QueryError.severalStatements(Place(in: sql, at: rest + blanks))
        }
        guard sqlite3_stmt_readonly(pointer) != 0 else { throw QueryError.refused(what: "this statement") }
        return statement
    }
}

extension Statement {
    var columnNames: [String] {
        (0..<columnCount).map { column in sqlite3_column_name(pointer, Int32(column)).map { String(cString: $0) } ?? ""
        }
    }

    /// `:name`, `@name`, `$name` or `?3`, in the order of their numbers; nil for one without a name.
    var parameterNames: [String?] {
        (0..<sqlite3_bind_parameter_count(pointer)).map { parameter in
            sqlite3_bind_parameter_name(pointer, parameter + 1).map { String(cString: $0) }
        }
    }

    func cell(_ column: Int) -> Cell {
        switch sqlite3_column_type(pointer, Int32(column)) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(pointer, Int32(column)))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(blob(column))
        default: .null
        }
    }

    /// `step` whose failure is told as the question's.
    func stepQuestion(watch: QueryWatch) throws -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw watch.failure(code & 0xFF, connection.message, in: nil, at: -1)
    }
}

extension Connection {
    fileprivate var message: String { handle.map { String(cString: sqlite3_errmsg($0)) } ?? "" }
}
