import Glibc
import NodeModel

/// A process's title with the container ID, which no two processes share, taken out.
struct ProcessTitle {
    /// The title, with `{}` where the ID stood.
    let pattern: String
    /// 32 bytes; nil where there is no ID in it.
    let container: [UInt8]?

    init(pattern: String, container: [UInt8]?) {
        self.pattern = pattern
        self.container = container
    }

    init(_ arguments: String) {
        var title = arguments
        let parts = title.withUTF8 { bytes -> (String, [UInt8])? in
            guard let range = Self.firstID(bytes), let id = Self.bytes(ofHex: bytes[range]) else { return nil }
            let start = bytes[..<range.lowerBound]
            // A title that has {} of its own before the ID would come back wrong.
            if zip(start, start.dropFirst()).contains(where: { $0 == Self.open && $1 == Self.close }) { return nil }
            var pattern = Array(start)
            pattern.reserveCapacity(bytes.count)
            pattern.append(Self.open)
            pattern.append(Self.close)
            pattern.append(contentsOf: bytes[range.upperBound...])
            return (String(decoding: pattern, as: UTF8.self), id)
        }
        self.init(pattern: parts?.0 ?? arguments, container: parts?.1)
    }

    /// The title as it was.
    var text: String {
        guard let container else { return pattern }
        var bytes = Array(pattern.utf8)
        for at in bytes.indices.dropLast() where bytes[at] == Self.open && bytes[at + 1] == Self.close {
            bytes.replaceSubrange(at...(at + 1), with: Digest.hexString(container).utf8)
            return String(decoding: bytes, as: UTF8.self)
        }
        return pattern
    }

    /// What stands in a quoted line before the title; nil where the line cannot be made from the two.
    static func head(of quote: String, arguments: String) -> String? {
        if let head = PlainLine.head(of: quote, before: arguments) { return head }
        let quoted = Array(quote.utf8)
        let title = Array(Text.visible(arguments).utf8)
        // The line may be cut, so its start is looked for, not the whole title.
        let probe = title.prefix(24)
        guard !probe.isEmpty, quoted.count >= probe.count else { return nil }
        for at in 0...(quoted.count - probe.count) where quoted[at..<at + probe.count].elementsEqual(probe) {
            let head = String(decoding: quoted[..<at], as: UTF8.self)
            if Array(line(head: head, arguments: arguments).utf8) == quoted { return head }
        }
        return nil
    }

    static func line(head: String, arguments: String) -> String {
        Source(capture: "ps", line: 0, quote: head + arguments).quote
    }

    private static let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))

    private static func firstID(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var start = 0
        for at in 0...bytes.count {
            if at < bytes.count, isHex(bytes[at]) { continue }
            if at - start == 64 { return start..<at }
            start = at + 1
        }
        return nil
    }

    static func bytes<Digits: RandomAccessCollection<UInt8>>(ofHex digits: Digits) -> [UInt8]?
    where Digits.Index == Int {
        func value(_ digit: UInt8) -> UInt8 { digit <= 57 ? digit - 48 : digit - 87 }
        guard digits.count == 64, digits.allSatisfy(isHex) else { return nil }
        let first = digits.startIndex
        return [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            for n in 0..<32 { out[n] = value(digits[first + n * 2]) << 4 | value(digits[first + n * 2 + 1]) }
            count = 32
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// A quoted line of ASCII that can be printed, as nearly all are: what it was made from can be told without making it.
private struct PlainLine {
    private static let mark: [UInt8] = Array("…".utf8)

    /// Without the mark of a cut line.
    private let line: UnsafeBufferPointer<UInt8>
    private let isCut: Bool

    /// What is before a title in a line; nil where that cannot be told so.
    static func head(of quote: String, before title: String) -> String? {
        var (quote, title) = (quote, title)
        return quote.withUTF8 { quote in
            guard let line = PlainLine(quote) else { return nil }
            return title.withUTF8 { line.head(before: $0) }
        }
    }

    private init?(_ quote: UnsafeBufferPointer<UInt8>) {
        let cut = Source.quoteLimit - 1
        isCut = quote.count == cut + Self.mark.count && quote[cut...].elementsEqual(Self.mark)
        line = UnsafeBufferPointer(rebasing: quote[..<(isCut ? cut : quote.count)])
        guard line.count <= Source.quoteLimit, let first = line.first, first != 32, Self.isPlain(line) else {
            return nil
        }
    }

    private func head(before title: UnsafeBufferPointer<UInt8>) -> String? {
        guard !title.isEmpty, Self.isPlain(title) else { return nil }
        let place = isCut ? start(ofCut: title) : line.count - title.count
        guard let at = place, at >= 0, isStart(of: title, at) else { return nil }
        return String(decoding: line[..<at], as: UTF8.self)
    }

    /// Where the line's end is the title's start, and the title so long that the line was cut.
    private func start(ofCut title: UnsafeBufferPointer<UInt8>) -> Int? {
        let (first, last) = (max(0, Source.quoteLimit + 1 - title.count), line.count - 24)
        guard first <= last else { return nil }
        return (first...last).first { line[$0] == title[0] && isStart(of: title, $0) }
    }

    /// Whether the line from there on is the title's start.
    private func isStart(of title: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard let a = line.baseAddress, let b = title.baseAddress, line.count - at <= title.count else { return false }
        return memcmp(a + at, b, line.count - at) == 0
    }

    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
