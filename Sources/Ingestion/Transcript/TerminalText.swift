/// Makes the lines of a terminal's recording what a person saw: `script` keeps titles, backspaces and redrawn lines.
enum TerminalText {
    static func lines(_ bytes: [UInt8]) -> [Line] { Line.split(shown(bytes)) }

    /// Without window titles and character sets, backspaces carried out, of a redrawn line the last state.
    static func shown(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard bytes.contains(where: { $0 == 8 || $0 == 13 || $0 == 27 || $0 == 7 || $0 == 11 || $0 == 12 }) else {
            return Array(bytes)
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var lineStart = 0
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            let next = at + 1 < bytes.endIndex ? bytes[at + 1] : 0
            switch byte {
            case 8:
                while out.count > lineStart, let last = out.popLast(), last & 0xC0 == 0x80 {}
            case 13:
                // Before a line's end it means nothing; elsewhere the line is written anew.
                let rest = bytes[at...].drop { $0 == 13 }
                if let first = rest.first, first != 10 { out.removeLast(out.count - lineStart) }
            case 27 where next == UInt8(ascii: "]"):
                at = end(ofTitle: bytes, at)
                continue
            case 27 where next == UInt8(ascii: "(") || next == UInt8(ascii: ")"):
                at = min(at + 3, bytes.endIndex)
                continue
            case 27 where next != UInt8(ascii: "["):
                at = min(at + 2, bytes.endIndex)
                continue
            case 7, 11, 12, 14, 15: break
            case 10:
                out.append(byte)
                lineStart = out.count
            default: out.append(byte)
            }
            at += 1
        }
        return out
    }

    /// `ESC ] 0;title BEL`, or with ESC \ at its end; one that does not end within its line is dropped to there.
    private static func end(ofTitle bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        var at = start + 2
        while at < bytes.endIndex, bytes[at] != 10 {
            if bytes[at] == 7 { return at + 1 }
            if bytes[at] == 27 { return min(at + 2, bytes.endIndex) }
            at += 1
        }
        return at
    }
}
