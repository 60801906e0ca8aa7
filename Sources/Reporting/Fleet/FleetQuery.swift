/// The SQL behind a number of the fleet report: run against the database's views it gives the same number.
public struct FleetQuery: Sendable, Hashable {
    /// What the JSON report calls the number.
    public let name: String
    public let title: String
    public let sql: String

    /// The footnote's number.
    public var number: Int { (Self.all.firstIndex { $0.name == name } ?? 0) + 1 }

    public static let all: [FleetQuery] = [
        .totals, .verdicts, .disks, .nodes, .images, .notJudged, .configurations, .changes, .labels, .confidences,
    ]
}
