import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import twinstore

/// The first paragraph of a discussion is examples, one a line; the manual pages print it as such.
@Suite("The help of every command teaches by example")
struct HelpExampleTests {
    static let names = Twinstore.configuration.subcommands.compactMap { $0.configuration.commandName }

    /// The lines of the first paragraph.
    private func examples(of command: any ParsableCommand.Type) -> [String] {
        command.configuration.discussion.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty }.map(String.init)
    }

    /// What an example gives to the program: without the commands before it, redirections and words in brackets.
    private func arguments(of example: String) throws -> [String]? {
        let calls = Self.names.compactMap {
            example.range(of: #"(^| )twinstore \#($0)( |$)"#, options: .regularExpression)
        }
        guard let call = calls.first else { return nil }
        let line = example[call.lowerBound...].replacingOccurrences(
            of: #" +# .*$| [<>] .*$| \| .*$"#, with: "", options: .regularExpression)
        let words = try Shell.run("/bin/sh", ["-c", "for word in \(line); do printf '%s\\n' \"$word\"; done"])
        return words.output.split(separator: "\n").dropFirst().map(String.init)
    }

    @Test("with examples of its own, each of which the program understands", arguments: names)
    func parses(name: String) throws {
        let command = try #require(Twinstore.configuration.subcommands.first { $0.configuration.commandName == name })
        let examples = examples(of: command)
        #expect(!examples.isEmpty)
        for example in examples where !example.hasPrefix("datasette ") {
            let arguments = try #require(try arguments(of: example), "no call of twinstore in: \(example)")
            #expect(arguments.first == name, "\(example)")
            let parsed = try Twinstore.parseAsRoot(arguments)
            #expect(type(of: parsed) == command, "\(example)")
        }
    }

    @Test("and shows them as they are typed, on the narrowest of terminals", arguments: names)
    func shown(name: String) throws {
        let command = try #require(Twinstore.configuration.subcommands.first { $0.configuration.commandName == name })
        let help = Twinstore.helpMessage(for: command, columns: 80)
        for example in examples(of: command) { #expect(help.contains(example)) }
    }

    @Test("and that of the program with one for collecting and several that answer")
    func root() throws {
        let examples = examples(of: Twinstore.self)
        #expect(examples.filter { $0.contains("sh collector.sh") }.count == 1)
        let calls = try examples.compactMap { try arguments(of: $0) }
        #expect(calls.count == examples.count - 1 && calls.count >= 5)
        for arguments in calls { _ = try Twinstore.parseAsRoot(arguments) }
    }
}
