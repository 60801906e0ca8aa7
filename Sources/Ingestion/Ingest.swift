import NodeModel

/// The station: bundle → members → captures → without secrets → facts.
public enum Ingest {
    /// The bundles that a path means: a bundle's file or folder, a folder of bundles at any depth, or `-`.
    public static func bundles(in path: String) throws(BundleError) -> BundleFinder {
        try BundleFinder(path, parsers: .standard)
    }

    /// Everything that one bundle says: an archive, an unpacked folder, a pasted text, or standard input (`-`).
    public static func snapshot(of path: String) throws(BundleError) -> Snapshot { try open(path).snapshot() }

    /// Everything that an archive in memory says.
    public static func snapshot(ofArchive bytes: [UInt8], name: String) throws(BundleError) -> Snapshot {
        try open(archive: bytes, name: name).snapshot()
    }

    /// A bundle's members in memory, not yet parsed.
    public static func open(_ path: String) throws(BundleError) -> UnparsedBundle {
        try UnparsedBundle(
            TextReader.readBundle(path, wanting: { BundleFormat.wants($0, .standard) }), path: path)
    }

    /// The members of an archive that is in memory itself.
    ///
    /// - Parameter name: as the user would name it; its last part is the bundle's name.
    public static func open(archive bytes: [UInt8], name: String) throws(BundleError) -> UnparsedBundle {
        try UnparsedBundle(
            BundleReader.read(bytes, name: name, wanting: { BundleFormat.wants($0, .standard) }), path: name)
    }

    static func snapshot(
        of bundle: RawBundle, path: String, sha256: String? = nil, parsers: ParserRegistry = .standard
    ) throws(BundleError) -> Snapshot {
        let contents = try contents(of: bundle, path: path, parsers)
        var snapshot = Snapshot(
            node: Text.excerpt(contents.node, limit: 256), collectedAt: contents.collectedAt,
            bundle: BundleIdentity(name: bundle.name, sha256: sha256 ?? bundle.sha256), collector: contents.collector,
            captures: contents.captures.sorted { $0.id < $1.id }, issues: bundle.issues + contents.issues)
        Redaction.redactNames(of: &snapshot)
        if let damage = bundle.damage { snapshot.issues.append(Issue(capture: .bundle, message: damage.detail)) }

        var removed: [CaptureID: Int] = [:]
        for var text in contents.texts.sorted(by: { $0.id < $1.id }) {
            removed[text.id] = Redaction.redact(&text)
            let found = parse(text, parsers)
            snapshot.facts.append(found.facts)
            snapshot.issues += found.issues
            snapshot.collector.processTotal = snapshot.collector.processTotal ?? found.processTotal
        }
        snapshot.facts.deletions += contents.deletions.map(Redaction.redacted)
        for index in snapshot.captures.indices {
            let id = snapshot.captures[index].id
            let ofItself = Redaction.redact(&snapshot.captures[index])
            snapshot.captures[index].redactions += (removed[id] ?? 0) + ofItself
        }
        snapshot.issues.sort { ($0.capture, $0.line, $0.message) < ($1.capture, $1.line, $1.message) }
        if snapshot.issues.count > Limits.issuesPerBundle {
            let more = snapshot.issues.count - Limits.issuesPerBundle
            snapshot.issues.removeLast(more)
            snapshot.issues.append(Issue(capture: .bundle, message: "\(more) more issues are left out"))
        }
        return snapshot
    }

    /// Asks the formats in turn. A damaged bundle is used as far as it was read: the collector's manifest tells what is
    /// missing from it, and a foreign one counts as cut wherever members of one capture may have been lost.
    private static func contents(
        of bundle: RawBundle, path: String, _ parsers: ParserRegistry
    ) throws(BundleError) -> BundleContents {
        let paths = bundle.paths
        let format = BundleFormat.all.first { $0.recognises(paths, parsers) }
        let isBrokenOff = bundle.damage?.reason == .damaged && format?.isReadInPart == true
        if let damage = bundle.damage, !paths.contains("manifest.tsv"), !isBrokenOff { throw damage }
        guard let format else {
            throw BundleError(
                .notABundle, path: path,
                detail: "none of its \(paths.count) files is a capture"
                    + (paths.min().map { ", the first is \($0)" } ?? ""),
                advice: "give what collector.sh wrote, or files named after captures, see twinstore captures")
        }
        do {
            var contents = try format.read(bundle, parsers)
            if isBrokenOff { contents.breakOff() }
            return contents
        } catch {
            throw BundleError(error.reason, path: path, detail: error.detail, advice: error.advice)
        }
    }

    /// One capture through its parsers. What one capture costs the snapshot is bounded.
    private static func parse(_ text: CaptureText, _ parsers: ParserRegistry) -> ParsedFacts {
        var found = ParsedFacts()
        for parser in parsers.parsers(of: text.id) { parser.parse(text, &found) }
        if text.hasMoreLines(than: Limits.linesPerCapture) {
            found.issue(
                text, line: Limits.linesPerCapture, "more lines than \(Limits.linesPerCapture), the rest is not read")
        }
        if found.facts.cut(to: Limits.factsPerCapture) {
            found.issue(text, line: 0, "more than \(Limits.factsPerCapture) facts, the rest is left out")
        }
        if found.issues.count > Limits.issuesPerCapture {
            let more = found.issues.count - Limits.issuesPerCapture
            found.issues.removeLast(more)
            found.issue(text, line: 0, "\(more) more lines were not understood")
        }
        for index in found.issues.indices {
            found.issues[index].message = Text.excerpt(found.issues[index].message, limit: 300)
        }
        return found
    }
}
