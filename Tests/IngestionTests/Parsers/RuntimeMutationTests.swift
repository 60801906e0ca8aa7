import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// Every recorded answer, damaged in every way: nothing crashes, and what is said is said of a line that is there.
@Suite("Damaged answers of the runtimes") struct RuntimeMutationTests {
    static let parsers: [CaptureParser] = [
        .dockerImages, .dockerImageInspect, .dockerContainers, .dockerInfo, .dockerVersion, .dockerContexts,
        .crictlImages, .criImages, .crictlVersion, .criVersion, .crictlImagefsinfo, .criImagefsinfo, .criInfo,
        .criContainers, .criImageInspect, .crictlRuntimeEndpoint, .crictlImageEndpoint, .ctrNamespaces, .ctrImages,
        .ctrContent, .ctrSnapshots,
    ]

    /// One of each distinct recorded output of docker, crictl and ctr, and some made by hand.
    private static let seeds: [String] = {
        let recorded = RuntimeAnswer.recorded { argv in
            ["docker ", "crictl ", "crictl-1.24 ", "ctr "].contains { argv.hasPrefix($0) }
        }
        let made = [
            "IMAGE   ID   DISK USAGE   CONTENT SIZE   EXTRA\nweb:1   a1a1a1a1a1a1   74.8MB   0B   U\n├─ linux/amd64\n",
            "ID: sha256:\(String(repeating: "a1", count: 32))\nRepoTags: web:1\nSize: 12\n\n",
            "REPOSITORY:TAG   SIZE   CREATED\nweb:1   1e+03MB   2 days ago\nweb  1  a1a1a1a1a1a1  N/A  -1 B\n",
        ]
        return Set(recorded.map(\.output).filter { !$0.isEmpty && $0.utf8.count < 20_000 }).sorted() + made
    }()

    @Test("bytes flipped, lines dropped, doubled, reordered and cut", arguments: 1...8)
    func mutations(seed: UInt64) {
        var random = SplitMix(state: seed)
        for text in Self.seeds.shuffled(using: &random).prefix(20) {
            for _ in 0..<2 {
                let damaged = Self.damage(Array(text.utf8), &random)
                let lines = damaged.split(separator: 10, omittingEmptySubsequences: false).count
                for parser in Self.parsers {
                    var parsed = ParsedFacts()
                    parser.parse(CaptureText(id: "ctr-content.a.b", bytes: damaged, isCut: true), &parsed)
                    #expect(parsed.issues.count <= 30)
                    #expect(parsed.issues.allSatisfy { (0...lines).contains($0.line) })
                    #expect(parsed.facts.images.allSatisfy { (1...lines).contains($0.source.line) })
                    #expect(parsed.facts.settings.allSatisfy { (0...lines).contains($0.source.line) })
                    #expect(parsed.facts.content.allSatisfy { $0.digest.isWhole && $0.bytes.low >= 0 })
                    #expect(parsed.facts.imageLayers.allSatisfy { $0.diffIDs.allSatisfy(\.isWhole) })
                }
            }
        }
    }

    @Test("a table of which one row is damaged loses that row only")
    func oneRow() throws {
        let rows = (0..<50).map { "team/web   v\($0)   \(Digest.sha256([UInt8($0)]).short)   2 days ago   \($0)MB" }
        for damaged in rows.indices {
            var text = rows
            text[damaged] = "\u{0}\u{FFFD} ???? { [ ]"
            let parsed = CaptureParser.dockerImages.read(text.joined(separator: "\n"))
            #expect(parsed.facts.images.count == 49)
            #expect(parsed.issues.map(\.line) == [damaged + 1])
        }
    }

    @Test(
        "a flood of anything is read in bounded time",
        arguments: [
            "[", "{", "[{", "{\"a\":", "\"", " ", "\t", "a ", "a1a1a1a1a1a1 ", "1 MB ", "U ", "├─", "web:1\n", "{\n",
            "[\n",
            "ID: a1a1a1a1a1a1\n", "web 1 a1a1a1a1a1a1 1MB\n", "default endpoints: [\n", "default endpoints: [",
            "\u{1B}[",
            "time=\"", "containerd.io/gc.ref.content.l.1=sha256:,", "{\"id\":1}", "{\"images\":[{\"id\":1}]}\n",
            "<no value> ",
        ])
    func floods(unit: String) {
        let text = String(repeating: unit, count: (1 << 15) / unit.utf8.count)
        for parser in Self.parsers {
            let found = parser.read(text, as: "ctr-content.a.b")
            let lines = text.utf8.count { $0 == 10 } + 1
            #expect(found.issues.allSatisfy { (0...lines).contains($0.line) }, "\(parser.summary)")
            #expect(found.issues.count <= 41, "\(parser.summary) floods the report")
        }
    }

    private static func damage(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            var flipped = bytes
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                flipped[Int.random(in: 0..<flipped.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            return flipped
        case 1: lines.remove(at: Int.random(in: 0..<lines.count, using: &random))
        case 2:
            let line = lines[Int.random(in: 0..<lines.count, using: &random)]
            lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
        case 3: lines.shuffle(using: &random)
        case 4: return Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        default:
            let at = Int.random(in: 0..<lines.count, using: &random)
            lines[at] = Array(lines[at].prefix(Int.random(in: 0...lines[at].count, using: &random)))
        }
        return Array(lines.joined(separator: [10]))
    }
}

/// A generator with a seed, so that a failure can be repeated. Source: Vigna, splitmix64.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
