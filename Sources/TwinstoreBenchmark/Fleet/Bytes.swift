/// Text under construction, as bytes: `out += "row \(digest) \(size)\n"` makes no `String`.
struct Bytes: ExpressibleByStringInterpolation, Sendable, Hashable {
    var array: [UInt8] = []

    init() {}
    init(_ array: [UInt8]) { self.array = array }
    init(stringLiteral value: String) { array = Array(value.utf8) }
    init(stringInterpolation: Interpolation) { array = stringInterpolation.array }

    struct Interpolation: StringInterpolationProtocol {
        var array: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) {
            array.reserveCapacity(literalCapacity + 72 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { array += literal.utf8 }
        mutating func appendInterpolation(_ bytes: Bytes) { array += bytes.array }
        mutating func appendInterpolation(_ text: String) { array += text.utf8 }
        mutating func appendInterpolation(_ number: Int) { array += String(number).utf8 }
        /// Right-aligned.
        mutating func appendInterpolation(_ number: Int, width: Int, fill: UInt8 = UInt8(ascii: " ")) {
            let digits = String(number).utf8
            array += [UInt8](repeating: fill, count: max(0, width - digits.count))
            array += digits
        }
        /// Left-aligned.
        mutating func appendInterpolation(_ bytes: Bytes, left width: Int) {
            array += bytes.array
            array += [UInt8](repeating: UInt8(ascii: " "), count: max(0, width - bytes.count))
        }
    }

    var count: Int { array.count }
    var isEmpty: Bool { array.isEmpty }
    var string: String { String(decoding: array, as: UTF8.self) }

    /// All at once: an array hashes each byte on its own.
    func hash(into hasher: inout Hasher) { array.withUnsafeBytes { hasher.combine(bytes: $0) } }

    static func += (left: inout Bytes, right: Bytes) { left.array += right.array }

    /// The parts with `separator` between them.
    static func joined(_ parts: [Bytes], _ separator: Bytes) -> Bytes {
        var out = Bytes()
        for (index, part) in parts.enumerated() {
            if index > 0 { out += separator }
            out += part
        }
        return out
    }

    /// Go's tabwriter: every column as wide as its widest cell and one blank, the last one too.
    static func table(_ rows: [[Bytes]]) -> Bytes {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column < widths.count {
                    widths[column] = max(widths[column], cell.count)
                } else {
                    widths.append(cell.count)
                }
            }
        }
        var out = Bytes()
        for row in rows {
            for (column, cell) in row.enumerated() { out += "\(cell, left: widths[column] + 1)" }
            out += "\n"
        }
        return out
    }
}

/// Sizes as the tools print them.
enum HumanSize {
    /// go-units: thousands, `digits` significant ones, no trailing zeros: `107MB`, `53.7MB`, `2.004kB`.
    static func decimal(_ bytes: Int, digits: Int) -> Bytes {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let whole = value >= 100 ? 3 : value >= 10 ? 2 : 1
        return "\(fixed(value, decimals: unit == 0 ? 0 : max(0, digits - whole), trims: true))\(units[unit])"
    }

    /// ctr: powers of 1024, one decimal: `40.0 MiB`.
    static func binary(_ bytes: Int) -> Bytes {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return "\(fixed(value, decimals: 1, trims: false)) \(units[unit])"
    }

    private static func fixed(_ value: Double, decimals: Int, trims: Bool) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        let (whole, part) = scaled.quotientAndRemainder(dividingBy: Int(scale))
        var fraction = decimals == 0 ? "" : String(part)
        while fraction.utf8.count < decimals { fraction = "0" + fraction }
        while trims, fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }
}
