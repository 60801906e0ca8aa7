import ArgumentParser

/// The command line: it wires the stations and owns everything ambient (paths, clock, terminal, exit codes).
struct Twinstore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twinstore",
        abstract: "Tells whether the images in `docker images` and `crictl images` are on the disk twice, with proof.",
        discussion: """
            sh collector.sh                                     # collects a node, as root
            twinstore analyze twinstore-node1-*.tar.gz          # one bundle, one answer
            twinstore ingest --database fleet.db bundles/       # a fleet into one file
            twinstore report --database fleet.db                # the fleet's report
            twinstore compare -d fleet.db 2026-11-01 2026-11-23 # what has changed
            twinstore explain --database fleet.db node1         # why that verdict
            twinstore query -d fleet.db @top-wasted-images      # any other question

            Exit codes: \(ExitStatus.text).
            """,
        version: "0.1.0",
        subcommands: [
            AnalyzeCommand.self, IngestCommand.self, ReportCommand.self, CompareCommand.self, ExplainCommand.self,
            QueryCommand.self, SchemaCommand.self, JudgeCommand.self, MergeCommand.self, FactsCommand.self,
            RulesCommand.self, CapturesCommand.self,
        ])
}
