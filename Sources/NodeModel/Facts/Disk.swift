/// A directory that a runtime may keep images in, as the collector found it.
public struct Directory: Sendable, Hashable {
    public var path: String
    public var state: DirectoryState
    /// Device and inode of the directory itself: equal for two paths that are one place.
    public var device: Int64?
    public var inode: Int64?
    /// The path after every link is followed.
    public var target: String
    public var source: Source

    public init(
        path: String, state: DirectoryState, device: Int64? = nil, inode: Int64? = nil, target: String = "",
        source: Source
    ) {
        self.path = path
        self.state = state
        self.device = device
        self.inode = inode
        self.target = target
        self.source = source
    }
}

/// Denied is not absent.
public enum DirectoryState: String, Sendable, CaseIterable {
    case present, absent, denied, unknown
}

/// What `du` counted below a path, on its file system only.
public struct DiskUse: Sendable, Hashable {
    public var path: String
    public var bytes: ByteRange
    public var source: Source

    public init(path: String, bytes: ByteRange, source: Source) {
        self.path = path
        self.bytes = bytes
        self.source = source
    }
}

/// One row of `df`.
public struct Filesystem: Sendable, Hashable {
    /// The path that was asked about, or the mount point.
    public var path: String
    public var device: String
    public var bytes: Int64
    public var used: Int64
    public var available: Int64
    public var source: Source

    public init(path: String, device: String, bytes: Int64, used: Int64, available: Int64, source: Source) {
        self.path = path
        self.device = device
        self.bytes = bytes
        self.used = used
        self.available = available
        self.source = source
    }
}

/// One row of `/proc/self/mounts`.
public struct Mount: Sendable, Hashable {
    public var device: String
    public var path: String
    public var type: String
    public var source: Source

    public init(device: String, path: String, type: String, source: Source) {
        self.device = device
        self.path = path
        self.type = type
        self.source = source
    }
}

/// An image archive that k3s or RKE2 imports at every start and leaves on the disk.
public struct Tarball: Sendable, Hashable {
    public var path: String
    public var bytes: Int64
    public var source: Source

    public init(path: String, bytes: Int64, source: Source) {
        self.path = path
        self.bytes = bytes
        self.source = source
    }
}
