/// A place on disk that one runtime owns: engine, root directory and, for containerd, a namespace.
public struct Store: Sendable, Hashable {
    /// `docker`, `k3s-containerd`, `containerd`, `crio`, … ; unique within a judgement.
    public var id: String
    public var engine: Engine
    /// Root directory; empty where it is not known.
    public var root: String
    /// Docker's storage driver, or containerd's snapshotter; empty where it is not known.
    public var driver: String
    /// containerd namespace; empty for other engines.
    public var namespace: String
    /// Whether its daemon runs; nil where that is not known.
    public var live: Bool?
    /// Images in it, each counted once; nil where they are not known.
    public var imageCount: Int?
    /// What `du` counted below the root, in bytes.
    public var bytesOnDisk: Int64?
    public var sources: [Source]

    public init(
        id: String, engine: Engine, root: String, driver: String = "", namespace: String = "", live: Bool? = nil,
        imageCount: Int? = nil, bytesOnDisk: Int64? = nil, sources: [Source] = []
    ) {
        self.id = id
        self.engine = engine
        self.root = root
        self.driver = driver
        self.namespace = namespace
        self.live = live
        self.imageCount = imageCount
        self.bytesOnDisk = bytesOnDisk
        self.sources = sources
    }
}

/// What one command line shows of a store: a row of the path diagram.
public struct View: Sendable, Hashable {
    /// `docker`, or the name of a CRI socket such as `k3s-containerd`; `crictl` where the socket is not known.
    public var id: String
    /// The command as typed: `docker images`, `crictl images`.
    public var command: String
    /// The socket that it talks to; empty where it is not known.
    public var endpoint: String
    /// Who answers: `dockerd 26.1.5`, `containerd 1.7.24`, `cri-dockerd (docker 26.1.5)`.
    public var server: String
    /// The store that it shows; nil where that is not known.
    public var store: String?
    /// Images in its list; nil where the list could not be had.
    public var imageCount: Int?
    /// Whether the kubelet uses this endpoint, as far as the configuration and the processes tell.
    public var isKubelets: Bool

    public init(
        id: String, command: String, endpoint: String = "", server: String = "", store: String? = nil,
        imageCount: Int? = nil, isKubelets: Bool = false
    ) {
        self.id = id
        self.command = command
        self.endpoint = endpoint
        self.server = server
        self.store = store
        self.imageCount = imageCount
        self.isKubelets = isKubelets
    }
}

/// An amount of bytes that says how it was arrived at.
public struct ByteFigure: Sendable, Hashable {
    public var bytes: Int64
    public var tier: Tier
    /// How it was computed, in one phrase: `uncompressed sizes of 4 layers`.
    public var formula: String
    /// The captures that it was computed from.
    public var inputs: [String]
    /// What was added up, in order; kept only where the judge was asked to show sums, because a fleet has many.
    public var parts: [BytePart]

    public init(bytes: Int64, tier: Tier, formula: String, inputs: [String], parts: [BytePart] = []) {
        self.bytes = bytes
        self.tier = tier
        self.formula = formula
        self.inputs = inputs
        self.parts = parts
    }
}

/// One addend of a byte figure.
public struct BytePart: Sendable, Hashable {
    /// What it is: `layer 52994f4f5f7e`, `blob 37a65c50c285`, an image's name.
    public var name: String
    public var bytes: ByteRange

    public init(name: String, bytes: ByteRange) {
        self.name = name
        self.bytes = bytes
    }
}

/// An image that is in two stores, or that two views of one store both list.
public struct SharedImage: Sendable, Hashable {
    /// As printed, every tag of every list, sorted.
    public var names: [String]
    /// nil where only a manifest digest or a name joined it.
    public var configDigest: Digest?
    public var join: Join
    /// Store ids, sorted; one where two views list one store.
    public var stores: [String]
    /// What each view or store calls its size, by store id.
    public var sizes: [String: ByteRange]
    /// Its own share, not counting that other images share its layers; nil where it is in one store only.
    public var duplicated: ByteFigure?
    /// Store ids whose containers, running or stopped, use it.
    public var inUseBy: [String]
    /// How many containers use it, by store id: running and all.
    public var containers: [String: ContainerCount]
    public var pinned: Bool
    /// Whether it may be removed from the store that the kubelet does not use, and why (not).
    public var removable: Bool
    public var reason: String

    public init(
        names: [String], configDigest: Digest?, join: Join, stores: [String], sizes: [String: ByteRange] = [:],
        duplicated: ByteFigure? = nil, inUseBy: [String] = [], containers: [String: ContainerCount] = [:],
        pinned: Bool = false, removable: Bool = false, reason: String = ""
    ) {
        self.names = names
        self.configDigest = configDigest
        self.join = join
        self.stores = stores
        self.sizes = sizes
        self.duplicated = duplicated
        self.inUseBy = inUseBy
        self.containers = containers
        self.pinned = pinned
        self.removable = removable
        self.reason = reason
    }
}

public struct ContainerCount: Sendable, Hashable {
    public var running: Int
    public var total: Int

    public init(running: Int, total: Int) {
        self.running = running
        self.total = total
    }
}

/// What two records of an image were joined by, strongest first.
public enum Join: String, Sendable, CaseIterable {
    case configDigest, repoDigest, containerdMap, diffIDs
    /// Weak: the same name can hold different content.
    case name
}

/// The same name on different content in two stores.
public struct NameConflict: Sendable, Hashable {
    public var name: String
    /// ID by store id.
    public var ids: [String: Digest]

    public init(name: String, ids: [String: Digest]) {
        self.name = name
        self.ids = ids
    }
}

/// Bytes of images on the disk that no list shows.
public struct Residue: Sendable, Hashable {
    public var kind: ResidueKind
    public var path: String
    /// nil where it exists and its size is not known.
    public var figure: ByteFigure?
    /// Images that are known to be in it, by name or ID, sorted.
    public var images: [String]
    public var statement: String
    public var sources: [Source]

    public init(
        kind: ResidueKind, path: String, figure: ByteFigure?, images: [String] = [], statement: String,
        sources: [Source]
    ) {
        self.kind = kind
        self.path = path
        self.figure = figure
        self.images = images
        self.statement = statement
        self.sources = sources
    }
}

public enum ResidueKind: String, Sendable, CaseIterable {
    case stoppedDocker = "stopped-docker"
    case stoppedContainerd = "stopped-containerd"
    case stoppedCRIO = "stopped-crio"
    /// The store that Docker's switch between a graph driver and the containerd image store hid.
    case hiddenDockerStore = "hidden-docker-store"
    case airgapTarballs = "airgap-tarballs"
    case secondDockerd = "second-dockerd"
    /// A build cache that is kept in a containerd snapshotter, beside the images.
    case buildCache = "build-cache"
    /// The stores of nodes that run as containers (kind, k3d, docker-in-docker), inside Docker's volumes: named, not
    /// judged, and no bytes of theirs are counted as images.
    case nestedRuntime = "nested-runtime"

    public var title: String {
        switch self {
        case .stoppedDocker: "Docker's store, its daemon not running"
        case .stoppedContainerd: "containerd's store, its daemon not running"
        case .stoppedCRIO: "CRI-O's store, its daemon not running"
        case .hiddenDockerStore: "Docker's other image store, hidden since the switch"
        case .airgapTarballs: "image archives that are imported at every start"
        case .secondDockerd: "the store of a second dockerd"
        case .buildCache: "a build cache, beside the images"
        case .nestedRuntime: "the stores of a cluster that runs inside containers"
        }
    }
}
