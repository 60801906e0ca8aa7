/// Bytes as people write them on this subject: decimal units, three significant digits, as docker and crictl print.
public enum ByteText {
    private static let units = ["kB", "MB", "GB", "TB", "PB", "EB"]

    /// `952 B`, `1.81 GB`, `68.3 MB`, `107 MB`.
    public static func decimal(_ bytes: Int64) -> String {
        if bytes < 0 { return "-" + decimal(bytes == .min ? .max : -bytes) }
        if bytes < 1000 { return "\(bytes) B" }
        var unit: Int64 = 1000
        var name = 0
        // 999 500 rounds to 1.00 of the next unit.
        while name + 1 < units.count, bytes / unit >= 1000 || bytes - unit * 999 >= unit / 2 {
            unit *= 1000
            name += 1
        }
        for decimals in [2, 1] {
            let scale: Int64 = decimals == 2 ? 100 : 10
            let value = rounded(bytes, unit / scale)
            guard value < 1000 else { continue }
            let fraction = String(value % scale)
            let zeros = String(repeating: "0", count: decimals - fraction.count)
            return "\(value / scale).\(zeros)\(fraction) \(units[name])"
        }
        return "\(rounded(bytes, unit)) \(units[name])"
    }

    private static func rounded(_ bytes: Int64, _ step: Int64) -> Int64 {
        bytes / step + (bytes % step >= step / 2 ? 1 : 0)
    }
}
