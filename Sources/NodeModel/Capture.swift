/// The name of a capture: a kind and, where there are several of that kind, an instance.
///
/// `cri-images.k3s-containerd`, `ctr-images.containerd.k8s.io`, `file:/etc/crictl.yaml`.
public struct CaptureID: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let name: String

    public init(_ name: String) { self.name = name }
    public init(stringLiteral name: String) { self.name = name }

    /// The capture of a small file at a path of the node.
    public static func file(_ path: String) -> CaptureID { CaptureID("file:" + path) }

    /// Whether it is a small file, and no command's output.
    public var isFile: Bool { name.utf8.starts(with: "file:".utf8) }

    /// The part before the first dot; `file` for a file.
    public var kind: String {
        if isFile { return "file" }
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return name }
        return String(name[..<dot])
    }

    /// Whether `kind` is that, without making a text of it.
    public func isKind(_ kind: String) -> Bool {
        if isFile { return kind == "file" }
        let (bytes, wanted) = (name.utf8, kind.utf8)
        guard bytes.starts(with: wanted) else { return false }
        return bytes.count == wanted.count || bytes.dropFirst(wanted.count).first == UInt8(ascii: ".")
    }

    /// The part after the first dot; the path for a file; empty where there is no instance.
    public var instance: String {
        if isFile { return String(Substring(name.utf8.dropFirst(5))) }
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(Substring(name.utf8[dot...].dropFirst()))
    }

    public var description: String { name }
    public static func < (a: CaptureID, b: CaptureID) -> Bool { a.name < b.name }
}

/// How a capture ended. Absence of evidence is not evidence of absence, so these are never folded together.
public enum CaptureOutcome: String, Sendable, CaseIterable {
    /// It ran, and said something.
    case ok
    /// It ran, and said nothing.
    case empty
    /// There is no such program, unit, socket or file.
    case absent
    /// The system refused it.
    case denied
    /// It ran and failed; `Capture.message` tells how.
    case failed
    /// It did not end within its time limit.
    case timeout
    /// It said more than the cap; the first part was kept.
    case truncated
    /// The operator or a limit left it out.
    case skipped

    /// Whether there is output that can be read, if perhaps not all of it.
    public var hasOutput: Bool { self == .ok || self == .truncated }
    /// Whether the output is all that there was to say.
    public var isComplete: Bool { self == .ok || self == .empty }
}

/// One row of the manifest: what was attempted and how it ended.
public struct Capture: Sendable, Hashable {
    public var id: CaptureID
    public var outcome: CaptureOutcome
    public var exit: Int?
    public var milliseconds: Int
    /// Bytes of standard output as kept in the bundle.
    public var bytes: Int
    /// Secrets that the collector and the ingester removed from it.
    public var redactions: Int
    /// The command line as it ran, redacted.
    public var command: String
    /// The first lines of standard error, redacted; empty where there were none.
    public var message: String

    public init(
        id: CaptureID, outcome: CaptureOutcome, exit: Int? = nil, milliseconds: Int = 0, bytes: Int = 0,
        redactions: Int = 0, command: String = "", message: String = ""
    ) {
        self.id = id
        self.outcome = outcome
        self.exit = exit
        self.milliseconds = milliseconds
        self.bytes = bytes
        self.redactions = redactions
        self.command = command
        self.message = message
    }
}

extension Capture {
    /// The message of a capture of which a part, or all, was behind the place where a damaged archive broke off.
    public static let brokenOff = "the archive broke off, so there may be more of it"
    /// Whether it may have lost something where the archive broke off.
    public var isBrokenOff: Bool { outcome == .truncated && message == Self.brokenOff }
}

/// Where a fact was read: the proof that goes with every finding.
public struct Source: Sendable, Hashable {
    public static let quoteLimit = 200

    public var capture: CaptureID
    /// Line of the capture's standard output, from 1; 0 where the fact is the capture's outcome itself.
    public var line: Int
    /// The line's text, redacted, without leading blanks and control characters, cut at 200 characters.
    public var quote: String

    public init(capture: CaptureID, line: Int, quote: String) {
        self.capture = capture
        self.line = line
        let start = quote.utf8.firstIndex { $0 != 32 && $0 != 9 } ?? quote.endIndex
        self.quote = Text.excerpt(start == quote.startIndex ? quote : String(quote[start...]), limit: Self.quoteLimit)
    }
}
