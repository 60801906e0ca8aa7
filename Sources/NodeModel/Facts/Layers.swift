/// A layer of a Docker graph driver: `<root>/image/<driver>/layerdb/sha256/<chainID>`.
/// Source: moby, daemon/internal/layer/filestore.go.
public struct DockerLayer: Sendable, Hashable {
    /// Docker's data root.
    public var root: String
    public var driver: String
    public var chainID: Digest
    public var diffID: Digest?
    public var parent: Digest?
    /// Uncompressed bytes, exactly; nil where the file could not be read.
    public var bytes: Int64?
    public var capture: CaptureID
    public var line: Int

    public init(
        root: String, driver: String, chainID: Digest, diffID: Digest?, parent: Digest?, bytes: Int64?,
        capture: CaptureID, line: Int
    ) {
        self.root = root
        self.driver = driver
        self.chainID = chainID
        self.diffID = diffID
        self.parent = parent
        self.bytes = bytes
        self.capture = capture
        self.line = line
    }
}

/// A snapshot of a containerd namespace: `ctr snapshots usage`. The key of a committed one is its chainID.
public struct LayerSnapshot: Sendable, Hashable {
    /// Name of the socket, as the collector calls it.
    public var socket: String
    public var namespace: String
    /// chainID for an image's layer; nil for a container's own snapshot.
    public var chainID: Digest?
    public var bytes: ByteRange
    public var capture: CaptureID
    public var line: Int

    public init(
        socket: String, namespace: String, chainID: Digest?, bytes: ByteRange, capture: CaptureID, line: Int
    ) {
        self.socket = socket
        self.namespace = namespace
        self.chainID = chainID
        self.bytes = bytes
        self.capture = capture
        self.line = line
    }
}

/// A blob that a containerd namespace refers to: `ctr content ls`.
public struct ContentRecord: Sendable, Hashable {
    public var socket: String
    public var namespace: String
    public var digest: Digest
    public var bytes: ByteRange
    /// The diffID of a layer blob: label `containerd.io/uncompressed`.
    public var diffID: Digest?
    /// The config that a manifest refers to: label `containerd.io/gc.ref.content.config`.
    public var config: Digest?
    /// The layer blobs (and an index's manifests) that it refers to, in order: labels `containerd.io/gc.ref.content.*`.
    public var references: [Digest]
    /// The chainID that a config is unpacked to: label `containerd.io/gc.ref.snapshot.*`.
    public var snapshot: Digest?
    public var capture: CaptureID
    public var line: Int

    public init(
        socket: String, namespace: String, digest: Digest, bytes: ByteRange, diffID: Digest? = nil,
        config: Digest? = nil, references: [Digest] = [], snapshot: Digest? = nil, capture: CaptureID, line: Int
    ) {
        self.socket = socket
        self.namespace = namespace
        self.digest = digest
        self.bytes = bytes
        self.diffID = diffID
        self.config = config
        self.references = references
        self.snapshot = snapshot
        self.capture = capture
        self.line = line
    }
}

/// A name in a containerd namespace and what it points to: `ctr images ls`.
public struct ImageRecord: Sendable, Hashable {
    public var socket: String
    public var namespace: String
    public var reference: String
    /// The index or manifest.
    public var target: Digest
    public var pinned: Bool
    public var capture: CaptureID
    public var line: Int

    public init(
        socket: String, namespace: String, reference: String, target: Digest, pinned: Bool, capture: CaptureID,
        line: Int
    ) {
        self.socket = socket
        self.namespace = namespace
        self.reference = reference
        self.target = target
        self.pinned = pinned
        self.capture = capture
        self.line = line
    }
}

/// A namespace that a containerd has: `ctr namespaces ls`.
public struct ContainerdNamespace: Sendable, Hashable {
    public var socket: String
    public var name: String
    public var source: Source

    public init(socket: String, name: String, source: Source) {
        self.socket = socket
        self.name = name
        self.source = source
    }
}

/// A file of a containerd content store, read from the disk with no daemon's help.
public struct Blob: Sendable, Hashable {
    /// containerd's root directory, not the blob directory.
    public var root: String
    public var digest: Digest
    public var bytes: Int64
    public var capture: CaptureID
    public var line: Int

    public init(root: String, digest: Digest, bytes: Int64, capture: CaptureID, line: Int) {
        self.root = root
        self.digest = digest
        self.bytes = bytes
        self.capture = capture
        self.line = line
    }
}
