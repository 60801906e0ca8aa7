import ArgumentParser
import Storage

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Joins databases, such as those of several regions, into one.",
        discussion: """
            twinstore merge europe.db asia.db -o fleet.db
            twinstore merge new.db -o fleet.db

            The sources are only read. The result is what ingesting all their bundles into one database gives, judged \
            by the rules of this program; doing it again changes nothing. A node that two databases show differently at \
            the same clock is reported (exit code 2), and the first one is kept. After Ctrl-C or SIGTERM run it again: \
            it goes on.
            """)

    @Argument(help: "The databases to join.", completion: .file()) var sources: [String]
    @Option(name: .shortAndLong, help: "The joined database: a new file, or one to add to.", completion: .file())
    var output: String
    @Flag(name: .shortAndLong, help: "No progress on standard error.") var quiet = false

    func validate() throws {
        if let same = sources.first(where: { ExistingFile.areOne($0, output) }) {
            throw ValidationError("\(same) is both source and output; name a new file with -o")
        }
    }

    func run() throws {
        // All are looked at before anything is written.
        let stores = try sources.map { try SnapshotStore.open(path: $0, mode: .readOnly) }
        let target = try SnapshotStore.open(path: output, mode: .readWriteCreate)
        // Whatever ends it leaves one file that can be copied alone.
        defer { try? target.close() }
        Interruption.watch()
        var merging = Merging(into: target)
        let total = try stores.reduce(0) { $0 + (try $1.snapshotCount()) }
        var progress = Progress(of: "snapshots", isWanted: !quiet && total > 1)
        let end = Result {
            for (name, store) in zip(sources, stores) {
                try merging.add(store, name: name) { progress.update(done: $0, of: total) }
            }
        }
        progress.finish()
        let counts = merging.counts
        let said = "\(counts.added) snapshots added, \(counts.known) known already, \(counts.conflicts) in conflict"
        if case .failure(let error) = end {
            Interruption.tell(error, said, advice: "run the same command again to go on")
        }
        try end.get()
        try target.close()
        Console.warn(said)
        if counts.conflicts > 0 { throw ExitStatus.unreadableBundle }
    }
}
