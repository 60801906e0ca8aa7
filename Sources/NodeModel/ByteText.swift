/// Bytes as people write them on this subject: decimal units, three significant digits, as docker and crictl print.
public enum ByteText {
    /// `68.3 MB`, `107 MB`, `1.81 GB`, `952 B`.
    public static func decimal(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        let negative = bytes < 0
        var value = bytes.magnitude
        var divisor: UInt64 = 1
        var unit = 0
        // 999.5 and more of a unit would round to 1000 of it.
        while unit + 1 < units.count, unit == 0 ? value >= 1000 : value * 2 >= divisor * 1999 {
            unit += 1
            divisor *= 1000
        }
        let sign = negative ? "-" : ""
        guard unit > 0 else { return "\(sign)\(value) B" }
        let digits =
            value >= divisor * 100 || (value * 20 >= divisor * 1999) ? 0 : value * 200 >= divisor * 1999 ? 1 : 2
        let scale: UInt64 = digits == 0 ? 1 : digits == 1 ? 10 : 100
        value = scaled(value, scale, divisor)
        let whole = value / scale
        guard digits > 0 else { return "\(sign)\(whole) \(units[unit])" }
        let rest = String(value % scale)
        let padded = String(repeating: "0", count: digits - rest.count) + rest
        return "\(sign)\(whole).\(padded) \(units[unit])"
    }

    /// `value * scale / divisor`, rounded half up, without overflow.
    private static func scaled(_ value: UInt64, _ scale: UInt64, _ divisor: UInt64) -> UInt64 {
        let whole = value / divisor
        let rest = value % divisor
        let unit = divisor / scale
        return whole * scale + (rest + unit / 2) / max(unit, 1)
    }
}
