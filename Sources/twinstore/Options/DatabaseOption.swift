import ArgumentParser

struct DatabaseOption: ParsableArguments {
    @Option(name: [.customShort("d"), .customLong("database")], help: "The SQLite file.", completion: .file())
    var path: String
}
