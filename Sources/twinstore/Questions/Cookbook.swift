/// The page of all saved questions, as Markdown.
enum Cookbook {
    static var text: String {
        var out = """
            # Cookbook

            The questions that `twinstore query --list` names, with the SQL that answers them: copy it, change it, run
            it with `twinstore query`, `sqlite3`, Datasette or DuckDB. They read the views that [Database](Database.md)
            describes. Printed by `twinstore query --list --format markdown`.

            A `:name` is a parameter: `--param name=value` here, `.parameter set :name value` in `sqlite3`. One with a
            preset may be left out. `likelihood(…, 0.001)` changes no answer: it tells SQLite that few rows are meant, so
            that it begins with them in a large file.


            """
        for question in Question.all { out += section(question) }
        return out
    }

    private static func section(_ question: Question) -> String {
        var out = "## \(question.title)\n\n\(question.explanation).\n\n"
        for parameter in question.parameters {
            let preset = parameter.preset.map { "\($0) where it is not given" } ?? "must be given"
            out += "* `:\(parameter.name)`: \(parameter.meaning); \(preset)\n"
        }
        if !question.parameters.isEmpty { out += "\n" }
        return out + "```sh\n\(question.command)\n```\n\n```sql\n\(question.sql)\n```\n\n"
    }
}
