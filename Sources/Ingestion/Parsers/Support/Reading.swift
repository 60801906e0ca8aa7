import NodeModel

extension CaptureText {
    /// The lines, without the last one where the output was cut in the middle of it: half a number is a wrong number.
    var wholeLines: [Line] {
        let all = lines
        return isCut && bytes.last != UInt8(ascii: "\n") ? Array(all.dropLast()) : all
    }

    /// The lines of standard error.
    var errorLines: [Line] { Line.split(Array(errors.utf8)) }

    /// The proof for a line of standard error, which has no line number in the output.
    func errorSource(_ line: Line) -> Source { Source(capture: id, line: 0, quote: line.text) }
}

extension ParsedFacts {
    /// A hostile capture shall not fill the report: after this many, one more says that there are others.
    private static let issuesPerCapture = 40

    private static let further = "further lines were not understood either"

    /// Records a line that was not understood, with its text.
    mutating func misread(_ text: CaptureText, _ line: Line, _ why: String) {
        if let last = issues.last, last.capture == text.id, last.message == Self.further { return }
        let known = issues.suffix(Self.issuesPerCapture + 1).count { $0.capture == text.id }
        guard known <= Self.issuesPerCapture else { return }
        if known == Self.issuesPerCapture {
            issue(text, line: line.number, Self.further)
        } else {
            issue(text, line: line.number, "\(why): \(Text.excerpt(line.text, limit: 120))")
        }
    }
}

/// Paths of a node, as texts.
enum NodePath {
    /// Without trailing slashes: `du -s DIR/` and `du -s DIR` are one place.
    static func trimmed(_ path: some StringProtocol) -> String {
        var bytes = Substring(path).utf8
        while bytes.last == UInt8(ascii: "/"), bytes.startIndex != bytes.index(before: bytes.endIndex) {
            bytes = bytes.dropLast()
        }
        return String(Substring(bytes))
    }

    /// The part after the last slash.
    static func name(_ path: some StringProtocol) -> String {
        let text = Substring(path)
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return String(text) }
        return String(text[text.utf8.index(after: slash)...])
    }

    /// The part before the last slash; empty where there is none.
    static func folder(_ path: some StringProtocol) -> String {
        let text = Substring(path)
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(text[..<slash])
    }

    /// The words of a command line that are absolute paths, in their order, unquoted.
    static func arguments(of command: String) -> [String] {
        SystemdWords.split(command).words.dropFirst().filter { $0.hasPrefix("/") }
    }
}

extension StringProtocol {
    /// Without blanks and tabs at its end.
    var rightTrimmed: String {
        var bytes = Substring(self).utf8
        while let byte = bytes.last, byte == 32 || byte == 9 { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }

    /// Only decimal digits, and at least one.
    var isDigits: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}
