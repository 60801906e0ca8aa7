import ArgumentParser
import Glibc
import NodeModel
import Storage

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows for one node what every rule needed, saw and said, line by line.",
        discussion: """
            twinstore explain --database fleet.db gpu-07
            twinstore explain node.tar.gz
            """)

    @Option(
        name: [.customShort("d"), .customLong("database")], help: "The SQLite file that has the node.",
        completion: .file())
    var database: String?
    @Argument(
        help: "The node's name; without a database, a bundle.",
        completion: .custom { words, _, prefix in Completions.nodes(words, prefix) })
    var node: String

    func run() throws {
        if database == nil, node != "-", access(node, F_OK) != 0 { throw NoBundle(name: node) }
        let store = try database.map { try SnapshotStore.open(path: $0, mode: .readOnly) } ?? SnapshotStore.inMemory()
        let allRead = try database != nil || Intake.fill(store, from: BundlePaths([node]), quiet: true)
        let name = database == nil ? nil : node
        for judgement in try Judgements.all(in: store, node: name, latestOnly: true, showingSums: true) {
            Console.write(Explanation.text(judgement), to: STDOUT_FILENO)
        }
        if !allRead { throw ExitStatus.unreadableBundle }
    }
}

/// A node without its database.
private struct NoBundle: Error, CustomStringConvertible {
    var name: String
    var description: String {
        "there is no bundle `\(Text.visible(name))`; if it is a node, name its database with --database FILE"
    }
}
