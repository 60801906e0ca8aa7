import Glibc

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators"): small, and the same everywhere.
struct Randomness: RandomNumberGenerator {
    private var state: UInt64

    /// One stream for each seed and list of numbers: a node's does not depend on how many there are.
    init(_ seed: UInt64, _ stream: UInt64...) {
        state = seed
        for part in stream { state = (state ^ (part &* 0x9e37_79b9_7f4a_7c15)) &+ next() }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// From 0 up to, but not, 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(unit() * Double(range.upperBound - range.lowerBound + 1))
    }
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }
    mutating func pick<T>(_ values: [T]) -> T { values[whole(0...values.count - 1)] }

    /// Log-normal: half of the values are below `median`.
    mutating func logNormal(median: Double, sigma: Double) -> Double {
        let normal = sqrt(-2 * log(1 - unit())) * cos(2 * Double.pi * unit())
        return median * exp(sigma * normal)
    }

    /// From 0 up to, but not, `count`; the first most often (Zipf's law with exponent 1).
    mutating func zipf(_ count: Int) -> Int {
        min(count - 1, Int(exp(unit() * log(Double(count) + 1))) - 1)
    }

    /// `length` random bytes in lower-case hexadecimal.
    mutating func hex(_ length: Int = 32) -> Bytes {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(length * 2)
        while out.count < length * 2 {
            let word = next()
            for shift in stride(from: 0, to: 64, by: 4) where out.count < length * 2 {
                out.append(digits[Int(word >> UInt64(shift) & 15)])
            }
        }
        return Bytes(out)
    }
}
