import ArgumentParser
import Ingestion

/// The bundles that a command reads.
struct BundleArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Bundles to read.",
            discussion:
                "A bundle (.tar.gz, .tar, .tar.zst, .tar.xz or an unpacked folder), a folder of bundles, or `-`.",
            valueName: "path"),
        completion: .file())
    var paths: [String]

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        guard !paths.isEmpty else {
            throw ValidationError("give a bundle, a folder of bundles, or - for standard input")
        }
    }

    /// The bundles behind the paths; a path that cannot be read is reported and skipped.
    static func expanded(_ paths: [String]) -> (bundles: [String], allRead: Bool) {
        var bundles: [String] = []
        var allRead = true
        for path in paths {
            do {
                bundles += try Ingest.bundles(in: path)
            } catch {
                Console.warn(error.description)
                allRead = false
            }
        }
        return (bundles, allRead)
    }
}
