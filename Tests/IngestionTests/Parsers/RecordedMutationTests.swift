import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// Every recorded output and file, damaged once in every way, through the parsers that would get it.
@Suite("Every recording, damaged in every way", .enabled(if: Recordings.folder != nil, "no recordings"))
struct RecordedMutationTests {
    enum Damage: CaseIterable { case flipped, dropped, doubled, reordered, cut, none }

    /// A recorded text and the name of the capture that a bundle would hold it in.
    struct Text: Sendable {
        var id: CaptureID
        var command: String
        var bytes: [UInt8]
    }

    /// Longer ones are read as far as this.
    private static let limit = 16_384

    static let texts: [Text] = {
        var seen: Set<[UInt8]> = []
        var texts: [Text] = []
        for answer in RuntimeAnswer.recorded(where: { _ in true }) {
            let bytes = Array(answer.output.utf8.prefix(limit))
            guard !bytes.isEmpty, seen.insert(bytes).inserted else { continue }
            let targets = PastedCommand.all(in: ShellLine(answer.arguments)).map { CommandMeaning($0) }
                .compactMap { meaning -> CaptureID? in
                    if case .reads(let target) = meaning { return target.id }
                    return nil
                }
            texts.append(Text(id: targets.first ?? "other", command: answer.arguments, bytes: bytes))
        }
        for scenario in Recordings.scenarios {
            guard let root = Recordings.folder?.appendingPathComponent("\(scenario)/files") else { continue }
            for case let path as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
                guard let data = try? Data(contentsOf: root.appendingPathComponent(path)), !data.isEmpty else {
                    continue
                }
                let bytes = Array(data.prefix(limit))
                guard seen.insert(bytes).inserted else { continue }
                let isUnit = path.contains("systemd/system/")
                texts.append(Text(id: isUnit ? "systemctl-cat" : .file("/" + path), command: "", bytes: bytes))
            }
        }
        return texts
    }()

    @Test("no parser crashes or tells of a line that is not there", arguments: Damage.allCases)
    func damage(_ damage: Damage) {
        var random = SeededGenerator(state: 20_261_128)
        for (number, text) in Self.texts.enumerated() {
            let bytes = Self.damaged(text.bytes, damage, &random)
            let lines = bytes.count { $0 == 10 } + 1
            // One parser that would never get it, another one each time.
            let stranger = CaptureParser.all[number % CaptureParser.all.count]
            for parser in ParserRegistry.standard.parsers(of: text.id) + [stranger] {
                var found = ParsedFacts()
                parser.parse(
                    CaptureText(id: text.id, command: text.command, bytes: bytes, isCut: damage == .cut), &found)
                #expect(found.issues.allSatisfy { (0...lines).contains($0.line) }, "\(text.command): \(parser.summary)")
                #expect(found.issues.allSatisfy { !$0.message.isEmpty }, "\(text.command): \(parser.summary)")
                #expect(found.issues.count <= max(41, 2 * lines), "\(text.command): \(parser.summary) floods")
            }
        }
    }

    @Test("recorded outputs of every runtime are among them")
    func census() {
        let kinds = Set(Self.texts.map(\.id.kind))
        #expect(
            kinds.isSuperset(of: [
                "docker-images", "docker-info", "crictl-images", "crictl-version", "ps", "ctr-images", "file",
                "systemctl-cat",
            ]), "\(kinds.sorted())")
    }

    @Test("each parser has an input in one of the suites that damage them")
    func everyParser() {
        let tried = NodeMutationTests.subjects.map(\.parser) + RuntimeMutationTests.parsers
        #expect(Set(tried.map(\.summary)).isSuperset(of: CaptureParser.all.map(\.summary)))
    }

    private static func damaged(_ bytes: [UInt8], _ damage: Damage, _ random: inout SeededGenerator) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        let line = Int.random(in: 0..<lines.count, using: &random)
        switch damage {
        case .flipped:
            var flipped = bytes
            for _ in 0..<8 {
                flipped[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            return flipped
        case .dropped: lines.remove(at: line)
        case .doubled: lines.insert(lines[line], at: Int.random(in: 0...lines.count, using: &random))
        case .reordered: lines.shuffle(using: &random)
        case .cut: return Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
        case .none: return bytes
        }
        return Array(lines.joined(separator: [10]))
    }
}
