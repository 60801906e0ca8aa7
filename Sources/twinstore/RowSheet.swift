import Glibc
import NodeModel
import Reporting

/// Rows on their way to standard output.
///
/// A class because the columns are known only when the answer begins, and both closures of a question write to it.
final class RowSheet {
    private let format: RowFormat
    private let options: RenderOptions
    private var printer: RowPrinter?
    private var output: Output
    private let failure: Failure

    private final class Failure { var reason: String? }

    init(_ options: RowOptions) {
        format = options.format
        self.options = options.rendering
        let failure = Failure()
        self.failure = failure
        output = Output { bytes in
            guard failure.reason == nil, !Console.write(bytes, to: STDOUT_FILENO) else { return }
            failure.reason = String(cString: strerror(errno))
        }
    }

    func begin(_ columns: [String]) { printer = format.printer(columns: columns, options: options) }

    func row(_ cells: [Cell]) throws {
        printer?.row(cells, &output)
        try check()
    }

    /// Writes what is left; a list that was cut short is closed too, so that it stays readable.
    func end() throws {
        printer?.end(&output)
        output.finish()
        try check()
    }

    private func check() throws {
        if let reason = failure.reason { throw OutputError(name: "standard output", reason: reason) }
    }
}
