import ArgumentParser
import Reporting

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Shows what changed between two snapshots, databases or dates.",
        discussion: """
            twinstore compare before.tar.gz after.tar.gz
            twinstore compare monday/ friday/ --format markdown -o change.md
            twinstore compare last-week.db fleet.db --fail-on new,worse
            twinstore compare -d fleet.db 2026-11-01 2026-11-23T20:07:31Z --node gpu-07

            OLD and NEW are each a bundle, a folder of bundles or a database, of which the newest snapshot of each node \
            counts; or, with --database, a date (its end, in UTC) or a time, for the newest snapshot up to then. NEW is \
            judged as what followed OLD: an image that left one list, and left or stayed in the other, is the deletion \
            check, observed.
            """)

    @Argument(help: "The older side.", completion: .file()) var old: String
    @Argument(help: "The newer side.", completion: .file()) var new: String
    @Option(
        name: [.customShort("d"), .customLong("database")], help: "The SQLite file that a date is about.",
        completion: .file())
    var database: String?
    @Option(
        name: .shortAndLong, help: "text, markdown, html or json.", completion: .list(ComparisonFormat.all.map(\.name)),
        transform: format)
    var format: ComparisonFormat = .text
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?
    @Option(
        help: "Only the node of that name.",
        completion: .custom { words, _, prefix in Completions.nodes(words, prefix) })
    var node: String?
    @Option(help: "Columns of a text report (default: the terminal's, else 100).") var width: Int?
    @Flag(name: .shortAndLong, help: "No progress on standard error.") var quiet = false
    @Option(
        help: ArgumentHelp(
            "Exit 3 where a node changed in one of these ways, separated by commas.",
            discussion: NodeComparison.Kind.allCases.map(\.rawValue).joined(separator: ", "), valueName: "change,…"),
        completion: .custom { _, _, prefix in
            Completions.list(of: NodeComparison.Kind.allCases.map(\.rawValue), prefix)
        }, transform: kinds)
    var failOn: Set<NodeComparison.Kind> = []

    func validate() throws {
        if let width, width < 40 { throw ValidationError("--width: give at least 40 columns") }
    }

    func run() throws {
        let before = try Moment(old, database: database, quiet: quiet)
        let after = try Moment(new, database: database, quiet: quiet)
        let comparison = try Comparing.compare(before, after, node: node)
        let options = RenderOptions(width: width ?? Console.width, colour: output == nil && Console.wantsColour)
        try OutputFile.write(to: output) { format.render(comparison, options, &$0) }
        if comparison.nodes.contains(where: { failOn.contains($0.kind) }) { throw ExitStatus.verdictFound }
        if !before.allRead || !after.allRead { throw ExitStatus.unreadableBundle }
    }

    private static func format(_ name: String) throws -> ComparisonFormat {
        guard let format = ComparisonFormat.named(name) else {
            throw ValidationError(
                "no format `\(name)`; there is \(ComparisonFormat.all.map(\.name).joined(separator: ", "))")
        }
        return format
    }

    private static func kinds(_ text: String) throws -> Set<NodeComparison.Kind> {
        Set(
            try text.split(separator: ",").map { name in
                guard let kind = NodeComparison.Kind(rawValue: String(name)) else {
                    let all = NodeComparison.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("no change `\(name)`; there is \(all)")
                }
                return kind
            })
    }
}
