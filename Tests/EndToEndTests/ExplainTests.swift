import Evidence
import Foundation
import TestSupport
import Testing

@Suite("twinstore explain")
struct ExplainTests {
    @Test("every exact figure is the sum of the layers and blobs shown above it", arguments: SampleTests.fleet)
    func sums(_ bundle: String) throws {
        let text = try explained(bundle)
        var figures = 0
        var total: Int64?
        var parts: [Int64] = []
        for line in text.split(separator: "\n") {
            if let match = line.firstMatch(of: /^  \S.*: (\d+) B \(.*, exact\)$/) {
                total = Int64(match.1)
                parts = []
            } else if let match = line.firstMatch(of: #/^    (\d+) B  /#) {
                parts.append(Int64(match.1) ?? 0)
            } else if line.hasPrefix("    = "), let known = total {
                // A residue is what du says, not a sum.
                if !parts.isEmpty { #expect(abs(parts.reduce(0, +) - known) <= Int64(parts.count), "\(line)") }
                figures += parts.isEmpty ? 0 : 1
                total = nil
            }
        }
        #expect(figures >= 2)
    }

    @Test("every rule is explained, and every proof is a line of the bundle")
    func rules() throws {
        let bundle = SampleTests.path("two-live")
        let text = try explained(bundle)
        for rule in Rule.all { #expect(text.contains("\n\(rule.id): says "), "\(rule.id)") }
        let tar = try #require(Shell.find("tar"))
        let capture = "cri-version.k3s-containerd"
        let kept = try Shell.run(tar, ["-xzOf", bundle, "--wildcards", "*/captures/\(capture)"])
        let proof = try #require(text.split(separator: "\n").first { $0.hasPrefix("  \(capture):2  ") })
        #expect(String(proof.dropFirst("  \(capture):2  ".count)) == kept.output.split(separator: "\n")[1])
    }

    @Test("a node that is not there is named, with the way to the others")
    func unknownNode() throws {
        let file = try database(SampleTests.path("two-live"))
        let run = try Shell.run(Shell.twinstore, ["explain", "--database", file, "nobody"])
        #expect(run.status == 1)
        #expect(run.errors.contains("no node `nobody`"))
    }

    private func explained(_ bundle: String) throws -> String {
        let file = try database(bundle)
        let nodes = try Shell.run(Shell.twinstore, ["report", "--database", file, "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: nodes.outputBytes) as? [String: Any])
        let node = try #require((report["nodes"] as? [[String: Any]])?.first?["node"] as? String)
        let run = try Shell.run(Shell.twinstore, ["explain", "--database", file, node])
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    private func database(_ bundle: String) throws -> String {
        let file = try Shell.temporaryFolder().appendingPathComponent("nodes.db").path
        let ingest = try Shell.run(Shell.twinstore, ["ingest", "--database", file, bundle])
        #expect(ingest.status == 0, "\(ingest.errors)")
        return file
    }
}
