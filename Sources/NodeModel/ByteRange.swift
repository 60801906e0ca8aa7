/// A count of bytes as a closed interval, because most tools print sizes rounded.
///
/// `1.81GB` of `docker images` is 1 805 000 000 … 1 815 000 000 (go-units prints three significant digits).
public struct ByteRange: Sendable, Hashable {
    public var low: Int64
    public var high: Int64

    public init(low: Int64, high: Int64) {
        self.low = low
        self.high = max(low, high)
    }

    public init(exactly bytes: Int64) { self.init(low: bytes, high: bytes) }

    public var isExact: Bool { low == high }
    /// The middle of the interval: the best single number.
    public var middle: Int64 { low + (high - low) / 2 }
    /// Half the interval's width: how far `middle` can be off.
    public var uncertainty: Int64 { (high - low + 1) / 2 }

    public func overlaps(_ other: ByteRange) -> Bool { low <= other.high && other.low <= high }
}
