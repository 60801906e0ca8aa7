import ArgumentParser

/// The exit codes of every command; `twinstore --help` prints them.
enum ExitStatus {
    /// A bundle could not be read; the others were.
    static let unreadableBundle = ExitCode(2)
    /// A verdict or change named by `--fail-on` was found. It outranks an unreadable bundle.
    static let verdictFound = ExitCode(3)
    /// Ctrl-C: 128 and the signal's number, as shells count.
    static let interrupted = ExitCode(130)

    /// Every code with its meaning, for the help and the documentation.
    static let all: [(code: Int32, meaning: String)] = [
        (0, "done"),
        (1, "failed"),
        (unreadableBundle.rawValue, "a bundle could not be read (the others were)"),
        (verdictFound.rawValue, "a verdict or change named by --fail-on was found"),
        (64, "usage"),
        (interrupted.rawValue, "Ctrl-C"),
        (143, "SIGTERM"),
    ]

    static let text = all.map { "\($0.code) \($0.meaning)" }.joined(separator: "; ")
}
