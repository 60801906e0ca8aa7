import NodeModel

/// How a report is written. One format is one file of `Formats/` and one entry of `all`.
public struct ReportFormat: Sendable {
    /// What `--format` calls it.
    public let name: String
    public let fileExtension: String
    /// One line for `--help`.
    public let summary: String
    /// Whether it shows more of a fleet than its nodes and sums.
    public let showsRankings: Bool
    public let render: @Sendable (Report, RenderOptions, inout Output) -> Void

    public init(
        name: String, fileExtension: String, summary: String, showsRankings: Bool = true,
        render: @escaping @Sendable (Report, RenderOptions, inout Output) -> Void
    ) {
        self.name = name
        self.fileExtension = fileExtension
        self.summary = summary
        self.showsRankings = showsRankings
        self.render = render
    }

    public static let all: [ReportFormat] = [.text, .markdown, .html, .json, .csv, .csvImages, .junit]

    /// The format of that name, or nil.
    public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }

    /// The whole report as one string: for small reports and for tests.
    public func string(_ report: Report, _ options: RenderOptions = RenderOptions()) -> String {
        var bytes: [UInt8] = []
        var output = Output { bytes += $0 }
        render(report, options, &output)
        output.finish()
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What the command line decides about a report's looks; nothing here is read from the surroundings.
public struct RenderOptions: Sendable, Hashable {
    public static let narrowest = 40

    /// Columns of the terminal.
    public var width: Int
    public var colour: Bool
    /// Whether `text` shows all that it knows, and not only the first screen.
    public var details: Bool
    /// Verdicts that fail a test of `junit`; nil where none were named.
    public var failOn: Set<Verdict>?
    /// Rows of a table before the rest is summed; nil leaves it to the format.
    public var maxRows: Int?

    public init(
        width: Int = 100, colour: Bool = false, details: Bool = false, failOn: Set<Verdict>? = nil, maxRows: Int? = nil
    ) {
        self.width = max(width, Self.narrowest)
        self.colour = colour
        self.details = details
        self.failOn = failOn
        self.maxRows = maxRows.map { max($0, 1) }
    }
}
