import NodeModel

/// Why a question was not answered.
public enum QueryError: Error, Equatable, CustomStringConvertible {
    /// There is no statement in it.
    case empty
    /// More than one statement; the place is where the second begins.
    case severalStatements(Place)
    /// It would write, or reach beyond the database.
    case refused(what: String)
    /// SQLite does not understand it, or failed.
    case wrong(reason: String, place: Place?)
    /// A `:name` without a value.
    case missingParameter(String)
    /// A value that no `:name` asks for.
    case unknownParameter(String, known: [String])
    case interrupted

    public var description: String {
        switch self {
        case .empty: "there is no SQL to run; try `SELECT * FROM node_verdict`"
        case .severalStatements(let place): "one statement at a time; a second begins at \(place)"
        case .refused(let what):
            "\(Text.visible(what)) is refused: this command only reads, and only this file. `twinstore ingest` adds "
                + "bundles, `twinstore judge` judges anew; for anything else copy the file and use sqlite3 on the copy"
        case .wrong(let reason, let place): Text.visible(reason) + (place.map { " at \($0)" } ?? "")
        case .missingParameter(let name): "the question asks for :\(name); give it with --param \(name)=VALUE"
        case .unknownParameter(let name, let known):
            "the question does not ask for `\(Text.visible(name))`; it asks for "
                + (known.isEmpty ? "nothing" : known.joined(separator: ", "))
        case .interrupted: "interrupted"
        }
    }
}

/// A place in SQL, shown with its line and a mark below it.
public struct Place: Equatable, Sendable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    private let text: String

    /// - Parameter offset: in bytes.
    init(in sql: String, at offset: Int) {
        let bytes = Array(sql.utf8)
        let before = bytes.prefix(max(0, offset))
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
        text = String(decoding: bytes[lineStart...].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    public var description: String {
        let head = Text.visible(String(text.prefix(column - 1)))
        let shown = head + Text.visible(String(text.dropFirst(column - 1)))
        return "line \(line), column \(column)\n  \(shown)\n  \(String(repeating: " ", count: head.count))^"
    }
}
