/// Words of a systemd value or a command line: quotes group, backslash escapes, `;` separates commands.
///
/// Source: systemd, src/basic/extract-word.c and src/basic/escape.c. `%` and `$` are left alone: what they stand for
/// is not known here.
enum SystemdWords {
    /// The words of a value, and whether every quote was closed.
    static func split(_ value: String) -> (words: [String], isClosed: Bool) {
        let (tokens, isClosed) = tokens(value)
        return (tokens.map { $0 ?? ";" }, isClosed)
    }

    /// The command lines of an `ExecStart=` value; a bare `;` stands between two.
    static func commands(_ value: String) -> (commands: [[String]], isClosed: Bool) {
        let (tokens, isClosed) = tokens(value)
        let parts = tokens.split(separator: nil as String?)
        return (parts.map { $0.compactMap { $0 } }, isClosed)
    }

    /// Words, and nil for a separator.
    private static func tokens(_ value: String) -> ([String?], Bool) {
        let input = Array(value.unicodeScalars)
        var tokens: [String?] = []
        var word = String.UnicodeScalarView()
        var isWord = false
        var isBare = true
        var quote: Unicode.Scalar?
        var at = 0
        func finish() {
            guard isWord else { return }
            tokens.append(isBare && String(word) == ";" ? nil : String(word))
            word = String.UnicodeScalarView()
            (isWord, isBare) = (false, true)
        }
        while at < input.count {
            let scalar = input[at]
            at += 1
            switch scalar {
            case "\\":
                let (scalars, length) = escape(input[at...])
                word.append(contentsOf: scalars)
                at += length
                (isWord, isBare) = (true, false)
            case "'", "\"":
                if quote == scalar {
                    quote = nil
                } else if quote == nil {
                    quote = scalar
                } else {
                    word.append(scalar)
                }
                (isWord, isBare) = (true, false)
            case " ", "\t", "\n":
                if quote == nil { finish() } else { word.append(scalar) }
            default:
                word.append(scalar)
                isWord = true
            }
        }
        finish()
        return (tokens, quote == nil)
    }

    private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}", "s": " ",
        "\\": "\\", "'": "'", "\"": "\"", ";": ";", "$": "$", "`": "`",
    ]

    /// What the scalars after a backslash stand for, and how many of them it takes. Unknown ones stay as written.
    private static func escape(_ rest: ArraySlice<Unicode.Scalar>) -> ([Unicode.Scalar], Int) {
        guard let first = rest.first else { return (["\\"], 0) }
        if let plain = simple[first] { return ([plain], 1) }
        let digits: (count: Int, radix: Int, skip: Int)? =
            switch first {
            case "x": (2, 16, 1)
            case "u": (4, 16, 1)
            case "U": (8, 16, 1)
            case "0"..."7": (3, 8, 0)
            default: nil
            }
        if let digits {
            let text = String(String.UnicodeScalarView(rest.dropFirst(digits.skip).prefix(digits.count)))
            if text.unicodeScalars.count == digits.count, let value = UInt32(text, radix: digits.radix),
                value != 0, let scalar = Unicode.Scalar(value)
            {
                return ([scalar], digits.skip + digits.count)
            }
        }
        return (["\\", first], 1)
    }
}
