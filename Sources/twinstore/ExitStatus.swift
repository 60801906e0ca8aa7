import ArgumentParser
import Glibc

/// The exit codes of every command; `twinstore --help` prints them.
enum ExitStatus {
    /// A bundle could not be read; the others were.
    static let unreadableBundle = ExitCode(2)
    /// A verdict or change named by `--fail-on` was found. It outranks an unreadable bundle.
    static let verdictFound = ExitCode(3)
    /// 128 and the signal's number, as shells count.
    static func ended(by signal: Int32) -> ExitCode { ExitCode(128 + signal) }

    /// Every code with its meaning, for the help and the documentation.
    static let all: [(code: Int32, meaning: String)] = [
        (0, "done"),
        (1, "failed"),
        (unreadableBundle.rawValue, "a bundle could not be read (the others were)"),
        (verdictFound.rawValue, "a verdict or change named by --fail-on was found"),
        (64, "usage"),
        (ended(by: SIGINT).rawValue, "Ctrl-C"),
        (ended(by: SIGTERM).rawValue, "SIGTERM"),
    ]

    static let text = all.map { "\($0.code) \($0.meaning)" }.joined(separator: "; ")
}
