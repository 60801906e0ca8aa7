/// One image as one list shows it; rows of one ID in one capture are one image.
public struct ListedImage: Sendable, Hashable {
    /// The printed ID. What it identifies depends on the tool: config digest or manifest digest.
    public var id: Digest?
    /// `repository:tag`, as printed; empty for an untagged image.
    public var names: [String]
    /// `repository@sha256:…` or a bare digest column.
    public var repoDigests: [String]
    /// What the tool calls size; its meaning differs from tool to tool.
    public var size: ByteRange?
    /// CONTENT SIZE of Docker 29 and newer: bytes of blobs, 0 with a graph driver.
    public var contentSize: ByteRange?
    /// The list says that a container uses it (Docker 29's EXTRA column).
    public var inUse: Bool
    public var pinned: Bool
    public var source: Source

    public init(
        id: Digest?, names: [String] = [], repoDigests: [String] = [], size: ByteRange? = nil,
        contentSize: ByteRange? = nil, inUse: Bool = false, pinned: Bool = false, source: Source
    ) {
        self.id = id
        self.names = names
        self.repoDigests = repoDigests
        self.size = size
        self.contentSize = contentSize
        self.inUse = inUse
        self.pinned = pinned
        self.source = source
    }
}

/// The layers of one image, from the bottom up, as its config or an inspection lists them.
public struct ImageLayers: Sendable, Hashable {
    /// The image's ID in that tool.
    public var image: Digest
    public var diffIDs: [Digest]
    /// `Size` of an inspection: exact bytes, in the tool's own meaning of size.
    public var size: ByteRange?
    public var names: [String]
    public var repoDigests: [String]
    /// Docker's data root whose image database holds it; empty where a daemon was asked.
    public var root: String
    public var source: Source

    public init(
        image: Digest, diffIDs: [Digest], size: ByteRange? = nil, names: [String] = [], repoDigests: [String] = [],
        root: String = "", source: Source
    ) {
        self.image = image
        self.diffIDs = diffIDs
        self.size = size
        self.names = names
        self.repoDigests = repoDigests
        self.root = root
        self.source = source
    }
}

/// A container and the image that it keeps in use.
public struct ContainerUse: Sendable, Hashable {
    public var container: String
    /// The image's ID where the runtime tells it.
    public var image: Digest?
    /// The image's name where the runtime tells it.
    public var imageName: String
    /// As the runtime names it: `running`, `exited`, `CONTAINER_RUNNING`, …
    public var state: String
    public var source: Source

    public init(container: String, image: Digest?, imageName: String = "", state: String, source: Source) {
        self.container = container
        self.image = image
        self.imageName = imageName
        self.state = state
        self.source = source
    }

    public var isRunning: Bool { state == "running" || state == "CONTAINER_RUNNING" }
}

/// The deletion check, observed: an image left one list, and the other list did or did not follow.
public struct DeletionObservation: Sendable, Hashable {
    public var image: String
    /// The view that it was removed from: `docker` or a CRI socket's name.
    public var removedFrom: String
    public var otherView: String
    public var stillListedByOther: Bool
    public var source: Source

    public init(image: String, removedFrom: String, otherView: String, stillListedByOther: Bool, source: Source) {
        self.image = image
        self.removedFrom = removedFrom
        self.otherView = otherView
        self.stillListedByOther = stillListedByOther
        self.source = source
    }
}
