import ArgumentParser
import CStart
import Glibc

/// Where the program begins.
@main
enum Start {
    static func main() {
        let words = arguments
        if let complaint = FirstWord.complaint(about: words) {
            Twinstore.exit(withError: ValidationError(complaint))
        }
        if BashCompletion.isAsked(for: words) {
            Console.write(BashCompletion.script, to: STDOUT_FILENO)
        } else {
            Twinstore.main(words)
        }
    }

    /// The words after the program's name.
    ///
    /// Not `CommandLine.arguments`: in a static program Swift finds those through /proc, and has none where it is missing.
    private static var arguments: [String] {
        (1..<max(1, twinstore_argument_count())).compactMap { twinstore_argument($0).map { String(cString: $0) } }
    }
}
