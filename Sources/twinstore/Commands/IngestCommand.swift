import ArgumentParser
import Glibc
import Storage

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Adds bundles to a database; the same bundle again changes nothing.",
        discussion: """
            twinstore ingest --database fleet.db bundles/
            twinstore ingest --database fleet.db node1.tar.gz node2.tar.gz
            twinstore ingest -d fleet.db all-nodes.tar    # an archive of bundles
            find . -name '*.tar.gz' -print0 | twinstore ingest -d fleet.db --files-from -

            Interrupted (Ctrl-C), it stores what it has in hand and ends; the same command goes on where it stopped.
            On a terminal it shows how far it is, elsewhere it writes lines: level=info event=ingested bundles=…
            """)

    @OptionGroup var database: DatabaseOption

    @OptionGroup var bundles: BundleArguments

    @Option(name: .shortAndLong, help: "Threads that read and parse; one more writes. (default: the processors)")
    var jobs: Int?

    @Flag(name: .shortAndLong, help: "A line for each bundle on standard error.")
    var verbose = false

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is 1 to 256") }
    }

    func run() throws {
        var paths = try bundles.found()
        let style: IntakeLog.Style = bundles.quiet ? .trouble : Console.errorIsTerminal ? .progress : .lines
        let log = IntakeLog(style, isVerbose: verbose)
        Interruption.watch()
        let jobs = jobs ?? Processors.count
        log.start(database: database.path, jobs: jobs)
        paths.count()
        // Paths that lead nowhere make no file.
        let store =
            try paths.total == 0
            ? SnapshotStore.inMemory() : SnapshotStore.open(path: database.path, mode: .readWriteCreate)
        var intake = Intake(store, paths, jobs: jobs, database: database.path, log: log)
        let tally = try intake.run()
        try store.close()
        if let signal = Interruption.signal {
            log.interrupted(tally, by: signal)
            // A thread may still wait for a pipe: nothing must be torn down under it.
            _exit(ExitStatus.ended(by: signal).rawValue)
        }
        log.finish(tally)
        if !tally.isComplete { throw ExitStatus.unreadableBundle }
    }
}
