import Testing

@testable import Ingestion

@Suite("Holes in sparse files are bytes")
struct HostileHoleTests {
    @Test("a hole at the end is read as zeros, and cut where it is too long", arguments: ["gnu", "pax"])
    func trailing(_ format: String) throws {
        let scratch = try Scratch()
        try scratch.run("sh", "-c", "printf x > short; truncate -s 1M short; truncate -s 1T long; printf x > ps")
        try scratch.run("tar", "-S", "--format=\(format)", "-cf", "s.tar", "short", "long", "ps")
        let bundle = try BundleReader.read(scratch.path + "/s.tar")
        #expect(bundle.members.map(\.bytes.count) == [1 << 20, Limits.memberBytes, 1])
        #expect(bundle.members.map(\.isCut) == [false, true, false])
        #expect(bundle.members.first?.bytes.prefix(2) == [120, 0])
    }

    @Test("a sparse file has one identity, packed and unpacked")
    func identity() throws {
        let scratch = try Scratch()
        try scratch.run("sh", "-c", "mkdir b; printf x > b/ps; truncate -s 1M b/ps; tar -S -cf b.tar b")
        #expect(try BundleReader.read(scratch.path + "/b.tar").sha256 == BundleReader.read(scratch.path + "/b").sha256)
    }

    @Test("holes that nobody reads are not filled without end")
    func many() throws {
        let scratch = try Scratch()
        let count = Limits.unpackedBytes / Limits.memberBytes + 2
        try scratch.run(
            "sh", "-c", "mkdir b; for n in $(seq \(count)); do truncate -s 1G b/$n; done; tar -Scf b.tar b")
        let bundle = try BundleReader.read(scratch.path + "/b.tar", wanting: { _ in false })
        #expect(bundle.damage?.reason == .tooLarge)
        #expect(bundle.others.count < count)
    }
}
