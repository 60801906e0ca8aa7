import Testing

@testable import Ingestion

@Suite("Manifests whose numbers are too large")
struct HostileManifestTests {
    @Test(
        "counts that no collector writes can still be added up",
        arguments: ["9223372036854775807", "token=9223372036854775807 url=9223372036854775807", "-9223372036854775808"])
    func counts(_ count: String) throws {
        let rows = ["ps", "df"].map { "\($0)\tok\t0\t\t9223372036854775807\t1\tno\t\(count)\t\($0)\n" }.joined()
        let bundle = TestBundle.raw(manifest: rows, [("captures/ps", "x"), ("captures/df", "x")])
        let captures = try Ingest.snapshot(of: bundle, path: "b").captures
        #expect(captures.count == 2)
        #expect(captures.allSatisfy { (0...1_000_000_000).contains($0.redactions) })
        #expect(captures.allSatisfy { $0.milliseconds == 1_000_000_000 })
    }
}
