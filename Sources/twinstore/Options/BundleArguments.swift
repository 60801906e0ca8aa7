import ArgumentParser

/// The bundles that a command reads.
struct BundleArguments: ParsableArguments {
    static let help = ArgumentHelp(
        "Bundles to read.",
        discussion: """
            A bundle (.tar.gz, .tar, .tar.zst, .tar.xz or an unpacked folder), a folder of bundles at any depth, an \
            archive of bundles, a pattern in quotes, or `-`.
            """,
        valueName: "path")

    @Argument(help: BundleArguments.help, completion: .file())
    var paths: [String]

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        guard !paths.isEmpty else {
            throw ValidationError("give a bundle, a folder of bundles, or - for standard input")
        }
    }

    /// The bundles behind the paths; a path that cannot be read is reported and skipped.
    static func expanded(_ paths: [String]) throws -> (bundles: [String], allRead: Bool) {
        var found = try BundlePaths(paths)
        var bundles: [String] = []
        while let path = found.next() { bundles.append(path) }
        let errors = found.takeErrors()
        for error in errors { Console.warn(error.description) }
        return (bundles, errors.isEmpty)
    }
}
