import ArgumentParser
import Glibc
import NodeModel

/// The word that has to be a command. The parser would only count what follows it as unexpected.
enum FirstWord {
    /// What to say where it is none.
    static func complaint(about words: [String]) -> String? {
        let words = words.first == "help" ? words.dropFirst() : words[...]
        let commands = Twinstore.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let word = words.first, !word.hasPrefix("-"), word != "help", !commands.contains(word) else { return nil }
        let shown = Text.visible(word)
        if Nearest.to(word, among: commands).isEmpty, access(word, F_OK) == 0 {
            return "`\(shown)` is a file and no command; to have an answer for it: twinstore analyze \(shown)"
        }
        return "no command `\(shown)`" + Nearest.advice(for: word, among: commands)
    }
}
