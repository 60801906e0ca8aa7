import Testing

@testable import Ingestion

/// Small gzip files are decompressed in one go, everything else as a stream; nobody may notice.
@Suite("Small gzip files")
struct SmallGzipTests {
    private static let tar =
        TestTar.member("captures/ps", "a\nb\n") + TestTar.member("node.tsv", TestBundle.node) + TestTar.end

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let scratch = try Scratch()
        try scratch.write("x", bytes)
        try scratch.run("sh", "-c", "gzip -9 <x >x.gz")
        return try scratch.bytes("x.gz")
    }

    /// Either the members and issues, or the error, as text.
    private static func outcome(_ bytes: [UInt8]) -> String {
        do {
            let bundle = try BundleReader.read(bytes, name: "b.tar.gz")
            return "\(bundle.members) \(bundle.issues) \(bundle.damage.map { "\($0)" } ?? "whole")"
        } catch { return "\(error)" }
    }

    @Test("a sound one is taken, and gives what the stream gives")
    func sound() throws {
        let packed = try Self.gzip(Self.tar)
        #expect(SmallGzip.content(packed) == Self.tar)
        // A second, empty member: for the stream the same, for the other not its business.
        let twice = try packed + Self.gzip([])
        #expect(SmallGzip.content(twice) == nil)
        #expect(Self.outcome(packed).contains("whole"))
        #expect(Self.outcome(packed) == Self.outcome(twice))
        let scratch = try Scratch()
        let file = try BundleReader.read(scratch.write("b.tar.gz", packed))
        #expect(file.texts == ["captures/ps": "a\nb\n", "node.tsv": TestBundle.node])
    }

    @Test("one that is cut, changed, followed by something or that lies about its length is left to the stream")
    func unsound() throws {
        let packed = try Self.gzip(Self.tar)
        for count in 0..<packed.count { #expect(SmallGzip.content(Array(packed.prefix(count))) == nil) }
        for place in packed.indices.suffix(8) {
            var changed = packed
            changed[place] ^= 1
            #expect(SmallGzip.content(changed) == nil, "byte \(place)")
        }
        #expect(SmallGzip.content(packed + [0]) == nil)
        #expect(SmallGzip.content(Self.tar) == nil)
    }

    @Test("one that is longer than the limit is left to the stream, which has limits of its own")
    func long() throws {
        let packed = try Self.gzip([UInt8](repeating: 0, count: SmallGzip.limit + 1))
        #expect(packed.count < SmallGzip.limit)
        #expect(SmallGzip.content(packed) == nil)
        let most = try Self.gzip([UInt8](repeating: 0, count: SmallGzip.limit))
        #expect(SmallGzip.content(most)?.count == SmallGzip.limit)
    }
}
