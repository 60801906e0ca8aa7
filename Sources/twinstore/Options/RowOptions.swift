import ArgumentParser
import Reporting

/// How rows look.
struct RowOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: "table, markdown, csv or json.", completion: .list(RowFormat.all.map(\.name)),
        transform: format)
    var format: RowFormat = .table

    @Option(help: "Columns of a table (default: the terminal's; elsewhere nothing is cut).")
    var width: Int?

    func validate() throws {
        if let width, width < 40 { throw ValidationError("--width: give at least 40 columns") }
    }

    var rendering: RenderOptions {
        RenderOptions(width: width ?? (Console.outputIsTerminal ? Console.width : .max))
    }

    private static func format(_ name: String) throws -> RowFormat {
        guard let format = RowFormat.named(name) else {
            throw ValidationError(
                "no format `\(name)`; there is \(RowFormat.all.map(\.name).joined(separator: ", "))")
        }
        return format
    }
}
