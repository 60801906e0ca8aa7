import ArgumentParser

/// The command line: it wires the stations and owns everything ambient (paths, clock, terminal, exit codes).
@main
struct Twinstore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twinstore",
        abstract: "Tells whether the images in `docker images` and `crictl images` are on the disk twice, with proof.",
        discussion: """
            Collect a node:        sh collector.sh                    (as root; writes twinstore-NODE-TIME.tar.gz)
            One bundle, one answer: twinstore analyze twinstore-node1-20261123T200731Z.tar.gz
            A fleet into one file:  twinstore ingest --database fleet.db bundles/
            The fleet's report:     twinstore report --database fleet.db --format markdown -o fleet.md
            What has changed:       twinstore compare --database fleet.db 2026-11-01 2026-11-23
            Why that verdict:       twinstore explain --database fleet.db node1
            Any other question:     twinstore query --database fleet.db @top-wasted-images

            Exit codes: \(ExitStatus.text).
            """,
        version: "0.1.0",
        subcommands: [
            AnalyzeCommand.self, IngestCommand.self, ReportCommand.self, CompareCommand.self, ExplainCommand.self,
            QueryCommand.self, SchemaCommand.self, JudgeCommand.self, MergeCommand.self, FactsCommand.self,
            RulesCommand.self, CapturesCommand.self,
        ])
}
