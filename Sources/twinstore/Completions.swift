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
    }

    /// `NAME=` for the parameters of the question that the words name; values of `node=` and `image=`.
    static func parameters(_ words: [String], _ prefix: String) -> [String] {
        if prefix.hasPrefix("node=") { return nodes(words, String(prefix.dropFirst(5))).map { "node=" + $0 } }
        if prefix.hasPrefix("image=") {
            let images = ask(
                words,
                "SELECT DISTINCT name FROM image_in_view WHERE substr(name, 1, length(:p)) = :p ORDER BY 1",
                String(prefix.dropFirst(6)))
            return images.map { "image=" + $0 }
        }
        let question = words.first { $0.hasPrefix("@") }.flatMap { Question.named(String($0.dropFirst())) }
        return (question?.parameters ?? []).map { $0.name + "=" }.filter { $0.hasPrefix(prefix) }
    }

    /// Views and tables.
    static func objects(_ prefix: String) -> [String] {
        ((try? SchemaReading.current()) ?? []).map(\.name).filter { $0.hasPrefix(prefix) }
    }

    private static func ask(_ words: [String], _ sql: String, _ prefix: String) -> [String] {
        guard let path = database(words), let query = try? ReadOnlyQuery(path: path),
            let rows = try? query.rows(sql, values: ["p": prefix], limit: limit)
        else { return [] }
        // A name that a shell or terminal could trip over is better typed than offered.
        let names = rows.compactMap { row -> String? in
            guard case .text(let name) = row.first else { return nil }
            return name
        }
        return names.filter { Text.visible($0) == $0 }
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
