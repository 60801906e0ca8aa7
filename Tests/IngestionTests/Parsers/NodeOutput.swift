import Foundation
import NodeModel
import TestSupport

@testable import Ingestion

/// Runs one parser over a text, as the ingester does over a capture.
enum NodeOutput {
    static func read(
        _ parser: CaptureParser, _ text: String, id: CaptureID? = nil, command: String = "", errors: String = "",
        isCut: Bool = false
    ) -> ParsedFacts {
        var facts = ParsedFacts()
        let text = CaptureText(
            id: id ?? defaultID(parser), command: command, text: text, errors: errors, isCut: isCut)
        parser.parse(text, &facts)
        return facts
    }

    static func read(_ parser: CaptureParser, bytes: [UInt8], command: String = "") -> ParsedFacts {
        var facts = ParsedFacts()
        parser.parse(CaptureText(id: defaultID(parser), command: command, bytes: bytes), &facts)
        return facts
    }

    /// A pasted text of the real cases without its comments at the top; nil where the folder is missing.
    static func realCase(_ name: String) -> String? {
        guard let folder = Recordings.realCases,
            let text = try? String(contentsOf: folder.appendingPathComponent(name + ".txt"), encoding: .utf8),
            let start = text.range(of: "# ---- verbatim below this line ----\n")
        else { return nil }
        return String(text[start.upperBound...])
    }

    /// The lines of a text from the first that holds `first` to the last before one that holds `end`.
    static func part(_ text: String, from first: String, to end: String? = nil) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.contains(first) } ?? lines.endIndex
        let rest = lines[start...]
        let stop = end.flatMap { end in rest.dropFirst().firstIndex { $0.contains(end) } } ?? rest.endIndex
        return rest[..<stop].joined(separator: "\n") + "\n"
    }

    private static func defaultID(_ parser: CaptureParser) -> CaptureID {
        switch parser.reads {
        case .capture(let kind): CaptureID(kind)
        case .files(let paths): CaptureID.file(paths.first ?? "")
        }
    }
}
