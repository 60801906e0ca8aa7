import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// A paste is written by people: whatever they did to it, it is read, in time.
@Suite("Mutated pastes")
struct TranscriptMutationTests {
    /// Recorded outputs behind prompts; a small text where the recordings are missing.
    static let texts: [String] = {
        let commands = [
            "docker images", "crictl images", "crictl images -o json", "ps aux", "systemctl cat docker", "docker info",
            "docker system df -v", "crictl version", "crictl imagefsinfo -o json", "ls -la /var/lib/docker",
            "du -skx /var/lib/docker", "df -Pk /var/lib/docker", "docker images -a --digests --no-trunc",
        ]
        let recorded = Recordings.scenarios.map { scenario in
            commands.compactMap { command in
                Recordings.outputAndErrors(of: command, in: scenario).map { "root@node1:~# \(command)\n\($0)" }
            }.joined()
        }
        return recorded.isEmpty ? ["$ docker images\n" + TranscriptTests.docker] : recorded
    }()

    @Test("bytes flipped, lines dropped, doubled, reordered and cut: no crash, and never long")
    func mutations() throws {
        var random = SplitMix(seed: 20_261_123)
        let clock = ContinuousClock()
        for text in Self.texts {
            for _ in 0..<15 {
                let mutated = Self.mutate(text, &random)
                let bundle = TextReader.bundle(mutated, isCut: false, modified: 1, name: "t.txt")
                let time = clock.measure { _ = try? Ingest.snapshot(of: bundle, path: "t.txt") }
                #expect(time < .seconds(20))
            }
        }
    }

    @Test(
        "hostile texts end in time",
        arguments: [
            String(repeating: "$ docker images\n", count: 20_000), String(repeating: "{\n", count: 50_000),
            String(repeating: "a@b $ # % > ", count: 10_000), "$ " + String(repeating: "'", count: 100_000),
            String(repeating: "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n", count: 2_000),
            String(repeating: "$ echo \"\n", count: 5_000), String(repeating: "```\n", count: 50_000),
            "$ crictl images\n" + String(repeating: String(repeating: "x", count: 80) + "\n", count: 5_000),
            "$ " + String(repeating: "sh -c 'sh -c ", count: 2_000), String(repeating: "\u{8}\r\u{1B}]", count: 50_000),
        ])
    func hostile(_ text: String) {
        let bundle = TextReader.bundle(Array(text.utf8), isCut: false, modified: 1, name: "t.txt")
        let time = ContinuousClock().measure { _ = try? Ingest.snapshot(of: bundle, path: "t.txt") }
        #expect(time < .seconds(30))
    }

    private static func mutate(_ text: String, _ random: inout SplitMix) -> [UInt8] {
        var lines = text.components(separatedBy: "\n")
        for _ in 0..<Int.random(in: 1...12, using: &random) where !lines.isEmpty {
            let at = Int.random(in: lines.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: lines.remove(at: at)
            case 1: lines.insert(lines[at], at: Int.random(in: 0...lines.count, using: &random))
            case 2: lines.swapAt(at, Int.random(in: lines.indices, using: &random))
            case 3: lines[at] = String(lines[at].prefix(Int.random(in: 0...lines[at].count, using: &random)))
            case 4: lines[at] += lines[Int.random(in: lines.indices, using: &random)]
            default: lines.removeLast(min(lines.count, Int.random(in: 0...20, using: &random)))
            }
        }
        var bytes = Array(lines.joined(separator: "\n").utf8)
        for _ in 0..<Int.random(in: 0...20, using: &random) where !bytes.isEmpty {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }
}

/// The same numbers on every run. Source: Vigna, splitmix64.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
