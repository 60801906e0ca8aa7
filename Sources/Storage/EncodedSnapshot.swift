import NodeModel

/// A snapshot as the rows that will be stored of it, but for numbers that only the database can give: made by any thread,
/// so that the one that writes has only to bind and to step.
public struct EncodedSnapshot: Sendable {
    static let headColumns = [
        "collected_at", "bundle_name", "bundle_sha256", "format", "collector_id", "uid", "offline", "root_id",
        "process_total",
    ]
    static let attemptColumns = ["capture_id", "outcome", "exit", "redactions", "command_id", "message_id"]

    private static let label = RowTable("snapshot_label", ["snapshot_id", "key_id", "value_id"])
    private static let issue = RowTable("issue", ["snapshot_id", "nth", "capture_id", "line", "message"])

    /// What a manifest's row says beyond its attempt, which other snapshots have too.
    struct CapturePlace: Sendable {
        let nth: Int
        let milliseconds: Int
        let bytes: Int

        /// Most of what is in a manifest was skipped; snapshots share one list of such captures.
        var isIdle: Bool { milliseconds == 0 && bytes == 0 }
    }

    let node: String
    let machine: String
    let collectedAt: Timestamp
    let bundle: BundleIdentity
    /// One row of `headColumns`.
    let head: RowWriter
    let captures: [CapturePlace]
    /// One row of `attemptColumns` a capture.
    let attempts: RowWriter
    let labels: EncodedRows
    let issues: EncodedRows
    let facts: Readings

    public init(_ snapshot: Snapshot) {
        node = snapshot.node
        machine = snapshot.collector.machine
        collectedAt = snapshot.collectedAt
        bundle = snapshot.bundle
        head = Self.head(of: snapshot)
        captures = snapshot.captures.enumerated().map { nth, capture in
            CapturePlace(nth: nth, milliseconds: capture.milliseconds, bytes: capture.bytes)
        }
        attempts = Self.attempts(of: snapshot)
        labels = EncodedRows(Self.label, snapshot.collector.labels.sorted { $0.key < $1.key }) { _, label, row in
            row.snapshot()
            row.word(label.key)
            row.word(label.value)
        }
        issues = EncodedRows(Self.issue, snapshot.issues) { nth, issue, row in
            row.snapshot()
            row.integer(nth)
            row.capture(issue.capture)
            row.integer(issue.line)
            row.text(issue.message)
        }
        facts = Readings(snapshot.facts)
    }

    private static func head(of snapshot: Snapshot) -> RowWriter {
        var row = RowWriter()
        row.integer(snapshot.collectedAt.seconds)
        row.text(snapshot.bundle.name)
        row.text(snapshot.bundle.sha256)
        row.integer(snapshot.collector.format)
        row.word(snapshot.collector.version)
        row.integer(snapshot.collector.uid)
        row.flag(snapshot.collector.offline)
        row.word(snapshot.collector.root)
        row.integer(snapshot.collector.processTotal)
        return row
    }

    private static func attempts(of snapshot: Snapshot) -> RowWriter {
        var row = RowWriter()
        for capture in snapshot.captures {
            row.capture(capture.id)
            row.text(capture.outcome.rawValue)
            row.integer(capture.exit)
            row.integer(capture.redactions)
            row.word(capture.command)
            row.word(capture.message)
        }
        return row
    }
}
