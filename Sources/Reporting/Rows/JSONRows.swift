import NodeModel

extension RowFormat {
    /// A list with one object a row, each on a line of its own.
    public static let json = RowFormat(name: "json") { columns, _ in
        let keys = columns.map { JSONWriter.quoted($0) + ": " }
        var isFirst = true
        return RowPrinter(
            row: { cells, output in
                output.write(isFirst ? "[\n{" : ",\n{")
                isFirst = false
                for (n, cell) in cells.enumerated() {
                    output.write((n == 0 ? "" : ", ") + keys[n])
                    switch cell {
                    case .text(let text): output.write(JSONWriter.quoted(text))
                    case .blob: output.write(JSONWriter.quoted(cell.plain ?? ""))
                    default: output.write(cell.plain ?? "null")
                    }
                }
                output.write("}")
            },
            end: { $0.write(isFirst ? "[]\n" : "\n]\n") })
    }
}

extension JSONWriter {
    /// A text as JSON, quotes included.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars { quoted += escaped(scalar) }
        return quoted + "\""
    }

    static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default:
            guard Text.isHostile(scalar) else { return String(Character(scalar)) }
            let hex = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
    }
}
