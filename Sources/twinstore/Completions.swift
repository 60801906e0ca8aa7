import ArgumentParser
import NodeModel
import Storage

/// What the shell offers while a command is typed. Where something cannot be read, it offers nothing: a message would
/// land in the middle of the line.
enum Completions {
    /// Names offered at most: more would scroll away.
    private static let limit = 200

    static func questions(_ prefix: String) -> [String] {
        Question.all.map { "@" + $0.name }.filter { $0.hasPrefix(prefix) }
    }

    /// Nodes of the database that the words name.
    static func nodes(_ words: [String], _ prefix: String) -> [String] {
        ask(words, "SELECT DISTINCT node FROM node_latest WHERE substr(node, 1, length(:p)) = :p ORDER BY 1", prefix)
            .map(spelled)
    }

    /// `NAME=` for the parameters of the question that the words name; values of `node=` and `image=`.
    static func parameters(_ words: [String], _ prefix: String) -> [String] {
        if prefix.hasPrefix("node=") { return nodes(words, String(prefix.dropFirst(5))).map { "node=" + $0 } }
        if prefix.hasPrefix("image=") {
            let images = ask(
                words,
                "SELECT DISTINCT name FROM image_in_view WHERE substr(name, 1, length(:p)) = :p ORDER BY 1",
                String(prefix.dropFirst(6)))
            return images.map { "image=" + spelled($0) }
        }
        let question = words.first { $0.hasPrefix("@") }.flatMap { Question.named(String($0.dropFirst())) }
        return (question?.parameters ?? []).map { $0.name + "=" }.filter { $0.hasPrefix(prefix) }
    }

    /// A list with commas whose last word is being typed.
    static func list(of words: [String], _ prefix: String) -> [String] {
        let before = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
        let chosen = before.split(separator: ",").map(String.init)
        return words.filter { !chosen.contains($0) }.map { before + $0 }.filter { $0.hasPrefix(prefix) }
    }

    /// Views and tables.
    static func objects(_ prefix: String) -> [String] {
        ((try? SchemaReading.current()) ?? []).map(\.name).filter { $0.hasPrefix(prefix) }
    }

    private static func ask(_ words: [String], _ sql: String, _ prefix: String) -> [String] {
        guard let path = database(words), let query = try? ReadOnlyQuery(path: path),
            let rows = try? query.rows(sql, values: ["p": prefix], limit: limit)
        else { return [] }
        return rows.compactMap { row -> String? in
            guard case .text(let name) = row.first, isPlain(name) else { return nil }
            return name
        }
    }

    /// Whether every shell reads the name as it stands. What a bundle says is offered to bash's `compgen -W`, which runs
    /// a `$(…)` in it: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion-Builtins.html
    private static func isPlain(_ name: String) -> Bool {
        let others = "0123456789._-/:@+%,=".unicodeScalars
        return name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || others.contains($0) }
    }

    /// As the shell that asks reads it: zsh takes what follows a colon for a description.
    private static func spelled(_ name: String) -> String {
        CompletionShell.requesting == .zsh ? name.replacing(":", with: "\\:") : name
    }

    /// What follows `--database` or `-d`.
    private static func database(_ words: [String]) -> String? {
        for (n, word) in words.enumerated() {
            if word.hasPrefix("--database=") { return String(word.dropFirst("--database=".count)) }
            guard word == "--database" || word == "-d" else { continue }
            // Shells break words at `=`.
            let rest = words[(n + 1)...].drop { $0 == "=" }
            if let path = rest.first { return path }
        }
        return nil
    }
}
