/// A count of bytes as a closed interval, because most tools print sizes rounded.
///
/// `1.81GB` of `docker images` is 1 805 000 000 … 1 815 000 000 (go-units prints three significant digits).
public struct ByteRange: Sendable, Hashable {
    public let low: Int64
    public let high: Int64

    /// What a larger number is taken for, in bytes: 1 PiB, more than any node's disk. A bundle may claim any number, and
    /// sums over the nodes of a fleet, in SQL too, must fit into an integer of 64 bits.
    public static let most: Int64 = 1 << 50

    public init(low: Int64, high: Int64) {
        self.low = min(max(0, low), Self.most)
        self.high = min(max(self.low, high), Self.most)
    }

    public init(exactly bytes: Int64) { self.init(low: bytes, high: bytes) }

    public var isExact: Bool { low == high }
    /// The middle of the interval: the best single number.
    public var middle: Int64 { low + (high - low) / 2 }
    /// Half the interval's width: how far `middle` can be off.
    public var uncertainty: Int64 { (high - low) / 2 + (high - low) % 2 }

    /// At most `most`.
    public static func + (a: ByteRange, b: ByteRange) -> ByteRange {
        ByteRange(low: a.low + b.low, high: a.high + b.high)
    }

    public func overlaps(_ other: ByteRange) -> Bool { low <= other.high && other.low <= high }
}
