import ArgumentParser

struct DatabaseOption: ParsableArguments {
    @Option(
        name: [.customShort("d"), .customLong("database")], help: "The SQLite file, which `twinstore ingest` makes.",
        completion: .file())
    var path: String
}
