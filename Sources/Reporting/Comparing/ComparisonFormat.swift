/// How a comparison is written: the blocks of a report in a report's writers, or JSON.
public struct ComparisonFormat: Sendable {
    /// What `--format` calls it.
    public let name: String
    public let render: @Sendable (Comparison, RenderOptions, inout Output) -> Void

    public static let all: [ComparisonFormat] = [.text, .markdown, .html, .json]

    /// The format of that name, or nil.
    public static func named(_ name: String) -> ComparisonFormat? { all.first { $0.name == name } }

    /// For a terminal.
    public static let text = ComparisonFormat(name: "text") { comparison, options, output in
        var writer = TextWriter(output, options)
        writer.write(ComparisonLayout.blocks(comparison, gap: [.heading(2, "")]))
        output = writer.output
    }

    /// For a ticket.
    public static let markdown = ComparisonFormat(name: "markdown") { comparison, options, output in
        output.write(MarkdownWriter.text(ComparisonLayout.blocks(comparison), maxRows: options.maxRows))
    }

    /// For a browser: one file that loads nothing.
    public static let html = ComparisonFormat(name: "html") { comparison, options, output in
        Page.write(
            ComparisonLayout.blocks(comparison), kind: "comparison", limit: Page.fleetLimit, maxRows: options.maxRows,
            to: &output)
    }

    /// For scripts: version 1 of the contract, `compare-v1.schema.json`.
    public static let json = ComparisonFormat(name: "json") { comparison, _, output in
        var writer = JSONWriter(output)
        writer.object { $0.comparison(comparison) }
        output = writer.output
    }

    /// The whole comparison as one string: for small ones and for tests.
    public func string(_ comparison: Comparison, _ options: RenderOptions = RenderOptions()) -> String {
        var bytes: [UInt8] = []
        var output = Output { bytes += $0 }
        render(comparison, options, &output)
        output.finish()
        return String(decoding: bytes, as: UTF8.self)
    }
}
