import NodeModel

extension SchemaFormat {
    public static let text = SchemaFormat(name: "text") { page, output in
        for (title, objects) in [("Views", page.views), ("Tables", page.tables)] where !objects.isEmpty {
            output.write("\(title)\n")
            for object in objects {
                output.write("\n\(Text.visible(object.name)): \(Text.visible(object.meaning))\n")
                let width = object.columns.map { DisplayWidth.of(Text.visible($0.name)) }.max() ?? 0
                for column in object.columns {
                    let name = Text.visible(column.name)
                    let fill = String(repeating: " ", count: width - DisplayWidth.of(name))
                    let example = column.example.isEmpty ? "" : "  e.g. \(column.example)"
                    output.write("  \(name)\(fill)  \(Text.visible(column.explained + example))\n")
                }
            }
            if title == "Views" { output.write("\n") }
        }
    }
}
