/// Everything that a bundle's captures say, each list in the order of capture name and line.
public struct Facts: Sendable, Equatable {
    public var settings: [Setting] = []
    public var images: [ListedImage] = []
    public var imageLayers: [ImageLayers] = []
    public var containers: [ContainerUse] = []
    public var dockerLayers: [DockerLayer] = []
    public var snapshots: [LayerSnapshot] = []
    public var content: [ContentRecord] = []
    public var imageRecords: [ImageRecord] = []
    public var blobs: [Blob] = []
    public var namespaces: [ContainerdNamespace] = []
    public var units: [Unit] = []
    public var unitStates: [UnitState] = []
    public var processes: [ProcessLine] = []
    public var sockets: [Socket] = []
    public var listeners: [SocketListener] = []
    public var directories: [Directory] = []
    public var diskUses: [DiskUse] = []
    public var filesystems: [Filesystem] = []
    public var mounts: [Mount] = []
    public var tarballs: [Tarball] = []
    public var deletions: [DeletionObservation] = []

    public init() {}

    /// Adds everything of another capture.
    public mutating func append(_ other: Facts) {
        settings += other.settings
        images += other.images
        imageLayers += other.imageLayers
        containers += other.containers
        dockerLayers += other.dockerLayers
        snapshots += other.snapshots
        content += other.content
        imageRecords += other.imageRecords
        blobs += other.blobs
        namespaces += other.namespaces
        units += other.units
        unitStates += other.unitStates
        processes += other.processes
        sockets += other.sockets
        listeners += other.listeners
        directories += other.directories
        diskUses += other.diskUses
        filesystems += other.filesystems
        mounts += other.mounts
        tarballs += other.tarballs
        deletions += other.deletions
    }

    /// The values of a setting, in the order of their captures.
    public func settings(_ key: SettingKey) -> [Setting] { settings.filter { $0.key == key } }
}
