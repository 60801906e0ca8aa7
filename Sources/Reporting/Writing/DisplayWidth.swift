import NodeModel

/// How many columns text takes on a terminal.
enum DisplayWidth {
    static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// 2 for East Asian wide and full-width characters and for emoji, 0 for a mark without a base, else 1.
    /// Source: Unicode UAX 11 and UTS 51; blocks rather than single characters.
    static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.value < 0x300 { return character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1 }
        if isWide(first) || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }

    /// The text as long as it fits, else its two ends with `…` between: names differ at the end.
    static func fitted(_ text: String, _ width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 1 else { return width == 1 ? "…" : "" }
        let tail = end(text, (width - 1) * 3 / 5)
        let head = beginning(text, width - 1 - of(tail))
        return head + "…" + tail
    }

    /// An image's name as long as it fits, else `…` and its end, from a slash on where one is near. What follows an `@` is
    /// a digest, which tells nothing without what stands before it.
    static func fitted(image name: String, _ width: Int) -> String {
        guard of(name) > width else { return name }
        guard width > 1, !name.contains("@") else { return fitted(name, width) }
        let kept = end(name, width - 1)
        guard let slash = kept.firstIndex(of: "/"), of(String(kept[..<slash])) * 2 <= width else { return "…" + kept }
        return "…" + kept[slash...]
    }

    /// The text as long as it fits, else its beginning and `…`.
    static func cut(_ text: String, _ width: Int) -> String {
        guard of(text) > width else { return text }
        return width < 1 ? "" : beginning(text, width - 1) + "…"
    }

    static func beginning(_ text: String, _ width: Int) -> String {
        var used = 0
        return String(
            text.prefix {
                used += of($0)
                return used <= width
            })
    }

    private static func end(_ text: String, _ width: Int) -> String {
        var used = 0
        var start = text.endIndex
        while start > text.startIndex {
            let before = text.index(before: start)
            used += of(text[before])
            guard used <= width else { break }
            start = before
        }
        return String(text[start...])
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615,
            0x267F, 0x26A1, 0x26AA...0x26AB, 0x26CE, 0x26D4, 0x2705, 0x274C, 0x274E, 0x2753...0x2755, 0x2795...0x2797,
            0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F004, 0x1F0CF,
            0x1F18E...0x1F19A, 0x1F1E6...0x1F265, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB,
            0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            return true
        default: return false
        }
    }
}
