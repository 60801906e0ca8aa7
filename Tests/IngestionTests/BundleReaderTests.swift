import Foundation
import Testing

@testable import Ingestion

@Suite("Archives and folders become members in memory")
struct BundleReaderTests {
    private func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write("twinstore-n1-20261123T200731Z/manifest.tsv", "name\tstatus\nps\tok\n")
        try scratch.write("twinstore-n1-20261123T200731Z/captures/ps", "PID\n1\n")
        try scratch.write("twinstore-n1-20261123T200731Z/files/etc/crictl.yaml", "x: 1\n")
        return scratch
    }

    private static let expected = [
        "manifest.tsv": "name\tstatus\nps\tok\n", "captures/ps": "PID\n1\n", "files/etc/crictl.yaml": "x: 1\n",
    ]

    @Test(
        "every packing gives the same members and one identity",
        arguments: [("-cf", "b.tar"), ("-czf", "b.tar.gz"), ("-cJf", "b.tar.xz"), ("--zstd -cf", "b.tar.zst")])
    func packings(_ options: String, _ name: String) throws {
        let scratch = try scratch()
        try scratch.run("sh", "-c", "tar \(options) \(name) twinstore-n1-20261123T200731Z")
        let packed = try BundleReader.read(scratch.path + "/" + name)
        #expect(packed.texts == Self.expected)
        #expect(packed.name == name)
        #expect(packed.damage == nil && packed.issues == [])
        let folder = try BundleReader.read(scratch.path + "/twinstore-n1-20261123T200731Z")
        #expect(folder.texts == Self.expected)
        #expect(folder.sha256 == packed.sha256)
        #expect(folder.name == "twinstore-n1-20261123T200731Z")
        #expect(folder.newest == packed.newest)
    }

    @Test("every format that tar writes is read", arguments: ["gnu", "pax", "ustar", "v7", "oldgnu"])
    func formats(_ format: String) throws {
        let scratch = try scratch()
        try scratch.run("tar", "--format=\(format)", "-cf", "b.tar", "-C", "twinstore-n1-20261123T200731Z", ".")
        #expect(try BundleReader.read(scratch.path + "/b.tar").texts == Self.expected)
    }

    @Test("links, devices, folders, absolute and climbing paths are left out and counted")
    func ignored() throws {
        let bundle = try TestTar.read(
            TestTar.member("a/ps", "x"), TestTar.member("a/link", type: "2", link: "/etc/shadow"),
            TestTar.member("a/hard", type: "1", link: "a/ps"), TestTar.member("a/dev", type: "3"),
            TestTar.member("a/fifo", type: "6"), TestTar.member("a/", type: "5"), TestTar.member("/etc/shadow", "x"),
            TestTar.member("a/../../b", "x"), TestTar.member("a/ps", "second"), TestTar.member("./a//./df", "y"))
        #expect(bundle.texts == ["ps": "x", "df": "y"])
        #expect(
            bundle.issues.map(\.message).sorted() == [
                "ignored absolute paths: 1, the first is /etc/shadow",
                "ignored devices and other special files: 2, the first is a/dev",
                "ignored links: 2, the first is a/link",
                "ignored members whose path was there before: 1, the first is a/ps",
                "ignored paths that climb: 1, the first is a/../../b",
            ])
    }

    @Test("a link cannot stand in for a folder")
    func linkThenMember() throws {
        let bundle = try TestTar.read(
            TestTar.member("captures", type: "2", link: "/etc"), TestTar.member("captures/passwd", "mine"))
        #expect(bundle.texts == ["captures/passwd": "mine"])
    }

    @Test("hostile names are made safe")
    func names() throws {
        let bundle = try TestTar.read(
            TestTar.pax([("path", "caf\u{e9}\u{202e}/ps\u{1b}[31m")]), TestTar.member("x", "1"),
            TestTar.member("b\u{7}", "2"))
        #expect(bundle.texts == ["caf\u{e9}\\u{202e}/ps\\u{1b}[31m": "1", "b\\u{7}": "2"])
        var raw = TestTar.member("XY", "3")
        raw[0] = 0xFF
        raw.replaceSubrange(148..<156, with: checksum(raw))
        #expect(try TestTar.read(raw).texts == ["\u{fffd}Y": "3"])
    }

    private func checksum(_ member: [UInt8]) -> [UInt8] {
        var header = Array(member.prefix(512))
        header.replaceSubrange(148..<156, with: [UInt8](repeating: 32, count: 8))
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        return Array((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8)
    }

    @Test("a path that is too long is left out")
    func longPath() throws {
        let long = String(repeating: "d/", count: 600) + "f"
        let bundle = try TestTar.read(
            TestTar.pax([("path", long)]), TestTar.member("x", "1"), TestTar.member("ps", "2"))
        #expect(bundle.texts == ["ps": "2"])
        #expect(bundle.issues.count == 1)
    }

    @Test("a member that is too long is cut and marked, and what follows is read")
    func cut() throws {
        let long = [UInt8](repeating: 65, count: Limits.memberBytes + 100_000)
        let bundle = try TestTar.read(TestTar.member("long", long), TestTar.member("ps", "x"))
        #expect(bundle.members.map(\.bytes.count) == [Limits.memberBytes, 1])
        #expect(bundle.members.map(\.isCut) == [true, false])
        #expect(bundle.issues.map(\.message) == ["long was cut after \(Limits.memberBytes) bytes"])
        #expect(bundle.damage == nil)
    }

    @Test("too many members end the reading")
    func manyMembers() throws {
        let many = (0...Limits.members).flatMap { TestTar.member("m\($0)", "") }
        let bundle = try TestTar.read(many)
        #expect(bundle.members.count == Limits.members)
        #expect(bundle.damage?.reason == .tooLarge)
    }

    @Test("too many bytes end the reading")
    func manyBytes() throws {
        let part = [UInt8](repeating: 65, count: 15 << 20)
        let bundle = try BundleReader.read((0..<10).flatMap { TestTar.member("m\($0)", part) }, name: "b")
        #expect(bundle.damage?.reason == .tooLarge)
        #expect(bundle.members.reduce(0) { $0 + $1.bytes.count } <= Limits.totalBytes)
    }

    @Test(
        "a bomb is stopped after a few megabytes, whatever packed it",
        arguments: ["gzip -9", "xz -0", "zstd -19", "gzip -9 | gzip -9"])
    func bomb(_ packer: String) throws {
        let scratch = try Scratch()
        let header = TestTar.member("bomb", size: 4 << 30)
        try scratch.write("header", header)
        try scratch.run("sh", "-c", "(cat header; head -c 300000000 /dev/zero) | \(packer) > bomb")
        let bundle = try BundleReader.read(scratch.path + "/bomb")
        #expect(bundle.damage?.reason == .tooLarge)
        #expect(bundle.members.reduce(0) { $0 + $1.bytes.count } <= Limits.memberBytes)
    }

    @Test("the holes of a sparse file count like bytes")
    func sparse() throws {
        let scratch = try Scratch()
        for name in ["a", "b"] {
            try scratch.run("sh", "-c", "truncate -s 1G \(name); echo end >> \(name)")
        }
        try scratch.run("tar", "-S", "-cf", "s.tar", "a", "b")
        let bundle = try BundleReader.read(scratch.path + "/s.tar")
        #expect(bundle.members.allSatisfy { $0.isCut && $0.bytes.count <= Limits.memberBytes })
    }

    @Test("a sparse map without end is refused", arguments: [["GNU.sparse.major": "1", "GNU.sparse.minor": "0"]])
    func sparseMap(_ records: [String: String]) throws {
        let map = Array(("9999999\n" + String(repeating: "0\n0\n", count: 4_000_000)).utf8)
        let bundle = try TestTar.read(
            TestTar.member("ps", "x"),
            TestTar.pax(records.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("GNU.sparse.realsize", "5")]),
            TestTar.member("sparse", map))
        #expect(bundle.texts["ps"] == "x")
        #expect(bundle.damage != nil)
    }

    @Test("a chain of headers without a member ends", arguments: ["x", "L", "K", "g"])
    func headers(_ type: String) throws {
        let header = TestTar.member("h", Array("11 path=ab\n".utf8), type: Character(type))
        let bundle = try BundleReader.read(
            TestTar.member("ps", "x") + (0..<20_000).flatMap { _ in header } + TestTar.end, name: "b")
        #expect(bundle.texts["ps"] == "x")
    }

    @Test("an archive that is cut anywhere gives what came before it, and says so")
    func truncated() throws {
        let scratch = try Scratch()
        var random = SystemRandomNumberGenerator()
        for index in 0..<40 {
            let bytes = (0..<10_000).map { _ in UInt8.random(in: 32...126, using: &random) }
            try scratch.write("b/m\(index / 10)\(index % 10)", bytes)
        }
        try scratch.run(
            "sh", "-c",
            "tar -czf b.tar.gz --sort=name b && tar -cf b.tar --sort=name b && tar -cJf b.tar.xz --sort=name b")
        for name in ["b.tar", "b.tar.gz", "b.tar.xz"] {
            let whole = try scratch.bytes(name)
            let all = try BundleReader.read(whole, name: name).members
            #expect(all.count == 40)
            for count in stride(from: 1, to: whole.count - 20_000, by: whole.count / 60) {
                do {
                    let part = try BundleReader.read(Array(whole[..<count]), name: name)
                    for (member, full) in zip(part.members, all) {
                        #expect(member.path.hasSuffix(full.path))
                        #expect(member.isCut || member.bytes == full.bytes)
                    }
                    #expect(part.members.count < 40)
                    #expect(part.damage != nil || name == "b.tar")
                } catch {
                    #expect(count < 200_000, "\(name) cut after \(count) bytes: \(error)")
                }
            }
        }
    }

    @Test("bytes that changed anywhere never crash the reader")
    func corrupt() throws {
        let scratch = try scratch()
        try scratch.run(
            "sh", "-c", "for p in gzip xz zstd cat; do tar -cf - twinstore-n1-20261123T200731Z | $p > b.$p; done")
        var random = SystemRandomNumberGenerator()
        for packer in ["gzip", "xz", "zstd", "cat"] {
            let whole = try scratch.bytes("b.\(packer)")
            for _ in 0..<200 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = try? BundleReader.read(bytes, name: "b")
            }
        }
    }

    @Test("garbage after the archive's end is not read")
    func appended() throws {
        let bundle = try BundleReader.read(
            TestTar.member("ps", "x") + TestTar.end + Array("garbage".utf8) + TestTar.member("df", "y"), name: "b")
        #expect(bundle.texts == ["ps": "x"])
    }

    @Test("what is no archive is refused with advice", arguments: ["", "hello\n", "PK\u{3}\u{4}"])
    func noArchive(_ text: String) throws {
        let error = #expect(throws: BundleError.self) { try BundleReader.read(Array(text.utf8), name: "x.tar") }
        #expect(error?.reason == .notABundle)
        #expect(error?.description.hasPrefix("x.tar: ") == true)
    }

    @Test("a path that is missing is told as such")
    func missing() {
        let error = #expect(throws: BundleError.self) { try BundleReader.read("/nonexistent/b.tar") }
        #expect(error?.description == "/nonexistent/b.tar: No such file or directory; check the path")
    }

    @Test("a folder's links, fifos and sockets are not opened")
    func folder() throws {
        let scratch = try scratch()
        try scratch.run(
            "sh", "-c",
            "cd twinstore-n1-20261123T200731Z && ln -s /etc/passwd captures/link && ln -s / outside && mkfifo captures/f && ln -s . loop"
        )
        let bundle = try BundleReader.read(scratch.path + "/twinstore-n1-20261123T200731Z")
        #expect(bundle.texts == Self.expected)
        #expect(
            bundle.issues.map(\.message).sorted() == [
                "ignored devices and other special files: 1, the first is captures/f",
                "ignored links: 3, the first is captures/link",
            ])
    }

    @Test("a top directory is stripped only if all share it, and captures and files are none")
    func top() throws {
        #expect(try TestTar.read(TestTar.member("a/ps", "1"), TestTar.member("b/df", "2")).paths == ["a/ps", "b/df"])
        #expect(try TestTar.read(TestTar.member("captures/ps", "1")).paths == ["captures/ps"])
        #expect(try TestTar.read(TestTar.member("a/captures/ps", "1")).paths == ["captures/ps"])
    }

    @Test("files that a Mac adds do not hide the top directory")
    func mac() throws {
        let bundle = try TestTar.read(
            TestTar.member("._a", "junk"), TestTar.member("a/ps", "1"), TestTar.member("a/._ps", "junk"),
            TestTar.member("__MACOSX/a/ps", "junk"))
        #expect(bundle.texts == ["ps": "1"])
    }

    @Test("the identity changes with a name or a byte, not with the order")
    func identity() throws {
        let a = TestTar.member("t/a", "1")
        let b = TestTar.member("t/b", "2")
        let first = try TestTar.read(a, b).sha256
        #expect(try TestTar.read(b, a).sha256 == first)
        #expect(try TestTar.read(TestTar.member("t/a", "2"), b).sha256 != first)
        #expect(try TestTar.read(TestTar.member("t/c", "1"), b).sha256 != first)
        #expect(first.utf8.count == 64)
    }
}
