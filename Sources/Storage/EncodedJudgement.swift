import NodeModel

/// A judgement as the rows that will be stored of it: made by any thread, so that the one that writes has only to bind
/// and to step.
public struct EncodedJudgement: Sendable {
    /// Tables with rows of a judgement, beside `judgement` itself.
    static let tables = [
        "judged_store", "judged_view", "judged_residue", "judged_image", "judged_image_store", "judged_name_conflict",
        "judged_check", "judged_contradiction", "judged_missing", "judged_step", "judged_warning", "judged_source",
        "judged_full_disk", "judgement_total",
    ]

    let node: String
    let bundle: BundleIdentity
    let collectedAt: Timestamp
    /// In the order in which they can be inserted.
    private(set) var rows: [EncodedRows] = []

    public init(_ judgement: Judgement) {
        node = judgement.node
        bundle = judgement.bundle
        collectedAt = judgement.collectedAt
        addHead(judgement)
        addStores(judgement)
        addImages(judgement)
        addDefence(judgement)
        addSources(judgement)
        addTotals(judgement)
    }

    /// Rows of a table, each written in the order of `columns`.
    mutating func add<Row>(
        _ rows: [Row], into table: String, _ columns: [String], write: (Int, Row, inout RowWriter) -> Void
    ) {
        if rows.isEmpty { return }
        self.rows.append(EncodedRows(RowTable(table, columns), rows, write: write))
    }

    /// Rows of a `judged_` table, numbered in order.
    mutating func list<Row>(
        _ rows: [Row], _ table: String, _ columns: [String], write: (Row, inout RowWriter) -> Void
    ) {
        add(rows, into: table, ["snapshot_id", "nth"] + columns) { nth, value, row in
            row.snapshot()
            row.integer(nth)
            write(value, &row)
        }
    }
}
