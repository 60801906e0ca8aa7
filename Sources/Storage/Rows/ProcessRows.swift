import NodeModel

extension FactTable {
    // A process's title is kept once for the whole fleet, so two things are taken out of it: the container ID of a
    // shim, and the columns before the title, which the quoted line repeats.
    static let process = FactTable(
        "process", shared: "process_form",
        columns: ["parent", "user_id", "arguments_id", "executable_id", "head_id"],
        own: ["pid", "elapsed", "container", "quote"], quote: .none,
        list: \.processes, source: \.source,
        write: { process, row in
            let title = ProcessTitle(process.arguments)
            let head = title.head(of: process.source.quote, arguments: process.arguments)
            row.integer(process.parent)
            row.word(process.user)
            row.word(title.pattern)
            row.word(process.executable)
            row.word(head.map { QuotePattern.make($0, without: inHead(process)) })
            row.integer(process.pid)
            row.integer(process.elapsed)
            row.blob(title.container)
            row.text(head == nil ? process.source.quote : nil)
        },
        read: { row, source in
            let (parent, user, pattern) = (row.optionalInt(), try row.word(), try row.word())
            let (executable, head) = (try row.word(), try row.optionalWord())
            var process = ProcessLine(
                pid: row.int(), parent: parent, user: user, elapsed: row.optionalInt(), arguments: "",
                executable: executable, source: source)
            process.arguments = ProcessTitle(pattern: pattern, container: row.optionalBlob()).text
            let quote = row.optionalText()
            process.source.quote =
                quote
                ?? ProcessTitle.line(
                    head: QuotePattern.expand(head ?? "", with: inHead(process)), arguments: process.arguments)
            return process
        })

    /// The values that a line of `ps` has before the title: all but the blanks between them stand in the row already.
    private static func inHead(_ process: ProcessLine) -> [String] {
        [
            String(process.pid), process.parent.map { String($0) } ?? "", process.user,
            process.elapsed.map { String($0) } ?? "",
        ]
    }
}

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
        let bytes = Array(arguments.utf8)
        if let range = Self.firstID(bytes), let id = Self.bytes(ofHex: bytes[range]) {
            let pattern = bytes[..<range.lowerBound] + Array("{}".utf8) + bytes[range.upperBound...]
            self.init(pattern: String(decoding: pattern, as: UTF8.self), container: id)
            // A title that has {} of its own before the ID would come back wrong.
            if Array(text.utf8) == bytes { return }
        }
        self.init(pattern: arguments, container: nil)
    }

    /// The title as it was.
    var text: String {
        guard let container else { return pattern }
        var bytes = Array(pattern.utf8)
        for at in bytes.indices.dropLast() where bytes[at] == UInt8(ascii: "{") && bytes[at + 1] == UInt8(ascii: "}") {
            bytes.replaceSubrange(at...(at + 1), with: Digest.hexString(container).utf8)
            return String(decoding: bytes, as: UTF8.self)
        }
        return pattern
    }

    /// What stands in a quoted line before the title; nil where the line cannot be made from the two.
    func head(of quote: String, arguments: String) -> String? {
        let quoted = Array(quote.utf8)
        let title = Array(Text.visible(arguments).utf8)
        // The line may be cut, so its start is looked for, not the whole title.
        let probe = title.prefix(24)
        guard !probe.isEmpty, quoted.count >= probe.count else { return nil }
        for at in 0...(quoted.count - probe.count) where quoted[at..<at + probe.count].elementsEqual(probe) {
            let head = String(decoding: quoted[..<at], as: UTF8.self)
            if Array(Self.line(head: head, arguments: arguments).utf8) == quoted { return head }
        }
        return nil
    }

    static func line(head: String, arguments: String) -> String {
        Source(capture: "ps", line: 0, quote: head + arguments).quote
    }

    private static func firstID(_ bytes: [UInt8]) -> Range<Int>? {
        var start = 0
        for at in 0...bytes.count {
            if at < bytes.count, isHex(bytes[at]) { continue }
            if at - start == 64 { return start..<at }
            start = at + 1
        }
        return nil
    }

    static func bytes(ofHex digits: ArraySlice<UInt8>) -> [UInt8]? {
        func value(_ digit: UInt8) -> UInt8 { digit <= 57 ? digit - 48 : digit - 87 }
        guard digits.count == 64, digits.allSatisfy(isHex) else { return nil }
        let first = digits.startIndex
        return (0..<32).map { value(digits[first + $0 * 2]) << 4 | value(digits[first + $0 * 2 + 1]) }
    }

    private static func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}
