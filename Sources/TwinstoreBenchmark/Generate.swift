import ArgumentParser

/// `twinstore-benchmark generate`.
struct Generate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a fleet of bundles that collector.sh could have written, with the right answers beside them.",
        discussion:
            "The same seed gives the same bytes, and the first bundles of a larger fleet are the smaller fleet's.")

    @Option(help: "How many bundles.")
    var bundles = 1_000

    @Option(help: "What the fleet is made from.")
    var seed: UInt64 = 1

    @Option(
        help:
            "How much the collector got round to: \(SyntheticBundle.Scope.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var scope = SyntheticBundle.Scope.full

    @Option(help: "gzip's level.")
    var level = 6

    @Argument(help: "The folder; it is made where it is missing.")
    var folder: String

    func run() async throws {
        try await FleetWriter(folder: folder, bundles: bundles, seed: seed, scope: scope, level: level).write()
    }
}

extension SyntheticBundle.Scope: ExpressibleByArgument {}
