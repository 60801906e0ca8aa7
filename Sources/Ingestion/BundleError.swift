import NodeModel

/// Why a bundle could not be read, or not to its end. The batch goes on without it.
public struct BundleError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: String, Sendable, CaseIterable {
        /// The system would not open or read it.
        case unreadable
        /// It can be read, and nothing in it is a capture.
        case notABundle = "not-a-bundle"
        /// The archive is cut off or corrupt.
        case damaged
        /// It passes one of `Limits`.
        case tooLarge = "too-large"
        /// A later version of the collector wrote it.
        case newerFormat = "newer-format"
    }

    public var reason: Reason
    /// As the user gave it; `-` for standard input.
    public var path: String
    /// What went wrong and where: offset, member, limit.
    public var detail: String
    /// What the user can do.
    public var advice: String

    public init(_ reason: Reason, path: String, detail: String, advice: String) {
        self.reason = reason
        self.path = Text.visible(path)
        self.detail = Text.excerpt(detail, limit: 400)
        self.advice = advice
    }

    public var description: String {
        "\(path == "-" ? "standard input" : path): \(detail); \(advice)"
    }
}
