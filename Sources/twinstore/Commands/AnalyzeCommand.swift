import ArgumentParser
import Evidence
import Ingestion
import NodeModel
import Reporting
import Storage

struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Answers for bundles at once, leaving no file behind.",
        discussion: """
            twinstore analyze node.tar.gz
            twinstore analyze bundles/ --format markdown -o ticket.md
            twinstore analyze ticket.txt    # what a terminal showed: commands and outputs
            ssh node1 'sudo sh -s -- -o -' < collector.sh | twinstore analyze -
            twinstore analyze bundles/ --fail-on duplicated,leftover
            twinstore analyze node.tar.gz --format html -o node.html
            """)

    @OptionGroup var bundles: BundleArguments
    @OptionGroup var report: ReportOptions
    @OptionGroup var failOn: FailOn

    func run() throws {
        let store = try SnapshotStore.inMemory()
        let allRead = try Intake.fill(store, from: bundles.found(), quiet: bundles.quiet)
        // What was wrong has been said.
        if !allRead, try store.snapshotCount() == 0 { throw ExitStatus.unreadableBundle }
        let found = Report(judgements: try Judgements.all(in: store, node: report.node, latestOnly: false))
        try report.write(found, failOn: failOn.failOn)
        try failOn.check(found)
        if !allRead { throw ExitStatus.unreadableBundle }
    }
}
