import NodeModel

/// How the rows of a question are written: a value in a file of this folder, named once in `all`.
///
/// Rows are written as they come. Only `table` and `markdown` look at some of them first, to align columns.
public struct RowFormat: Sendable {
    public let name: String
    let make: @Sendable (_ columns: [String], _ options: RenderOptions) -> RowPrinter

    public static let all: [RowFormat] = [table, markdown, csv, json]

    public static func named(_ name: String) -> RowFormat? { all.first { $0.name == name } }

    /// Begins a list of rows. No two columns have one name afterwards.
    public func printer(columns: [String], options: RenderOptions) -> RowPrinter { make(Self.unique(columns), options) }

    /// A second column of a name is `name:1`, as SQLite names it in a subquery.
    static func unique(_ columns: [String]) -> [String] {
        var taken: Set<String> = []
        return columns.map { column in
            var name = column
            var nth = 0
            while !taken.insert(name).inserted {
                nth += 1
                name = "\(column):\(nth)"
            }
            return name
        }
    }
}

/// Writes one list of rows: `row` for each, then `end` once.
public struct RowPrinter {
    public let row: ([Cell], inout Output) -> Void
    public let end: (inout Output) -> Void
}

extension Cell {
    /// The value as text of its own type; nil for NULL. Binary values are written in hexadecimal digits.
    var plain: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): Self.decimal(number)
        case .text(let text): text
        case .blob(let bytes): Self.hex(bytes)
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .real: true
        default: false
        }
    }

    /// An infinite number is written as SQLite's own shell does: a number that every reader takes for infinite.
    private static func decimal(_ number: Double) -> String {
        number.isInfinite ? (number < 0 ? "-9e999" : "9e999") : "\(number)"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
