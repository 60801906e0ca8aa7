import ArgumentParser
import Reporting
import Storage

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the report of a database: the fleet's, or one node's.",
        discussion: """
            twinstore report --database fleet.db
            twinstore report --database fleet.db --node gpu-07 --format markdown -o ticket.md
            """)

    @OptionGroup var database: DatabaseOption
    @OptionGroup var report: ReportOptions
    @OptionGroup var failOn: FailOn

    func run() throws {
        let store = try SnapshotStore.open(path: database.path, mode: .readOnly)
        let found =
            try report.node.map { try Report(judgements: Judgements.all(in: store, node: $0, latestOnly: false)) }
            ?? Judgements.fleet(in: store)
        try report.write(found, failOn: failOn.failOn)
        try failOn.check(found.judgements)
    }
}
