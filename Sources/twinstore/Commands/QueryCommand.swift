import ArgumentParser
import Storage

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Asks a database: a saved question, or SQL that only reads.",
        discussion: """
            twinstore query --list
            twinstore query --database fleet.db @top-wasted-images --limit 20
            twinstore query --database fleet.db @node-evidence --param node=gpu-07 --format markdown
            twinstore query --database fleet.db 'SELECT verdict, count(*) FROM node_verdict GROUP BY verdict'
            twinstore query --database fleet.db 'SELECT * FROM residue WHERE node = :node' --param node=gpu-07 -f csv

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
        name: .customLong("param"), help: ArgumentHelp("What :NAME stands for; repeat it.", valueName: "name=value"))
    var parameters: [String] = []
    @Option(help: "Rows at most.") var limit: Int?
    @OptionGroup var rows: RowOptions

    func validate() throws {
        if list { return }
        guard question != nil else {
            throw ValidationError("give SQL or @NAME; `twinstore query --list` has the names")
        }
        guard database != nil else { throw ValidationError("name the database with --database FILE") }
        if let limit, limit < 0 { throw ValidationError("--limit: give 0 or more") }
    }

    func run() throws {
        guard !list, let question, let database else { return try QuestionList.write(rows) }
        let saved = try saved(question)
        Interrupt.watch()
        let source = try ReadOnlyQuery(path: database) { Interrupt.wasAsked }
        let sheet = RowSheet(rows)
        do {
            let isMore = try source.ask(
                saved?.sql ?? question, values: values(), optional: saved?.optional ?? [], limit: limit ?? .max,
                begin: sheet.begin, row: sheet.row)
            try sheet.end()
            if isMore { Console.warn("stopped after \(limit ?? 0) rows, as --limit says; there are more") }
        } catch QueryError.interrupted {
            try sheet.end()
            throw ExitStatus.interrupted
        }
    }

    private func saved(_ text: String) throws -> Question? {
        guard text.hasPrefix("@") else { return nil }
        guard let question = Question.named(String(text.dropFirst())) else {
            throw ValidationError("no saved question `\(text)`; `twinstore query --list` has the names")
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
