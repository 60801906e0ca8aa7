import ArgumentParser
import Glibc
import NodeModel
import Storage

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows for one node what every rule needed, saw and said, line by line.",
        discussion: "twinstore explain --database fleet.db gpu-07")

    @OptionGroup var database: DatabaseOption
    @Argument(
        help: "The node's name.", completion: .custom { words, _, prefix in Completions.nodes(words, prefix) })
    var node: String

    func run() throws {
        let store = try SnapshotStore.open(path: database.path, mode: .readOnly)
        for judgement in try Judgements.all(in: store, node: node, latestOnly: true, showingSums: true) {
            Console.write(Explanation.text(judgement), to: STDOUT_FILENO)
        }
    }
}
