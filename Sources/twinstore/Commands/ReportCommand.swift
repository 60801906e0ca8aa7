import ArgumentParser
import Reporting
import Storage

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the report of a database: the fleet's, or one node's.",
        discussion: """
            twinstore report --database fleet.db
            twinstore report -d fleet.db --node gpu-07 --format markdown -o ticket.md

            A fleet of up to \(Report.detailLimit) nodes is judged from its facts, and the JSON report has every node's \
            proof. A larger one is summed up from the verdicts that ingest stored, and nodes are summaries \
            ("detail": "summary"): --node shows one in full. `twinstore judge` renews verdicts of older rules.
            """)

    @OptionGroup var database: DatabaseOption
    @OptionGroup var report: ReportOptions
    @OptionGroup var failOn: FailOn
    @Flag(help: "Sum up from the stored verdicts, as for a large fleet, however small this one is.")
    var summary = false

    func run() throws {
        let store = try SnapshotStore.open(path: database.path, mode: .readOnly)
        if let node = report.node {
            let found = Report(judgements: try Judgements.all(in: store, node: node, latestOnly: false))
            try report.write(found, failOn: failOn.failOn)
            return try failOn.check(found)
        }
        if try store.snapshotCount() == 0 {
            Console.warn("there is no node in it yet; `twinstore ingest` adds bundles")
        }
        let fleet = StoredNodes(store)
        let found = try fleet.report(summary: summary)
        if found.isSummary, report.format.needsDetail { throw NeedsDetail(format: report.format.name) }
        if let outdated = try found.isSummary ? found.outdated : fleet.outdated() { Console.warn(outdated.statement) }
        try report.write(found, failOn: failOn.failOn, check: fleet.check)
        try failOn.check(found)
    }
}

/// A format that shows what is not summed up, of a fleet too large to be judged for it.
private struct NeedsDetail: Error, CustomStringConvertible {
    var format: String
    var description: String {
        "--format \(format) is for up to \(Report.detailLimit) nodes; choose one with --node, or ask the database: "
            + "SELECT * FROM duplicate_image"
    }
}
