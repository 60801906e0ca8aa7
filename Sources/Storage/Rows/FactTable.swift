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
    /// The values' columns, without the quote's; of a shared table, those in it.
    let columns: [String]
    /// Further values, in the row even where the others are shared.
    let own: [String]
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
        (shared.map { [$0 + "_id"] } ?? columns) + own + (quote == .none ? [] : [quote.rawValue])
    }

    /// In the order of `Facts`.
    static let all: [FactTable] = [
        setting, listedImage, inspectedImage, container, dockerLayer, layerSnapshot, contentRecord, imageRecord,
        contentBlob, containerdNamespace, unit, unitState, process, socket, socketListener, directory, diskUse,
        filesystem, mount, tarball, deletion,
    ]

    /// A list whose facts quote their line. `inQuote` names values of a row that its line repeats.
    init<Fact>(
        _ name: String, shared: String? = nil, columns: [String], own: [String] = [], quote: Quote,
        list: any WritableKeyPath<Facts, [Fact]> & Sendable, source: any WritableKeyPath<Fact, Source> & Sendable,
        inQuote: @escaping @Sendable (Fact) -> [String] = { _ in [] },
        write: @escaping @Sendable (Fact, inout RowWriter) -> Void,
        read: @escaping @Sendable (inout RowReader, Source) throws -> Fact
    ) {
        self.name = name
        self.shared = shared
        self.columns = columns
        self.own = own
        self.quote = quote
        gather = { facts, readings, table in
            var place = Readings.Cursor(table: table)
            for fact in facts[keyPath: list] {
                let source = fact[keyPath: source]
                readings.add(source.capture, line: source.line, at: &place) { row in
                    write(fact, &row)
                    if quote == .none { return }
                    let values = inQuote(fact)
                    quote == .word
                        ? row.word(pattern: source.quote, without: values)
                        : row.text(pattern: source.quote, without: values)
                }
            }
        }
        take = { row, capture, facts in
            var fact = try read(&row, Source(capture: capture, line: row.int(), quote: ""))
            if quote != .none {
                let pattern = try quote == .word ? row.word() : row.text()
                // Set, not given to init: what was saved is what comes back, cut or not.
                fact[keyPath: source].quote = QuotePattern.expand(pattern, with: inQuote(fact))
            }
            facts[keyPath: list].append(fact)
        }
    }

    /// A list whose facts name capture and line only.
    init<Fact>(
        _ name: String, shared: String, columns: [String], list: any WritableKeyPath<Facts, [Fact]> & Sendable,
        place: @escaping @Sendable (Fact) -> (capture: CaptureID, line: Int),
        write: @escaping @Sendable (Fact, inout RowWriter) -> Void,
        read: @escaping @Sendable (inout RowReader, _ capture: CaptureID, _ line: Int) throws -> Fact
    ) {
        self.name = name
        self.shared = shared
        self.columns = columns
        own = []
        quote = .none
        gather = { facts, readings, table in
            var cursor = Readings.Cursor(table: table)
            for fact in facts[keyPath: list] {
                let (capture, line) = place(fact)
                readings.add(capture, line: line, at: &cursor) { write(fact, &$0) }
            }
        }
        take = { row, capture, facts in
            let line = row.int()
            facts[keyPath: list].append(try read(&row, capture, line))
        }
    }
}
