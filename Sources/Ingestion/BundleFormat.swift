import NodeModel

/// A kind of bundle: how its paths tell, and which member is which capture.
///
/// A value in a file of its own in Adapters/, named once in `all`.
struct BundleFormat: Sendable {
    /// For issues and errors: `collector.sh, version 1`.
    var name: String
    /// Whether a bundle with these paths is one. Never asks for the archive's name: people rename archives.
    var recognises: @Sendable (_ paths: Set<String>, _ parsers: ParserRegistry) -> Bool
    /// Whether `read` may look into a member of that path: cheap, asked of every member of every bundle.
    var wants: @Sendable (_ path: String, _ parsers: ParserRegistry) -> Bool = { _, _ in false }
    /// Whether an archive that broke off is read as far as it goes. The collector's own manifest tells by itself what is
    /// missing; of files that people put together nothing does.
    var isReadInPart = false
    /// Sorts the members into captures.
    var read: @Sendable (_ bundle: RawBundle, _ parsers: ParserRegistry) throws(BundleError) -> BundleContents

    /// In the order that they are asked in: the first that recognises the bundle reads it.
    static let all: [BundleFormat] = [
        .version1, .sosReport, .rancher, .troubleshoot, .insights, .eks, .handMade,
        .transcript,
    ]

    /// Whether some format looks into a member; the path may still have the archive's top directory on it.
    static func wants(_ path: String, _ parsers: ParserRegistry) -> Bool {
        guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return all.contains { $0.wants(path, parsers) }
        }
        let inner = String(path[path.utf8.index(after: slash)...])
        // Format by format, so that a bundle of the collector's own asks the first only.
        return all.contains { $0.wants(inner, parsers) || $0.wants(path, parsers) }
    }
}

/// A bundle as captures, whoever made it.
struct BundleContents: Sendable {
    var node: String
    var collectedAt: Timestamp
    var collector = CollectorRun()
    /// What was attempted and how it ended.
    var captures: [Capture] = []
    /// What was said; not every capture says something.
    var texts: [CaptureText] = []
    /// What only several outputs together tell: an image that was removed in one list and looked for in the other.
    var deletions: [DeletionObservation] = []
    var issues: [Issue] = []

    /// Takes a capture with its output and its standard error.
    mutating func add(_ capture: Capture, output: RawMember?, errors: RawMember?) {
        var capture = capture
        let said = String(decoding: (errors?.bytes ?? []).prefix(Limits.errorBytes), as: UTF8.self)
        capture.message = Self.firstLines(said)
        if let output {
            let isCut = output.isCut || capture.outcome == .truncated || capture.outcome == .timeout
            texts.append(
                CaptureText(id: capture.id, command: capture.command, bytes: output.bytes, errors: said, isCut: isCut))
        } else if !said.isEmpty {
            texts.append(CaptureText(id: capture.id, command: capture.command, bytes: [], errors: said))
        }
        captures.append(capture)
    }

    /// Enough of standard error to see what went wrong.
    private static func firstLines(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).prefix(3).map { Text.excerpt(String($0), limit: Source.quoteLimit) }
            .joined(separator: "\n")
    }
}
