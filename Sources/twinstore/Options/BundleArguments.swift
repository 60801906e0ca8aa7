import ArgumentParser

/// The bundles that a command reads.
struct BundleArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Bundles to read.",
            discussion: """
                A bundle (.tar.gz, .tar, .tar.zst, .tar.xz or an unpacked folder), a folder of bundles at any depth, an \
                archive of bundles, a pattern in quotes, or `-`.
                """,
            valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @Option(
        help: "A file that lists bundles, or `-`: one a line, or each ended by NUL (`find -print0`).",
        completion: .file())
    var filesFrom: [String] = []

    @Flag(name: .shortAndLong, help: "No progress on standard error, only trouble.")
    var quiet = false

    func validate() throws {
        guard !paths.isEmpty || !filesFrom.isEmpty else {
            throw ValidationError("give a bundle, a folder of bundles, - for standard input, or --files-from")
        }
        guard filesFrom.count(where: { $0 == "-" }) + paths.count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("standard input can be read once")
        }
    }

    /// The bundles behind the paths and lists, found one at a time.
    func found() throws -> BundlePaths { try BundlePaths(paths, lists: filesFrom) }
}
