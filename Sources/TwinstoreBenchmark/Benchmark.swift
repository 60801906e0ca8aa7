import ArgumentParser

/// Measures twinstore against the floors of the same work; never shipped. See "Benchmark" in the documentation.
@main
struct Benchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twinstore-benchmark",
        abstract: "Write fleets of made-up nodes and measure twinstore on them.",
        subcommands: [Generate.self, Run.self, Floor.self])
}
