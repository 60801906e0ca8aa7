import ArgumentParser
import Glibc
import NodeModel
import Reporting

/// How a report looks and where it goes.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: "text, markdown or json.", completion: .list(ReportFormat.all.map(\.name)),
        transform: format)
    var format: ReportFormat = .text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    @Option(help: "Only the node of that name.")
    var node: String?

    @Option(help: "Columns of a text report (default: the terminal's, else 100).")
    var width: Int?

    func validate() throws {
        if let width, width < 40 { throw ValidationError("--width: give at least 40 columns") }
    }

    /// Writes the report. A file appears whole or not at all.
    func write(_ report: Report) throws {
        let options = RenderOptions(
            width: width ?? Console.width, colour: output == nil && Console.wantsColour)
        guard let output, output != "-" else {
            try stream(report, options, to: STDOUT_FILENO, name: "standard output")
            return
        }
        let partial = output + ".partial"
        let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw OutputError(name: output, reason: String(cString: strerror(errno))) }
        do {
            try stream(report, options, to: file, name: output)
        } catch {
            close(file)
            unlink(partial)
            throw error
        }
        guard close(file) == 0, rename(partial, output) == 0 else {
            throw OutputError(name: output, reason: String(cString: strerror(errno)))
        }
    }

    private func stream(_ report: Report, _ options: RenderOptions, to file: Int32, name: String) throws {
        var failure: OutputError?
        var sink = Output { bytes in
            guard failure == nil else { return }
            if !Console.write(bytes, to: file) {
                failure = OutputError(name: name, reason: String(cString: strerror(errno)))
            }
        }
        format.render(report, options, &sink)
        sink.finish()
        if let failure { throw failure }
    }

    private static func format(_ name: String) throws -> ReportFormat {
        guard let format = ReportFormat.named(name) else {
            throw ValidationError(
                "no format `\(name)`; there is \(ReportFormat.all.map(\.name).joined(separator: ", "))")
        }
        return format
    }
}

/// The report could not be written.
struct OutputError: Error, CustomStringConvertible {
    var name: String
    var reason: String
    var description: String { "\(name): \(reason); the report was not written" }
}

/// Verdicts that a pipeline stops at.
struct FailOn: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Exit 3 where a node has one of these verdicts, separated by commas.",
            discussion: Verdict.allCases.map(\.rawValue).joined(separator: ", "), valueName: "verdict,…"),
        transform: verdicts)
    var failOn: Set<Verdict> = []

    /// Ends the program where a judgement has a verdict that was named.
    func check(_ judgements: [Judgement]) throws {
        if judgements.contains(where: { failOn.contains($0.verdict) }) { throw ExitStatus.verdictFound }
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
