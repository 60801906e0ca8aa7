/// What one bundle says about one node at one moment: the waist between parsing and judging.
///
/// Holds facts only. No verdict, no clock, nothing of the machine that reads it.
public struct Snapshot: Sendable, Equatable {
    /// The node's name: `--node-name`, else the host name, else the bundle's own name.
    public var node: String
    /// When the node was collected, by the node's own clock.
    public var collectedAt: Timestamp
    public var bundle: BundleIdentity
    public var collector: CollectorRun
    /// One entry a capture that was attempted, sorted by name.
    public var captures: [Capture]
    public var facts: Facts
    /// What the ingester met and did not understand, or had to leave out.
    public var issues: [Issue]

    public init(
        node: String, collectedAt: Timestamp, bundle: BundleIdentity, collector: CollectorRun = CollectorRun(),
        captures: [Capture] = [], facts: Facts = Facts(), issues: [Issue] = []
    ) {
        self.node = node
        self.collectedAt = collectedAt
        self.bundle = bundle
        self.collector = collector
        self.captures = captures
        self.facts = facts
        self.issues = issues
    }

    /// The capture of that name, or nil where the bundle does not mention it.
    public func capture(_ id: CaptureID) -> Capture? { captures.first { $0.id == id } }

    /// Whether both are of one run of the collector, and only the other's bundle was cut, as in a transfer that broke off:
    /// the captures were attempted in the same order and took the same time, to the millisecond.
    public func completes(_ other: Snapshot) -> Bool {
        cut == nil && other.cut != nil && node == other.node && collectedAt == other.collectedAt
            && collector.machine == other.collector.machine && captures.contains { $0.milliseconds > 0 }
            && captures.elementsEqual(other.captures) { $0.id == $1.id && $0.milliseconds == $1.milliseconds }
    }

    /// Where the bundle was cut; nil where it was read to its end.
    public var cut: String? { issues.first { $0.message.hasPrefix(Issue.cutPrefix) }?.message }

    /// Every capture of that kind, whatever its instance: `cri-version.k3s-containerd`, `cri-version.crio`, …
    public func captures(kind: String) -> [Capture] { captures.filter { $0.id.isKind(kind) } }
}

/// The bundle as a file: two files of the same content are one bundle.
public struct BundleIdentity: Sendable, Hashable {
    /// The file's or folder's name, without its path.
    public var name: String
    /// SHA-256 of the bundle's members (names and bytes, sorted by name), 64 hex digits.
    public var sha256: String

    public init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}

/// How the collector ran: `node.tsv` of the bundle format, version 1.
public struct CollectorRun: Sendable, Equatable {
    /// Bundle format, 1; 0 where the bundle was made by hand.
    public var format: Int
    public var version: String
    /// Hash of the machine id, so that two nodes of one name can be told apart.
    public var machine: String
    /// The collector's effective user id; nil where it is not known.
    public var uid: Int?
    /// True where runtime commands were not run and only the disk was read.
    public var offline: Bool
    /// The root below which files were read; "/" on a running node.
    public var root: String
    /// How many processes ran on the node, before all but the runtimes' were dropped.
    public var processTotal: Int?
    public var labels: [String: String]

    public init(
        format: Int = 0, version: String = "", machine: String = "", uid: Int? = nil, offline: Bool = false,
        root: String = "/", processTotal: Int? = nil, labels: [String: String] = [:]
    ) {
        self.format = format
        self.version = version
        self.machine = machine
        self.uid = uid
        self.offline = offline
        self.root = root
        self.processTotal = processTotal
        self.labels = labels
    }
}

/// Something that the ingester could not read or would not keep: goes into the report, never stops a program.
public struct Issue: Sendable, Hashable {
    public var capture: CaptureID
    /// First line that the issue is about, from 1; 0 where it is about the whole capture.
    public var line: Int
    public var message: String

    public init(capture: CaptureID, line: Int = 0, message: String) {
        self.capture = capture
        self.line = line
        self.message = message
    }

    /// How a message begins about an error that stands in a list's place.
    public static let noList = "no list of images"

    /// How the message begins that tells where a bundle was cut.
    public static let cutPrefix = "stopped at byte "
}

extension Snapshot {
    /// Whether a capture has every row that there was, and each was understood: what is not in such a list is not there.
    public func isWhole(_ id: CaptureID) -> Bool {
        capture(id)?.outcome.isComplete == true && !issues.contains { $0.capture == id }
    }

    /// Whether an error stands where a capture's list of images should: no data, which is not the same as no images.
    public func hasNoList(_ id: CaptureID) -> Bool {
        issues.contains { $0.capture == id && $0.message.utf8.starts(with: Issue.noList.utf8) }
    }
}
