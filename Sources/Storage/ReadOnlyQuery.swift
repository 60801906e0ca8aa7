import NodeModel

/// A database that questions are asked of, and that no question can change: opened with `mode=ro`, `query_only`, and an
/// authorizer that lets nothing but reading through.
public final class ReadOnlyQuery {
    private let connection: Connection
    private let watch: QueryWatch

    /// Throws a `StorageError` where the file is not twinstore's.
    ///
    /// - Parameter isInterrupted: asked while a question runs; true ends it with `QueryError.interrupted`.
    public init(path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }) throws {
        connection = try Connection(path: path, access: .readOnly)
        watch = QueryWatch(isInterrupted: isInterrupted)
        try connection.execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384")
        try Migration.bringUp(connection, isReadOnly: true, documented: true)
        connection.guarded(by: watch)
    }

    /// Asks a question. One row is in memory at a time.
    ///
    /// - Parameters:
    ///   - values: what `:name`, `@name` and `$name` stand for, by name without its mark.
    ///   - optional: names that may be left without a value, and are NULL then.
    ///   - limit: rows at most.
    ///   - begin: called once with the names of the columns.
    /// - Returns: whether rows were left out because of the limit.
    @discardableResult
    public func ask(
        _ sql: String, values: [String: String] = [:], optional: Set<String> = [], limit: Int = .max,
        begin: ([String]) throws -> Void, row: ([Cell]) throws -> Void
    ) throws -> Bool {
        let statement = try connection.prepareQuestion(sql, watch: watch)
        try bind(values, optional, to: statement)
        try begin(statement.columnNames)
        let columns = 0..<statement.columnCount
        var count = 0
        while try statement.stepQuestion(watch: watch) {
            if count == limit { return true }
            try row(columns.map(statement.cell))
            count += 1
            if watch.isInterrupted() { throw QueryError.interrupted }
        }
        return false
    }

    /// Every row at once, for answers that are known to be short.
    public func rows(_ sql: String, values: [String: String] = [:], limit: Int = .max) throws -> [[Cell]] {
        var rows: [[Cell]] = []
        try ask(sql, values: values, limit: limit, begin: { _ in }, row: { rows.append($0) })
        return rows
    }

    private func bind(_ values: [String: String], _ optional: Set<String>, to statement: Statement) throws {
        let names = statement.parameterNames.map { $0.map { String($0.dropFirst()) } ?? "?" }
        if let unknown = values.keys.sorted().first(where: { !names.contains($0) }) {
            throw QueryError.unknownParameter(unknown, known: names)
        }
        for (n, name) in names.enumerated() {
            if let value = values[name] {
                statement.bind(n + 1, value)
            } else if !optional.contains(name) {
                throw QueryError.missingParameter(name)
            }
        }
    }
}
