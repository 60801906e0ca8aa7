import Glibc

/// One line of a capture, as a person would have seen it.
struct Line: Sendable, Hashable {
    /// From 1.
    let number: Int
    /// Without its end, without terminal colours, tabs kept; invalid UTF-8 replaced.
    let text: String

    /// The parts between single tabs.
    var tabFields: [String] { parts(keepingEmpty: true) { $0 == 9 } }
    /// The parts between runs of blanks and tabs.
    var words: [String] { parts(keepingEmpty: false) { $0 == 32 || $0 == 9 } }

    private func parts(keepingEmpty: Bool, at isEnd: (UInt8) -> Bool) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            for at in 0...bytes.count where at == bytes.count || isEnd(bytes[at]) {
                if keepingEmpty || start < at {
                    parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self))
                }
                start = at + 1
            }
            return parts
        }
    }

    var isBlank: Bool { text.utf8.allSatisfy { $0 == 32 || $0 == 9 } }

    /// The parts between runs of two or more blanks (or any tab): columns of a tabwriter's table. Header offsets are
    /// never used, because rows can be longer than the header's columns.
    var columns: [String] {
        var parts: [String] = []
        var part: [UInt8] = []
        var blanks = 0
        for byte in text.utf8 {
            if byte == 32 || byte == 9 {
                blanks += byte == 9 ? 2 : 1
                continue
            }
            if blanks >= 2, !part.isEmpty {
                parts.append(String(decoding: part, as: UTF8.self))
                part.removeAll(keepingCapacity: true)
            } else if blanks == 1, !part.isEmpty {
                part.append(32)
            }
            blanks = 0
            part.append(byte)
        }
        if !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
        return parts
    }

    /// Splits at LF, drops CR, NUL, ANSI sequences, their orphans (`[0m`) and non-breaking blanks.
    static func split(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(min(bytes.count / 24, Limits.linesPerCapture))
        let isDressed = isDressed(bytes)
        var start = 0
        while start < bytes.count, lines.count < Limits.linesPerCapture {
            let end = offset(of: 10, in: bytes, from: start) ?? bytes.count
            let line = bytes[start..<min(end, start + Limits.lineLength)]
            let text = isDressed ? plain(line) : String(decoding: line, as: UTF8.self)
            lines.append(Line(number: lines.count + 1, text: text))
            start = end + 1
        }
        return lines
    }

    private static func offset(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Whether there is anything that `plain` changes: one look at a whole capture spares a look at each of its lines.
    private static func isDressed(_ bytes: [UInt8]) -> Bool {
        for byte: UInt8 in [0, 13, 0x1B, 0xC2] where offset(of: byte, in: bytes, from: 0) != nil { return true }
        var at = 0
        while let bracket = offset(of: 0x5B, in: bytes, from: at) {
            at = bracket + 1
            if at < bytes.count, isParameter(bytes[at]) || bytes[at] == UInt8(ascii: "m") { return true }
        }
        return false
    }

    private static func isParameter(_ byte: UInt8) -> Bool { (48...59).contains(byte) || byte == 63 }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == 0x1B || byte == 0x5B, let after = escapeEnd(bytes, at) {
                at = after
                continue
            }
            if byte == 0xC2, at + 1 < bytes.endIndex, bytes[at + 1] == 0xA0 {
                out.append(32)
                at += 2
                continue
            }
            if byte == 0 || byte == 13 || byte == 0x1B {
                at += 1
                continue
            }
            out.append(byte)
            at += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Where a terminal's control sequence that starts at `at` ends; for one that lost its ESC only colours (`[0m`,
    /// `[1;31m`) count, so that `[k3s]` survives.
    private static func escapeEnd(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int? {
        guard bytes[at] == 0x1B else {
            let end = parametersEnd(bytes, at + 1)
            guard end < bytes.endIndex, bytes[end] == UInt8(ascii: "m") else { return nil }
            // grep ends a colour with `[m` and every change with `[K`.
            let isErased = bytes[(end + 1)...].starts(with: "[K".utf8)
            return end > at + 1 || isErased ? end + (isErased ? 3 : 1) : nil
        }
        guard at + 1 < bytes.endIndex else { return nil }
        switch bytes[at + 1] {
        case UInt8(ascii: "["):
            let end = parametersEnd(bytes, at + 2)
            return end < bytes.endIndex && (64...126).contains(bytes[end]) ? end + 1 : nil
        // A character set, as `tput sgr0` prints it.
        case UInt8(ascii: "("), UInt8(ascii: ")"): return min(at + 3, bytes.endIndex)
        // A window's title, to its bell.
        case UInt8(ascii: "]"): return bytes[at...].firstIndex(of: 7).map { $0 + 1 }
        default: return nil
        }
    }

    private static func parametersEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        var end = start
        while end < bytes.endIndex, isParameter(bytes[end]) { end += 1 }
        return end
    }
}
