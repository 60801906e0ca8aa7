import NodeModel
import Testing

@Suite("Words that the stations share")
struct NodeModelTests {
    @Test(
        "a byte count has three significant digits and a decimal unit",
        arguments: [
            (0, "0 B"), (952, "952 B"), (999, "999 B"), (1000, "1.00 kB"), (1005, "1.01 kB"), (9_999, "10.0 kB"),
            (68_263_936, "68.3 MB"), (102_383_616, "102 MB"), (999_499, "999 kB"), (999_500, "1.00 MB"),
            (1_810_000_000, "1.81 GB"), (99_950_000, "100 MB"), (99_949_999, "99.9 MB"),
            (9_223_372_036_854_775_807, "9.22 EB"), (-68_263_936, "-68.3 MB"),
        ] as [(Int64, String)])
    func decimal(_ bytes: Int64, _ text: String) { #expect(ByteText.decimal(bytes) == text) }

    @Test("a chain ID is the SHA-256 of the parent's and the layer's diffID")
    func chainIDs() throws {
        // From a recorded Docker: app2's three layers and the directories of its layerdb.
        let diffs = try [
            "52994f4f5f7e45214778aed8fb32b275e0f6498191ed946f28d3a9e3e92befd2",
            "4b407ac1cb0f166b25a324315e4d7f7e4b0dad7b6feb3abd9782a97b7c9006f4",
            "ebb503229bbc57f4ce75d01d7388835657c9a9cb8c024f9b63a8442d4739cf31",
        ].map { try #require(Digest($0)) }
        #expect(
            Digest.chainIDs(diffIDs: diffs).map(\.hex) == [
                "52994f4f5f7e45214778aed8fb32b275e0f6498191ed946f28d3a9e3e92befd2",
                "323a6c197779754d8ec94d831252f843262be4e22b52cea07663bb50c943f272",
                "0da189dd2c9cd5757d1fde7fcc19c5f9ed41e5b0c8586f1b8cccacbea00c9067",
            ])
        #expect(Digest.chainIDs(diffIDs: []).isEmpty)
    }

    @Test("an ID that was cut matches the whole one, and fewer than twelve digits are no ID")
    func digests() throws {
        let whole = try #require(Digest("sha256:c505bb498b0f1443dcc59bc2fae8d75aaa93d87554c1b8bda0d0ab4fe55717b1"))
        #expect(try whole.matches(#require(Digest("c505bb498b0f"))))
        #expect(try #require(Digest("c505bb498b0f1")).matches(whole))
        #expect(try !whole.matches(#require(Digest("c505bb498b00"))))
        #expect(Digest("c505bb498b0") == nil)
        #expect(Digest("C505BB498B0F") == nil)
        #expect(Digest("sha256:") == nil)
        #expect(Digest(String(repeating: "a", count: 65)) == nil)
    }

    @Test(
        "two ways to write one image have one normal form",
        arguments: [
            ("nginx", "docker.io/library/nginx:latest"), ("docker.io/nginx:1", "docker.io/library/nginx:1"),
            ("a/b", "docker.io/a/b:latest"), ("index.docker.io/library/a:2", "docker.io/library/a:2"),
            ("sealos.hub:5000/pause:3.6", "sealos.hub:5000/pause:3.6"), ("localhost/x:1", "localhost/x:1"),
            ("127.0.0.1:5000/x", "127.0.0.1:5000/x:latest"), ("Registry/x:1", "Registry/x:1"),
        ])
    func names(_ printed: String, _ normal: String) { #expect(ImageName.normalized(printed) == normal) }

    @Test(
        "a time survives being printed and read",
        arguments: [
            0, 951_782_400, 1_795_464_451, 4_107_542_399, -1,
        ] as [Int64])
    func times(_ seconds: Int64) {
        let time = Timestamp(seconds: seconds)
        #expect(Timestamp(time.description) == time)
    }

    @Test("the collector's clock is read and a date without a time is not")
    func clock() {
        #expect(Timestamp("2026-11-23T20:07:31Z")?.seconds == 1_795_464_451)
        #expect(Timestamp("20261123T200731Z")?.seconds == 1_795_464_451)
        #expect(Timestamp("2026-11-23") == nil)
        #expect(Timestamp("2026-13-23T20:07:31Z") == nil)
    }

    @Test("two ways to write a socket are one path")
    func endpoints() {
        for text in ["unix:///var/run/cri-dockerd.sock", "/run/cri-dockerd.sock", "unix:/run/cri-dockerd.sock"] {
            #expect(Endpoint.path(text) == "/run/cri-dockerd.sock")
        }
        #expect(!Endpoint.isLocal("tcp://10.0.0.1:2375"))
        #expect(!Endpoint.isLocal("ssh://build@host"))
    }

    @Test("control characters and marks that turn the text around are made visible")
    func hostile() {
        #expect(Text.visible("a\u{1B}[31mb\u{202E}c\td") == "a\\u{1b}[31mb\\u{202e}c d")
        #expect(Text.visible("é 漢 → € · ש") == "é 漢 → € · ש")
        #expect(Source(capture: "x", line: 1, quote: String(repeating: "q", count: 500)).quote.count == 200)
    }

    @Test(
        "what shows nothing is made visible",
        arguments: [
            0x00, 0x1F, 0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200E, 0x2028, 0x202A, 0x2066,
            0x206A, 0x3164, 0xFE0E, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041, 0xE007F, 0xE0100,
        ])
    func hidden(value: Int) throws {
        let scalar = try #require(UInt32(exactly: value).flatMap(Unicode.Scalar.init))
        #expect(Text.isHostile(scalar))
        #expect(Text.visible("a\(scalar)b") == "a\\u{\(String(value, radix: 16))}b")
    }
}
