import NodeModel

/// A bundle whose members are in memory, before anyone has looked into them: enough to know whether it is known.
public struct UnparsedBundle: Sendable {
    private let raw: RawBundle
    private let path: String

    init(_ raw: RawBundle, path: String) {
        self.raw = raw
        self.path = path
        sha256 = raw.sha256
    }

    /// SHA-256 of the bundle's content, 64 hex digits: see `BundleIdentity`.
    public let sha256: String

    /// Whether no member could be read.
    public var isEmpty: Bool { raw.members.isEmpty && raw.others.isEmpty }

    /// Whether it is no bundle but an archive of bundles: see `BundleArchive`.
    public var isArchiveOfBundles: Bool {
        let paths = raw.paths
        return paths.contains(where: BundleFinder.isArchive)
            && !BundleFormat.all.contains { $0.recognises(paths, .standard) }
    }

    /// Everything that the bundle says.
    public func snapshot() throws(BundleError) -> Snapshot {
        try Ingest.snapshot(of: raw, path: path, sha256: sha256)
    }
}
