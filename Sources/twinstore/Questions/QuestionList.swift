import NodeModel

/// What `twinstore query --list` prints.
enum QuestionList {
    static func write(_ options: RowOptions) throws {
        if options.format.name == "markdown" {
            Console.write(Cookbook.text, to: 1)
            return
        }
        let sheet = RowSheet(options)
        let isTable = options.format.name == "table"
        sheet.begin(["question", "title"] + (isTable ? ["parameters"] : ["explanation", "parameters", "sql"]))
        for question in Question.all {
            let parameters = question.parameters.map { "\($0.name)=\($0.preset ?? "…")" }.joined(separator: " ")
            let rest = isTable ? [parameters] : [question.explanation, parameters, question.sql]
            try sheet.row((["@" + question.name, question.title] + rest).map { Cell.text($0) })
        }
        try sheet.end()
    }
}
