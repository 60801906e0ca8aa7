/// The name of a flag, a variable or a key, and where it stands.
struct SecretName {
    var range: Range<Int>
    /// The quote right before the name; 0 for none.
    var quote: UInt8
    /// Backslashes before that quote: in a string inside a string it is escaped.
    var escapes: Int
    /// `--token`, `-token`.
    var isFlag: Bool
    /// Whether nothing but blanks, a list's dash, a quote or `export` comes before it on its line.
    var startsLine: Bool

    /// `--no-auth`, `--disable-token` and the like turn something on or off.
    func isSwitch(_ text: SecretText) -> Bool {
        let name = text.bytes[range].drop { $0 == 45 }.startIndex
        return ["no-", "enable-", "disable-", "anonymous-"].contains { text.starts(with: $0, at: name) }
    }

    /// `NAME=` in capitals.
    func isVariable(_ text: SecretText) -> Bool {
        text.byte(range.upperBound) == 61 && !isFlag && !text.bytes[range].contains { (97...122).contains($0) }
    }

    /// Whether the name, in lower case without `-`, `_` and `.`, ends like one of these; an ending that starts with a
    /// dash must be the name's last word.
    func ends(in endings: [[UInt8]], _ text: SecretText) -> Bool {
        let plain = text.bytes[range].filter { $0 != 45 && $0 != 95 && $0 != 46 }.map(SecretText.lower)
        return endings.contains { ending in
            guard ending.first == 45 else { return plain.suffix(ending.count).elementsEqual(ending) }
            let word = ending.dropFirst()
            guard plain.suffix(word.count).elementsEqual(word) else { return false }
            let start = range.upperBound - word.count
            let isCamel = (65...90).contains(text.byte(start)) && (97...122).contains(text.byte(start - 1))
            return start <= range.lowerBound || isCamel || [45, 95, 46].contains(text.byte(start - 1))
        }
    }
}

extension SecretText {
    private static let nameLength = 128

    private static func isName(_ byte: UInt8) -> Bool { Characters.word.contains(byte) || byte == 46 }

    /// The name that a trigger is part of; nil where it is part of a longer run than names have.
    func name(around at: Int) -> SecretName? {
        var start = at
        while start > 0, Self.isName(bytes[start - 1]), at - start < Self.nameLength { start -= 1 }
        var end = at
        while end < bytes.count, Self.isName(bytes[end]), end - at < Self.nameLength { end += 1 }
        guard end - start < Self.nameLength else { return nil }
        let before = byte(start - 1)
        let quote = before == 34 || before == 39 ? before : 0
        return SecretName(
            range: start..<end, quote: quote, escapes: quote == 0 ? 0 : backslashes(before: start - 1),
            isFlag: byte(start) == 45, startsLine: startsLine(quote == 0 ? start : start - 1))
    }

    private func startsLine(_ start: Int) -> Bool {
        var at = start
        while at > 0, bytes[at - 1] == 32 || bytes[at - 1] == 9 { at -= 1 }
        if at >= 6, starts(with: "export", at: at - 6) { at -= 6 }
        if at > 0, bytes[at - 1] == 45 { at -= 1 }
        while at > 0, bytes[at - 1] == 32 || bytes[at - 1] == 9 { at -= 1 }
        return at == 0 || bytes[at - 1] == 10
    }

    /// Whether a word before this place, in the same command, is a k3s, RKE2 or k8e that is told to serve. Goes on
    /// from the place that was asked about last.
    mutating func isServerCommand(before end: Int) -> Bool {
        for at in min(command.end, end)..<end {
            switch bytes[at] {
            case 10 where !isContinued(at): command = (at, false, false, false)
            case 107 where starts(with: "k3s", at: at) || starts(with: "k8e", at: at): command.isProduct = true
            case 114 where starts(with: "rke2", at: at): command.isProduct = true
            case 99 where starts(with: "crictl", at: at) || starts(with: "ctr ", at: at): command.isClient = true
            case 97 where command.isProduct && starts(with: "agent", at: at): command.isServer = true
            case 115 where command.isProduct && starts(with: "server", at: at): command.isServer = true
            default: break
            }
        }
        command.end = end
        return command.isServer && !command.isClient
    }

    /// Whether the newline at that offset only continues its line.
    private func isContinued(_ newline: Int) -> Bool {
        byte(newline - 1) == 92 || byte(newline - 1) == 13 && byte(newline - 2) == 92
    }
}
