import NodeModel

/// Byte counts for people, and the marks that say how good they are.
public enum Bytes {
    private static let units = ["kB", "MB", "GB", "TB", "PB", "EB"]

    /// `999 B`, `1.81 GB`, `68.3 MB`, `170 MB`.
    public static func text(_ bytes: Int64) -> String { ByteText.decimal(bytes) }

    /// The figure behind its tier's mark: `≈ 68.3 MB`, an exact one alone; a dash where there is none.
    public static func text(_ figure: ByteFigure?) -> String { text(ByteSum(figure)) }

    public static func text(_ sum: ByteSum) -> String {
        guard let tier = sum.tier else { return "–" }
        return tier.mark.isEmpty ? text(sum.bytes) : "\(tier.mark) \(text(sum.bytes))"
    }

    /// A size as a list gave it: its middle.
    static func text(_ range: ByteRange) -> String { text(range.middle) }

    /// Whether a line should not be broken between two words: `≈`, `2.40` and `GB`.
    static func belongTogether(_ word: String, _ next: String) -> Bool {
        if Tier.allCases.contains(where: { $0.mark == word }) { return true }
        guard word.last?.isNumber == true else { return false }
        return units.contains { next.hasPrefix($0) && !(next.dropFirst($0.count).first?.isLetter ?? false) }
    }

    /// `1234567` as `1,234,567`.
    public static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var out = number < 0 ? "-" : ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { out += "," }
            out.append(digit)
        }
        return out
    }
}

extension Tier {
    /// What stands before a figure of this tier; nothing before an exact one, which needs no warning.
    public var mark: String {
        switch self {
        case .exact: ""
        case .estimated: "≈"
        case .bound: "≤"
        }
    }

    public var meaning: String {
        switch self {
        case .exact: "exact: added up from what was counted"
        case .estimated: "estimated: from the formula that is named"
        case .bound: "at most: an upper bound"
        }
    }
}
