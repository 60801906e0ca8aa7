import ArgumentParser
import NodeModel
import Reporting

/// How a report looks and where it goes.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "How the report is written (default: text).",
            discussion: ReportFormat.all.map { "\($0.name): \($0.summary)" }.joined(separator: "\n")),
        completion: .list(ReportFormat.all.map(\.name)), transform: format)
    var format: ReportFormat = .text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    @Option(
        help: "Only the node of that name.",
        completion: .custom { words, _, prefix in Completions.nodes(words, prefix) })
    var node: String?

    @Option(help: "Columns of a text report (default: the terminal's, else 100).")
    var width: Int?

    @Flag(help: "In a text report, all that is known of a node and long tables, not only the first screen.")
    var details = false

    func validate() throws {
        if let width, width < 40 { throw ValidationError("--width: give at least 40 columns") }
    }

    /// - Parameters:
    ///   - failOn: verdicts that the operator named; a `junit` report fails exactly those.
    ///   - check: called when the report is rendered; what it throws takes the output file away.
    func write(_ report: Report, failOn: Set<Verdict> = [], check: () throws -> Void = {}) throws {
        let options = RenderOptions(
            width: width ?? Console.width, colour: output == nil && Console.wantsColour, details: details,
            failOn: failOn.isEmpty ? nil : failOn)
        try OutputFile.write(to: output) {
            format.render(report, options, &$0)
            try check()
        }
    }

    private static func format(_ name: String) throws -> ReportFormat {
        guard let format = ReportFormat.named(name) else {
            throw ValidationError(
                "no format `\(name)`; there is \(ReportFormat.all.map(\.name).joined(separator: ", "))")
        }
        return format
    }
}

/// Verdicts that a pipeline stops at.
struct FailOn: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Exit 3 where a node has one of these verdicts, separated by commas.",
            discussion: Verdict.allCases.map(\.rawValue).joined(separator: ", "), valueName: "verdict,…"),
        completion: .custom { _, _, prefix in Completions.list(of: Verdict.allCases.map(\.rawValue), prefix) },
        transform: verdicts)
    var failOn: Set<Verdict> = []

    /// Ends the program where a snapshot of the report has a verdict that was named.
    func check(_ report: Report) throws {
        let found = report.judgements.map(\.verdict) + report.fleet.verdicts.map(\.verdict)
        if found.contains(where: failOn.contains) { throw ExitStatus.verdictFound }
    }

    private static func verdicts(_ text: String) throws -> Set<Verdict> {
        Set(
            try text.split(separator: ",").map { name in
                guard let verdict = Verdict(rawValue: String(name)) else {
                    throw ValidationError(
                        "no verdict `\(name)`; there is \(Verdict.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                return verdict
            })
    }
}
