import NodeModel

extension SchemaFormat {
    public static let json = SchemaFormat(name: "json") { page, output in
        var writer = JSONWriter(output)
        writer.object { writer in
            writer.list("objects", page.objects) { writer, object in
                writer.field("name", object.name)
                writer.field("kind", object.isView ? "view" : "table")
                writer.field("meaning", object.meaning)
                writer.list("columns", object.columns, inline: true) { writer, column in
                    writer.field("name", column.name)
                    writer.field("type", column.type)
                    writer.field("meaning", column.meaning)
                    writer.field("unit", column.unit)
                    writer.field("example", column.example)
                }
            }
        }
        output = writer.output
    }

    /// Metadata of Datasette, `datasette FILE --metadata THIS`: descriptions, and the saved questions as canned queries.
    /// Tables are hidden, not locked: the views are what readers want first.
    /// Source: https://docs.datasette.io/en/stable/metadata.html.
    public static let datasette = SchemaFormat(name: "datasette") { page, output in
        var writer = JSONWriter(output)
        writer.object { writer in
            writer.field("title", "twinstore")
            writer.field("description", "Container images that nodes keep twice, with proof")
            writer.object("databases") { writer in
                writer.object(page.database) { writer in
                    writer.object("tables") { writer in
                        for object in page.objects {
                            writer.object(object.name) { describe(object, &$0) }
                        }
                    }
                    writer.object("queries") { writer in
                        for question in page.questions {
                            writer.object(question.name) { writer in
                                writer.field("title", question.title)
                                writer.field("description", question.explanation)
                                writer.field("params", question.parameters)
                                writer.field("sql", question.sql)
                            }
                        }
                    }
                }
            }
        }
        output = writer.output
    }

    private static func describe(_ object: SchemaObject, _ writer: inout JSONWriter) {
        writer.field("description", object.meaning)
        if !object.isView { writer.field("hidden", true) }
        writer.object("columns") { writer in
            for column in object.columns { writer.field(column.name, column.explained) }
        }
    }
}
