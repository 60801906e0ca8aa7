import NodeModel

/// Sizes as people read them, turned back into the interval of bytes that prints so.
enum HumanSize {
    /// go-units' decimal sizes: `107MB`, `14MB` = [13.95, 14.05), `1e+03MB`, `878 MB`, `0B`; nil for `-1B`, which
    /// means that nobody counted.
    ///
    /// `digits` is the `%.3g` or `%.4g` that printed it: trailing zeros are dropped, so fewer digits on paper do not
    /// mean a wider interval. More digits than that on paper are believed. Source: docker/go-units, size.go.
    static func decimal(_ text: some StringProtocol, digits: Int = 3) -> ByteRange? {
        guard let part = split(text), let power = decimalUnits.firstIndex(of: part.unit) else { return nil }
        guard let number = Number(part.number), number.value >= 0 else { return nil }
        let unit = raised(1000, power)
        if power == 0 { return range(number.value, number.value) }
        if number.value == 0 { return range(0, unit) }
        let quantum = min(raised(10, number.magnitude - digits + 1), raised(10, -number.decimals))
        let low = max(number.value - quantum / 2, min(1, number.value))
        let high = min(number.value + quantum / 2, max(1000, number.value))
        return range(low * unit, high * unit)
    }

    /// containerd's and nerdctl's sizes, `9.7 GiB`, one decimal, rounded to nearest; bytes are exact.
    /// Source: containerd, pkg/progress/humaans.go.
    static func binary(_ text: some StringProtocol) -> ByteRange? {
        guard let part = split(text), let power = binaryUnits.firstIndex(of: part.unit) else { return nil }
        guard let number = Number(part.number), number.value >= 0 else { return nil }
        if power == 0 { return range(number.value, number.value) }
        let unit = raised(1024, power)
        let quantum = raised(10, -number.decimals)
        return range(max(0, number.value - quantum / 2) * unit, (number.value + quantum / 2) * unit)
    }

    /// `du -h`, rounded up: `38G` = (37, 38] GiB, `9.7G` = (9.6, 9.7]. A number without unit is exact bytes.
    /// busybox prints one decimal always and rounds to nearest: `115.3G`. Source: gnulib, human.c.
    static func du(_ text: some StringProtocol) -> ByteRange? {
        let dotted = String(text.map { $0 == "," ? "." : $0 })
        guard let part = split(dotted), let number = Number(part.number), number.value >= 0 else { return nil }
        var unit = part.unit
        if unit.hasSuffix("iB") { unit.removeLast(2) } else if unit.hasSuffix("i") { unit.removeLast() }
        if unit.isEmpty || unit == "B" { return range(number.value, number.value) }
        guard let power = ["", "K", "M", "G", "T", "P"].firstIndex(of: unit == "k" ? "K" : unit) else { return nil }
        let size = raised(1024, power)
        let quantum = raised(10, -number.decimals)
        if number.decimals == 1, number.value >= 10 {
            return range((number.value - quantum / 2) * size, (number.value + quantum / 2) * size)
        }
        let low = max(0, number.value - quantum) * size
        return range(number.value > 0 ? low + 1 : 0, number.value * size)
    }

    /// Whatever a tool's SIZE column holds: `1.81GB`, `1.8 GiB`, or a plain count of bytes.
    static func any(_ text: some StringProtocol, digits: Int = 3) -> ByteRange? {
        if text.isEmpty { return nil }
        if let bytes = Int64(text) { return bytes >= 0 ? ByteRange(exactly: bytes) : nil }
        return decimal(text, digits: digits) ?? binary(text)
    }

    /// Whether it has the shape of a size, `-1B` included.
    static func isSize(_ text: some StringProtocol) -> Bool {
        guard let part = split(text), Number(part.number) != nil else { return false }
        return decimalUnits.contains(part.unit) || binaryUnits.contains(part.unit)
    }

    /// The units that may stand alone after a blank.
    static func isUnit(_ text: String) -> Bool { decimalUnits.contains(text) || binaryUnits.contains(text) }

    /// Digits, dot and exponent only, so that `nan` and `0x1p3` are not numbers.
    static func isNumber(_ text: some StringProtocol) -> Bool { Number(String(text)) != nil }

    private static let decimalUnits = ["B", "kB", "MB", "GB", "TB", "PB"]
    private static let binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]

    private static func split(_ text: some StringProtocol) -> (number: String, unit: String)? {
        let bytes = text.utf8
        var end = bytes.startIndex
        while end < bytes.endIndex, isOfNumber(bytes[end]) || isExponent(bytes[end...]) {
            end = bytes.index(after: end)
        }
        let number = text[..<end]
        guard !number.isEmpty, number.utf8.count <= 24 else { return nil }
        if end < bytes.endIndex, bytes[end] == 32 { end = bytes.index(after: end) }
        let unit = String(text[end...])
        return (String(number), unit == "KB" ? "kB" : unit)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46
    }

    private static func isExponent(_ rest: some Collection<UInt8>) -> Bool {
        rest.starts(with: "e+".utf8) || rest.starts(with: "e-".utf8)
    }

    private static func raised(_ base: Double, _ power: Int) -> Double {
        var result = 1.0
        for _ in 0..<abs(power) { result *= base }
        return power < 0 ? 1 / result : result
    }

    /// A quarter of a byte keeps the edges from moving where binary fractions are not exact.
    private static func range(_ low: Double, _ high: Double) -> ByteRange? {
        guard low >= 0, high < 9e18 else { return nil }
        let edge = 0.25
        return ByteRange(low: Int64((low - edge).rounded(.up)), high: Int64((high + edge).rounded(.down)))
    }

    /// A printed number and how finely it was printed.
    private struct Number {
        var value: Double
        /// Digits after the point, 0 with an exponent.
        var decimals: Int
        /// Power of ten of the first digit: 2 for `107`, -1 for `0.5`.
        var magnitude: Int

        init?(_ text: String) {
            guard let first = text.utf8.first, (48...57).contains(first) || first == 45,
                text.utf8.allSatisfy({ HumanSize.isOfNumber($0) || $0 == UInt8(ascii: "e") }),
                let value = Double(text), value.isFinite, abs(value) < 1e18
            else { return nil }
            self.value = value
            let point = text.utf8.firstIndex(of: UInt8(ascii: "."))
            let hasExponent = text.contains("e")
            decimals = point.map { hasExponent ? 0 : text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1 } ?? 0
            if hasExponent { decimals = -18 }
            var size = abs(value)
            magnitude = 0
            while size >= 10 { (size, magnitude) = (size / 10, magnitude + 1) }
            while size < 1, size > 0 { (size, magnitude) = (size * 10, magnitude - 1) }
        }
    }
}
