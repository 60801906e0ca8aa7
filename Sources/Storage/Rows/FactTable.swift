import NodeModel

/// How one list of `Facts` is kept: a value in a file of `Rows/`, named once in `all`.
///
/// Each fact is a row with the capture's reading, the line, and a counter of the facts of that line. Lists that are
/// long and alike on many nodes keep their values in a table of their own, where each distinct row stands once.
struct FactTable: Sendable {
    /// The table with one row a fact.
    let name: String
    /// The table that holds the values; nil where they are in the row itself.
    let shared: String?
    /// The values' columns, without the quote's.
    let columns: [String]
    let quote: Quote
    /// Adds a snapshot's facts of this kind, in order, to the readings of their captures.
    let gather: @Sendable (Facts, inout Readings, _ table: Int) -> Void
    /// Appends the fact that a row of `SELECT line, columns…, quote` holds.
    let take: @Sendable (inout RowReader, CaptureID, inout Facts) throws -> Void

    /// Where a fact's quoted line is kept.
    enum Quote: String, Sendable {
        /// The fact has none: it names capture and line only.
        case none = ""
        /// In table `text`, because many nodes have the same line.
        case word = "quote_id"
        /// In the row, because no other node has this line.
        case text = "quote"
    }

    /// The columns that follow `reading_id, line, nth` in the table named `name`.
    var ownColumns: [String] {
        (shared.map { [$0 + "_id"] } ?? columns) + (quote == .none ? [] : [quote.rawValue])
    }

    /// In the order of `Facts`.
    static let all: [FactTable] = [
        setting, listedImage, inspectedImage, container, dockerLayer, layerSnapshot, contentRecord, imageRecord,
        contentBlob, containerdNamespace, unit, unitState, process, socket, socketListener, directory, diskUse,
        filesystem, mount, tarball, deletion,
    ]

    /// A list whose facts quote their line.
    init<Fact>(
        _ name: String, shared: String? = nil, columns: [String], quote: Quote,
        list: @escaping @Sendable (Facts) -> [Fact], source: @escaping @Sendable (Fact) -> Source,
        write: @escaping @Sendable (Fact, inout RowWriter) -> Void,
        read: @escaping @Sendable (inout RowReader, inout Facts, _ source: Source) throws -> Void
    ) {
        self.name = name
        self.shared = shared
        self.columns = columns
        self.quote = quote
        gather = { facts, readings, table in
            var place = Readings.Cursor(table: table)
            for fact in list(facts) {
                let source = source(fact)
                readings.add(source.capture, line: source.line, at: &place) { row in
                    write(fact, &row)
                    if quote == .word { row.word(source.quote) }
                    if quote == .text { row.text(source.quote) }
                }
            }
        }
        take = { row, capture, facts in
            var source = Source(capture: capture, line: row.int(), quote: "")
            var last = row
            last.column += columns.count
            // Set, not given to init: what was saved is what comes back, cut or not.
            if quote == .word { source.quote = try last.word() }
            if quote == .text { source.quote = last.text() }
            try read(&row, &facts, source)
        }
    }

    /// A list whose facts name capture and line only.
    init<Fact>(
        _ name: String, shared: String, columns: [String], list: @escaping @Sendable (Facts) -> [Fact],
        place: @escaping @Sendable (Fact) -> (capture: CaptureID, line: Int),
        write: @escaping @Sendable (Fact, inout RowWriter) -> Void,
        read: @escaping @Sendable (inout RowReader, inout Facts, _ capture: CaptureID, _ line: Int) throws -> Void
    ) {
        self.name = name
        self.shared = shared
        self.columns = columns
        quote = .none
        gather = { facts, readings, table in
            var cursor = Readings.Cursor(table: table)
            for fact in list(facts) {
                let (capture, line) = place(fact)
                readings.add(capture, line: line, at: &cursor) { write(fact, &$0) }
            }
        }
        take = { row, capture, facts in
            let line = row.int()
            try read(&row, &facts, capture, line)
        }
    }
}
