import Foundation
import TestSupport
import Testing

/// One bundle is answered without a store, several by way of one.
@Suite("Analysis")
struct AnalyzeTests {
    private func analyze(_ arguments: [String], input: Data? = nil) throws -> Shell.Result {
        try Shell.run(Shell.twinstore, ["analyze", "--width", "100"] + arguments, input: input)
    }

    @Test("a bundle by itself is answered as by way of the store", arguments: SampleTests.bundles)
    func alone(_ name: String) throws {
        let path = SampleTests.path(name)
        let one = try analyze(["--format", "json", path])
        // The same again is known already: two paths and one snapshot.
        let two = try analyze(["--format", "json", path, path])
        #expect(one.status == 0 && two.status == 0, "\(one.errors)\(two.errors)")
        #expect(one.output.contains("\"verdict\""))
        #expect(one.output == two.output)
    }

    @Test("a node that the only bundle is not of is unknown, and its own is found")
    func node() throws {
        let path = SampleTests.path("two-live")
        let whole = try analyze(["--format", "json", path])
        let own = try analyze(["--format", "json", "--node", "two-live-trixie", path])
        #expect(own.status == 0 && own.output == whole.output, "\(own.errors)")
        let other = try analyze(["--node", "nobody", path])
        #expect(other.status != 0)
        #expect(other.errors.contains("no node `nobody`"), "\(other.errors)")
    }

    @Test("an archive of bundles is looked into, and refused on standard input, which can be read once")
    func archive() throws {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = folder.appendingPathComponent("both.tar")
        let samples = SampleTests.folder.path
        let packed = try Shell.run(
            "/usr/bin/env", ["tar", "-C", samples, "-cf", archive.path, "two-live.tar.gz", "k3s-docker.tar.gz"])
        try #require(packed.status == 0, "\(packed.errors)")
        let paths = ["two-live", "k3s-docker"].map { SampleTests.path($0) }
        let inside = try analyze(["--format", "csv", archive.path])
        #expect(inside.status == 0, "\(inside.errors)")
        // A bundle in an archive is named after both.
        let plain = inside.output.replacingOccurrences(of: "both.tar!", with: "")
        #expect(plain != inside.output)
        #expect(try plain == analyze(["--format", "csv"] + paths).output)
        let piped = try analyze(["-"], input: Data(contentsOf: archive))
        #expect(piped.status == 2)
        #expect(piped.errors.contains("save it to a file"), "\(piped.errors)")
    }
}
