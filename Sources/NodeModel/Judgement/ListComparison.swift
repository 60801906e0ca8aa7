/// How the lists of images of a node changed between two snapshots of it.
public struct ListComparison: Sendable, Equatable {
    /// The views whose lists can be compared, `docker` first, then the CRI socket's name.
    public var views: [String]
    /// Why the list of another view cannot be compared, a sentence a view.
    public var obstacles: [String]
    /// Every image that is not in both snapshots of every list just as it was, by name.
    public var changes: [ImageChange]

    public init(views: [String] = [], obstacles: [String] = [], changes: [ImageChange] = []) {
        self.views = views
        self.obstacles = obstacles
        self.changes = changes
    }
}

/// What became of one image in each of the lists.
public struct ImageChange: Sendable, Hashable {
    /// As printed, of every list and both snapshots, sorted; empty for an image that never had a name.
    public var names: [String]
    /// As the first of its views prints it: a config digest or, of Docker's containerd image store, a manifest's.
    public var id: Digest
    /// By view.
    public var fates: [String: ImageFate]

    public init(names: [String], id: Digest, fates: [String: ImageFate]) {
        self.names = names
        self.id = id
        self.fates = fates
    }
}

/// What became of one image in one list. The same ID is the same image, whatever it is called.
public enum ImageFate: String, Sendable, CaseIterable {
    case stayed
    /// Its ID is gone, and so are its names.
    case left
    case arrived
    /// Its ID is gone, and one of its names is on another image now.
    case replaced
    /// Its ID is there still, without a name.
    case untagged
    /// It was in the list neither before nor after.
    case notListed = "not-listed"
}
