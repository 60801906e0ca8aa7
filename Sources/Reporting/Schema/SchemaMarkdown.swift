import NodeModel

extension SchemaFormat {
    public static let markdown = SchemaFormat(name: "markdown") { page, output in
        output.write(introduction)
        output.write("\n## Views\n")
        for view in page.views { section(view, &output) }
        output.write("\n## Tables\n\nWhat the views are made of. They may change from version to version.\n")
        for table in page.tables { section(table, &output) }
    }

    private static let introduction = """
        # Database

        One SQLite file holds a fleet: facts as the bundles told them, and verdicts as the rules made them. Any reader
        opens it: `sqlite3`, Datasette, sqlite-utils, DuckDB, a notebook. The views have the obvious shape, one row a
        thing, and their names and columns are a contract; [Cookbook](Cookbook.md) has questions to begin with. The
        table `schema_doc` holds what this page says, and `twinstore schema --format markdown` prints it. Without
        this page at hand, any reader lists the views with:

        ```sql
        SELECT name, meaning FROM sqlite_schema JOIN schema_doc ON object = name AND "column" = ''
        WHERE type = 'view' ORDER BY name;
        ```

        """

    private static func section(_ object: SchemaObject, _ output: inout Output) {
        output.write("\n### \(MarkdownText.code(object.name))\n\n\(MarkdownText.prose(object.meaning))\n\n")
        let head = ["column", "meaning", "unit", "example"]
        let rows = object.columns.map { column in
            [
                MarkdownText.code(column.name, inTable: true), MarkdownText.prose(column.meaning, inTable: true),
                MarkdownText.prose(column.unit, inTable: true), MarkdownText.code(column.example, inTable: true),
            ]
        }
        output.write(line(head) + line(head.map { _ in "---" }))
        for row in rows { output.write(line(row)) }
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
