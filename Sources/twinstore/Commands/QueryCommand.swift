import ArgumentParser
import Storage

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Asks a database: a saved question, or SQL that only reads.",
        discussion: """
            twinstore query --list
            twinstore query --database fleet.db @top-wasted-images --limit 20
            twinstore query -d fleet.db @node-evidence --param node=gpu-07 -f markdown
            twinstore query -d fleet.db 'SELECT node, verdict FROM node_verdict'
            twinstore query -d fleet.db 'SELECT * FROM residue WHERE node=:n' --param n=a1

            The file is opened for reading, and nothing that a question says can change it. `twinstore schema` prints \
            the views. Ctrl-C ends a long question with exit code 130.
            """)

    @Option(name: [.customShort("d"), .customLong("database")], help: "The SQLite file.", completion: .file())
    var database: String?
    @Argument(
        help: "SQL, or @NAME of a saved question.",
        completion: .custom { _, _, prefix in Completions.questions(prefix) })
    var question: String?
    @Flag(help: "List the saved questions.") var list = false
    @Option(
        name: .customLong("param"), help: ArgumentHelp("What :NAME stands for; repeat it.", valueName: "name=value"),
        completion: .custom { words, _, prefix in Completions.parameters(words, prefix) })
    var parameters: [String] = []
    @Option(help: "Rows at most.") var limit: Int?
    @OptionGroup var rows: RowOptions

    func validate() throws {
        if list { return }
        guard let question else {
            throw ValidationError("give SQL or @NAME; `twinstore query --list` has the names")
        }
        _ = try saved(question)
        _ = try values()
        guard database != nil else { throw ValidationError("name the database with --database FILE") }
        if let limit, limit < 0 { throw ValidationError("--limit: give 0 or more") }
    }

    func run() throws {
        guard !list, let question, let database else { return try QuestionList.write(rows) }
        let saved = try saved(question)
        Interruption.watch()
        let source = try ReadOnlyQuery(path: database) { Interruption.signal != nil }
        let sheet = RowSheet(rows)
        do {
            let isMore = try source.ask(
                saved?.sql(toShow: limit) ?? question, values: values(), optional: saved?.optional ?? [],
                limit: limit ?? .max, begin: sheet.begin, row: sheet.row)
            try sheet.end()
            if isMore { Console.warn("stopped after \(limit ?? 0) rows, as --limit says; there are more") }
        } catch QueryError.interrupted {
            try sheet.end()
            try Interruption.check()
        } catch let error as QueryError {
            throw MisunderstoodQuestion(error: error, database: database)
        }
    }

    private func saved(_ text: String) throws -> Question? {
        guard text.hasPrefix("@") else { return nil }
        guard let question = Question.named(String(text.dropFirst())) else {
            let near = Nearest.to(text, among: Question.all.map { "@" + $0.name })
            let list = near.isEmpty ? "; " : Nearest.advice(for: text, among: near) + " "
            throw ValidationError("no saved question `\(text)`\(list)`twinstore query --list` has the names")
        }
        return question
    }

    private func values() throws -> [String: String] {
        try parameters.reduce(into: [:]) { values, text in
            guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
                throw ValidationError("--param \(text): write name=value")
            }
            values[String(text[..<mark])] = String(text[text.index(after: mark)...])
        }
    }
}

/// A mistake in a question, with the names that it may have meant.
private struct MisunderstoodQuestion: Error, CustomStringConvertible {
    var error: QueryError
    var database: String

    var description: String { "\(error)" + (advice.map { "\n  " + $0 } ?? "") }

    private var advice: String? {
        guard case .wrong(let reason, _) = error, let objects = try? SchemaReading.of(path: database) else {
            return nil
        }
        func asked(_ start: String) -> String? {
            reason.hasPrefix(start) ? reason.dropFirst(start.count).split(separator: ".").last.map(String.init) : nil
        }
        let all = "`twinstore schema` prints every view and its columns"
        if reason.hasSuffix("syntax error") { return "a question is SQL, or @NAME of `twinstore query --list`; \(all)" }
        if let table = asked("no such table: ") { return near(table, objects.filter(\.isView).map(\.name)) + all }
        if let column = asked("no such column: ") {
            return near(column, objects.filter(\.isView).flatMap { $0.columns.map(\.name) }) + all
        }
        return nil
    }

    private func near(_ name: String, _ names: [String]) -> String {
        let near = Nearest.to(name, among: Set(names).sorted())
        return near.isEmpty ? "" : "did you mean \(near.joined(separator: " or "))? "
    }
}
