/// A question that somebody asks of a fleet, with the SQL that answers it over the documented views: a value in a file
/// of `Saved/`, named once in `all`.
struct Question: Sendable {
    /// A `:name` in the SQL.
    struct Parameter: Sendable {
        let name: String
        let meaning: String
        /// What it is where it is not given, as the SQL itself says; nil where it must be given.
        var preset: String?
        /// A value to try.
        var example: String
    }

    /// What `twinstore query @NAME` calls it.
    let name: String
    /// What is asked, without a question mark.
    let title: String
    /// How to read the answer, in one sentence.
    let explanation: String
    var parameters: [Parameter] = []
    let sql: String

    static func named(_ name: String) -> Question? { all.first { $0.name == name } }

    /// Names of parameters that need no value.
    var optional: Set<String> { Set(parameters.filter { $0.preset != nil }.map(\.name)) }

    /// The SQL for one row more than will be shown, or for all: who sorts keeps only the rows that are asked for.
    func sql(toShow rows: Int?) -> String {
        guard let rows, rows < Int.max else { return sql }
        return sql + "\nLIMIT \(rows + 1)"
    }

    /// How it is asked on the command line.
    var command: String {
        let given = parameters.filter { $0.preset == nil }.map { " --param \($0.name)=\($0.example)" }
        return "twinstore query --database fleet.db @\(name)" + given.joined()
    }
}

extension Question.Parameter {
    static let node = Self(name: "node", meaning: "the node's name", example: "gpu-07")
}
