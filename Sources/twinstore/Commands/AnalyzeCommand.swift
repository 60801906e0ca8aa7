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
        var paths = try bundles.found()
        paths.count()
        let (judgements, allRead) = try alone(paths) ?? together(paths)
        // What was wrong has been said.
        if !allRead, judgements.isEmpty { throw ExitStatus.unreadableBundle }
        let found = Report(judgements: judgements)
        try report.write(found, failOn: failOn.failOn)
        try failOn.check(found)
        if !allRead { throw ExitStatus.unreadableBundle }
    }

    /// The judgement of the only bundle, which has nothing to be compared with, so that its answer does not wait for a
    /// database; nil where there are several.
    private func alone(_ paths: BundlePaths) throws -> (judgements: [Judgement], allRead: Bool)? {
        guard let path = paths.only else { return nil }
        let failure: BundleError
        switch IntakeTicket(.path(path), isToBeStored: false).work(nil) {
        case .read(let judged, _):
            if let node = report.node, node != judged.snapshot.node {
                throw UnknownNode(name: node, known: [judged.snapshot.node])
            }
            return ([judged.alone], true)
        case .known: return nil
        case .archiveOfBundles:
            // Standard input was read, and cannot be read again.
            do { _ = try BundleArchive(path) } catch {
                failure = error
                break
            }
            return nil
        case .failed(let error, _): failure = error
        }
        IntakeLog(.trouble).trouble("quarantined", path, failure.description)
        return ([], false)
    }

    /// The judgements of all bundles, each after the one before it, by way of a store in memory.
    private func together(_ paths: BundlePaths) throws -> (judgements: [Judgement], allRead: Bool) {
        let store = try SnapshotStore.inMemory()
        let allRead = try Intake.fill(store, from: paths, quiet: bundles.quiet)
        if !allRead, try store.snapshotCount() == 0 { return ([], false) }
        return (try Judgements.all(in: store, node: report.node, latestOnly: false), allRead)
    }
}
