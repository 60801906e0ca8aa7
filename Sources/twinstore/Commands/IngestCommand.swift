import ArgumentParser
import Storage

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Adds bundles to a database; the same bundle again changes nothing.",
        discussion: """
            twinstore ingest --database fleet.db bundles/
            twinstore ingest --database fleet.db node1.tar.gz node2.tar.gz
            """)

    @OptionGroup var database: DatabaseOption
    @OptionGroup var bundles: BundleArguments

    func run() throws {
        let store = try SnapshotStore.open(path: database.path, mode: .readWriteCreate)
        let allRead = try Intake.fill(store, from: bundles)
        try store.close()
        if !allRead { throw ExitStatus.unreadableBundle }
    }
}
