import ArgumentParser

@main
struct Twinstore: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "twinstore")
}
