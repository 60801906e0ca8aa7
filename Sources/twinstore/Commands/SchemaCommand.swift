import ArgumentParser
import Glibc
import NodeModel
import Reporting
import Storage

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints every view, table and column of the database with its meaning.",
        discussion: """
            twinstore schema
            twinstore schema node_verdict duplicate_image
            twinstore schema --database fleet.db --format json
            twinstore schema --database fleet.db --format datasette > metadata.json
            datasette fleet.db --metadata metadata.json
            """)

    @Option(
        name: [.customShort("d"), .customLong("database")],
        help: "Describe this file (default: a new one of this version).", completion: .file())
    var database: String?
    @Option(
        name: .shortAndLong, help: "text, markdown, json or datasette (metadata with the saved questions).",
        completion: .list(SchemaFormat.all.map(\.name)), transform: format)
    var format: SchemaFormat = .text
    @Argument(help: "Only these views and tables.", completion: .custom { _, _, prefix in Completions.objects(prefix) })
    var objects: [String] = []

    func run() throws {
        var found = try database.map { try SchemaReading.of(path: $0) } ?? SchemaReading.current()
        if let unknown = objects.first(where: { name in !found.contains { $0.name == name } }) {
            throw UnknownObject(name: unknown, known: found.map(\.name))
        }
        if !objects.isEmpty { found.removeAll { !objects.contains($0.name) } }
        let page = SchemaPage(database: Self.stem(database ?? "fleet.db"), objects: found, questions: Self.questions)
        try OutputFile.write(to: nil) { format.write(page, to: &$0) }
    }

    private static let questions = Question.all.map { question in
        SchemaFormat.Question(
            name: question.name, title: question.title, explanation: question.explanation, sql: question.sql,
            parameters: question.parameters.map(\.name))
    }

    /// What Datasette calls a file: its name without folder and last ending.
    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
        return String(file[..<dot])
    }

    private static func format(_ name: String) throws -> SchemaFormat {
        guard let format = SchemaFormat.named(name) else {
            throw ValidationError(
                "no format `\(name)`; there is \(SchemaFormat.all.map(\.name).joined(separator: ", "))")
        }
        return format
    }
}

/// There is no such view or table.
struct UnknownObject: Error, CustomStringConvertible {
    var name: String
    /// Those that there are.
    var known: [String]
    var description: String {
        "no view or table `\(Text.visible(name))`"
            + Nearest.advice(for: name, among: known, otherwise: "`twinstore schema` prints them")
    }
}
