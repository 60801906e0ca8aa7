import ArgumentParser
import Glibc
import Ingestion

struct CapturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "captures", abstract: "Prints every capture that is understood, and what is read from it.",
        discussion: """
            twinstore captures
            twinstore captures | grep docker

            `sh collector.sh --list` prints what is run on a node for each.
            """)

    func run() {
        let entries = CaptureCatalog.entries
        let width = entries.map(\.name.count).max() ?? 0
        for entry in entries {
            let blanks = String(repeating: " ", count: width - entry.name.count + 2)
            Console.write("\(entry.name)\(blanks)\(entry.summary)\n", to: STDOUT_FILENO)
        }
    }
}
