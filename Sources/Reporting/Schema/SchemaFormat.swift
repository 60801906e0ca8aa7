import NodeModel

/// How the description of a database is written: a value in a file of this folder, named once in `all`.
public struct SchemaFormat: Sendable {
    /// A question that readers of the database are offered.
    public struct Question: Sendable {
        var name: String
        var title: String
        var explanation: String
        var sql: String
        var parameters: [String]

        public init(name: String, title: String, explanation: String, sql: String, parameters: [String]) {
            self.name = name
            self.title = title
            self.explanation = explanation
            self.sql = sql
            self.parameters = parameters
        }
    }

    public let name: String
    let render: @Sendable (SchemaPage, inout Output) -> Void

    public static let all: [SchemaFormat] = [text, markdown, json, datasette]

    public static func named(_ name: String) -> SchemaFormat? { all.first { $0.name == name } }

    public func write(_ page: SchemaPage, to output: inout Output) { render(page, &output) }
}

/// What is to be described.
public struct SchemaPage: Sendable {
    /// What readers call the database: its file without folder and ending.
    public var database: String
    public var objects: [SchemaObject]
    public var questions: [SchemaFormat.Question]

    public init(database: String, objects: [SchemaObject], questions: [SchemaFormat.Question]) {
        self.database = database
        self.objects = objects
        self.questions = questions
    }

    var views: [SchemaObject] { objects.filter(\.isView) }
    var tables: [SchemaObject] { objects.filter { !$0.isView } }
}

extension SchemaObject.Column {
    /// The meaning with the unit.
    var explained: String { unit.isEmpty ? meaning : "\(meaning) [\(unit)]" }
}
