/// Text from machines that may be hostile, made fit to store and to print.
public enum Text {
    /// One line, at most `limit` characters, with control characters made visible and a mark where it was cut.
    public static func excerpt(_ text: String, limit: Int) -> String {
        let clean = visible(text)
        // A character has at least one byte, and bytes are counted without looking at any.
        guard clean.utf8.count > limit, clean.count > limit else { return clean }
        return clean.prefix(limit - 1) + "…"
    }

    /// Tabs become blanks; other control, format and direction-changing characters become `\u{…}`.
    public static func visible(_ text: String) -> String {
        // Nearly every text is ASCII that can be printed, and most others are rows with tabs between their columns.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) else { return text }
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 > 0x7E }) else {
            return String(decoding: text.utf8.map { $0 == 9 ? 0x20 : $0 }, as: UTF8.self)
        }
        guard text.unicodeScalars.contains(where: { isHostile($0) || $0 == "\t" }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                out += " "
            } else if isHostile(scalar) {
                out += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Controls but for the tab, and what Unicode says shows nothing: direction marks, soft hyphens, fillers, variation
    /// selectors, tags (Unicode UAX 44, `Default_Ignorable_Code_Point`; TR 36). Line and paragraph separators and
    /// interlinear marks with them: they break or hide text too.
    public static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0x9: return false
        case 0..<0xA0, 0x2028...0x202E, 0xFFF9...0xFFFB: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
