import ArgumentParser

/// The exit codes of every command; `twinstore --help` prints them.
enum ExitStatus {
    /// A bundle could not be read; the others were.
    static let unreadableBundle = ExitCode(2)
    /// A verdict or change named by `--fail-on` was found. It outranks an unreadable bundle.
    static let verdictFound = ExitCode(3)
    /// Ctrl-C: 128 and the signal's number, as shells count.
    static let interrupted = ExitCode(130)
}
