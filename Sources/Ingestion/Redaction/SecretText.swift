/// A text in which secrets are looked for: its bytes, and the small readings that rules are made of.
struct SecretText {
    let bytes: UnsafeBufferPointer<UInt8>
    /// A configuration or environment file: a variable's value goes on to the end of its line.
    let isFile: Bool
    /// What the command that is being read is, as far as `end`.
    var command = (end: 0, isProduct: false, isClient: false, isServer: false)
    /// The quote that is open at `end`; 0 for none.
    var quoting = (end: 0, open: UInt8(0))

    init(bytes: UnsafeBufferPointer<UInt8>, isFile: Bool) {
        self.bytes = bytes
        self.isFile = isFile
    }

    /// Longer names and URLs are not looked at.
    private static let reach = 512

    enum Characters: Sendable {
        /// Letters, digits, `_` and `-`.
        case word
        /// Capitals and digits.
        case upper
        /// What tokens are made of.
        case token

        func contains(_ byte: UInt8) -> Bool {
            switch byte {
            case 48...57, 65...90: true
            case 97...122: self != .upper
            case 45, 95: self != .upper
            case 43, 46, 47, 58, 61, 126: self == .token
            default: false
            }
        }
    }

    static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

    func byte(_ at: Int) -> UInt8 { at >= 0 && at < bytes.count ? bytes[at] : 0 }

    func end(of set: Characters, from start: Int) -> Int {
        var at = start
        while at < bytes.count, set.contains(bytes[at]) { at += 1 }
        return at
    }

    func skipBlanks(_ start: Int) -> Int {
        var at = start
        while byte(at) == 32 || byte(at) == 9 { at += 1 }
        return at
    }

    func lineEnd(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != 10 { at += 1 }
        return at > start && bytes[at - 1] == 13 ? at - 1 : at
    }

    func contains(_ needle: StaticString, in range: Range<Int>) -> Bool {
        let count = needle.utf8CodeUnitCount
        guard range.count >= count else { return false }
        return (range.lowerBound...range.upperBound - count).contains { starts(with: needle, at: $0) }
    }

    /// Whether these bytes, in lower case, stand there, in any case.
    func starts(with needle: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + needle.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<needle.utf8CodeUnitCount).allSatisfy {
            Self.lower(bytes[start + $0]) == needle.utf8Start[$0]
        }
    }

    /// Whether a value is no secret: a switch, a reference to a variable, or what someone has redacted already.
    func isHarmless(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        for word: StaticString in ["true", "false", "null", "none", "yes", "no", "~", "-", ";"]
        where range.count == word.utf8CodeUnitCount && starts(with: word, at: start) { return true }
        for mark: StaticString in ["<redacted", "<token redacted", "<hidden", "[redacted", "redacted", "***", "xxxxx"]
        where starts(with: mark, at: start) { return true }
        // `${NAME}`, `$NAME` and what a command would print; `$name` may well be a password.
        guard byte(start) == 36, range.count > 1 else { return false }
        if starts(with: "$(cat ", at: start) || starts(with: "$(<", at: start) { return true }
        let isBraced = byte(start + 1) == 123 && byte(range.upperBound - 1) == 125
        let name = isBraced ? bytes[(start + 2)..<(range.upperBound - 1)] : bytes[(start + 1)..<range.upperBound]
        return !name.isEmpty
            && name.allSatisfy { Characters.upper.contains($0) || $0 == 95 || isBraced && (97...122).contains($0) }
    }

    /// The password of `user:SECRET@host`, from the first byte after `://`.
    func passwordInURL(authority start: Int) -> Range<Int>? {
        var colon: Int?
        var at: Int?
        var isPort = true
        var end = start
        scan: while end < bytes.count, end - start < Self.reach {
            let byte = bytes[end]
            switch byte {
            case 0...32, 34, 39, 60, 62, 96: break scan
            case 92: break scan
            case 47, 63, 35:
                // After a port a path begins; after anything else it is a password with a slash in it.
                if at != nil || colon == nil || isPort { break scan }
            case 58 where colon == nil:
                colon = end
            case 64: at = end
            default: if colon != nil, !(48...57).contains(byte) { isPort = false }
            }
            end += 1
        }
        guard let colon, let at, colon < at, !starts(with: "sha256:", at: at + 1) else { return nil }
        return (colon + 1)..<at
    }

    /// What is between the first and the last line of a private key.
    func privateKeyBody(header: Int) -> Range<Int>? {
        var start = header + 10
        while start < header + 80, byte(start) > 31, !(byte(start) == 45 && byte(start + 1) == 45) { start += 1 }
        guard contains("private key", in: header..<min(start, bytes.count)) else { return nil }
        while byte(start) == 45 { start += 1 }
        // In JSON the lines are joined by `\n`, by a shell's `echo` with blanks; in a file they are lines.
        let isOneLine = byte(start) == 32
        if byte(start) == 13 { start += 1 }
        if byte(start) == 10 { start += 1 }
        var at = start
        while at < bytes.count, byte(at) != 45 || !starts(with: "-----end", at: at) {
            // Of a key that was cut off, what looks like a key goes: base64, headers and escaped newlines.
            let isHeader = starts(with: "proc-type:", at: at) || starts(with: "dek-info:", at: at)
            if isHeader {
                at = lineEnd(at)
            } else if Characters.token.contains(bytes[at]) || [10, 13, 92].contains(bytes[at]) {
                at += 1
            } else if byte(at) == 32 || byte(at) == 9, isOneLine || [10, 32, 9].contains(byte(at - 1)) {
                at += 1
            } else {
                break
            }
        }
        while at > start, [10, 13, 32, 9].contains(bytes[at - 1]) { at -= 1 }
        return start..<at
    }
}
