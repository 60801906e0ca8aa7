import NodeModel

extension BundleFormat {
    /// What people paste into tickets: one text with prompts, commands and their outputs in any order.
    static let transcript = BundleFormat(
        name: "terminal transcript",
        recognises: { paths, _ in
            guard paths.count == 1, let path = paths.first else { return false }
            return path == TextReader.member || isText(path)
        },
        wants: { path, _ in path == TextReader.member || !path.contains("/") && isText(path) },
        read: { bundle, parsers throws(BundleError) in try Transcript.contents(bundle, parsers) })
}

/// Whether a file's name is one that people give to a text.
private func isText(_ path: String) -> Bool { [".txt", ".log", ".typescript"].contains { path.hasSuffix($0) } }

private enum Transcript {
    static func contents(_ bundle: RawBundle, _ parsers: ParserRegistry) throws(BundleError) -> BundleContents {
        guard let member = bundle.members.first else {
            throw BundleError(.notABundle, path: bundle.name, detail: "it is empty", advice: "paste something into it")
        }
        let lines = TerminalText.lines(member.bytes)
        let paste = Paste(lines, parsers)
        guard paste.isAny else {
            throw BundleError(
                .notABundle, path: bundle.name,
                detail:
                    "it is no archive, and none of its \(lines.count) lines is the output of a command that twinstore reads",
                advice:
                    "paste the commands with their output: docker images, crictl images, ps aux, systemctl cat, du -sh")
        }
        var contents = BundleContents(
            node: paste.node ?? name(of: bundle), collectedAt: Timestamp(seconds: paste.time ?? bundle.newest ?? 0))
        if paste.time == nil, bundle.newest == nil {
            contents.issue("neither a `date` in the text nor a file's time tells when it was taken")
        }
        if member.isCut { contents.issue("the text was cut after \(member.bytes.count) bytes") }
        paste.fill(&contents, parsers)
        return contents
    }

    /// The file's name without its ending; standard input has none.
    private static func name(of bundle: RawBundle) -> String {
        var name = bundle.nodeFromName
        for suffix in [".txt", ".log", ".typescript", ".md"] where name.hasSuffix(suffix) && name != suffix {
            name = String(name.dropLast(suffix.count))
        }
        return name == "-" ? "transcript" : name
    }
}
