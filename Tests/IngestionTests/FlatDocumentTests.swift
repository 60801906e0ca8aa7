import Testing

@testable import Ingestion

private func pairs(_ flat: FlatDocument) -> [String] { flat.entries.map { "\($0.line) \($0.path)=\($0.value)" } }

@Suite("YAML as paths and values")
struct YAMLTests {
    private func read(_ text: String) -> FlatDocument { YAML.entries(Array(text.utf8)) }

    @Test("mappings become dotted paths, elements of a list share their list's path")
    func paths() {
        let flat = read("docker: true\nkubelet-arg:\n  - a=b\n  - \"c d\"\nnode: {x.y: 1, z: [2, 3]}\n")
        #expect(
            pairs(flat) == [
                "1 docker=true", "3 kubelet-arg=a=b", "4 kubelet-arg=c d", "5 node.\"x.y\"=1", "5 node.z=2",
                "5 node.z=3",
            ])
        #expect(flat.fault == nil)
    }

    @Test("several documents are read one after the other")
    func documents() {
        #expect(pairs(read("---\na: 1\n---\nb: 2\n...\n")) == ["2 a=1", "4 b=2"])
    }

    @Test("what came before a fault is kept, with the fault's line")
    func fault() {
        let flat = read("a: 1\nb: 2\nc: [1, 2\nd: }\n")
        #expect(pairs(flat).prefix(2) == ["1 a=1", "2 b=2"])
        #expect(flat.fault.map { $0.line >= 3 } == true)
    }

    @Test("an alias repeats what its anchor holds, also through a merge key")
    func aliases() {
        let flat = read("base: &b\n  x: 1\n  y: {z: 2}\nname: &n k\nother: *b\nmerged:\n  <<: *b\n  w: *n\n")
        #expect(
            Array(pairs(flat).dropFirst(3)) == [
                "5 other.x=1", "5 other.y.z=2", "7 merged.x=1", "7 merged.y.z=2", "8 merged.w=k",
            ])
    }

    @Test("a billion laughs end at the limit of values")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<10 {
            let list = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(list)]\n"
        }
        let flat = read(text)
        #expect(flat.entries.count <= Limits.flatEntries)
        #expect(flat.fault?.message.contains("values") == true)
    }

    @Test("nesting without end stops at the limit of levels", arguments: ["[", "{a: ", "- ", "? "])
    func depth(_ opening: String) {
        let flat = read("first: 1\n---\n" + String(repeating: opening, count: 50_000))
        #expect(pairs(flat).first == "1 first=1")
        #expect(flat.fault != nil)
    }

    @Test("bytes that are no text do not cost the rest of the file")
    func invalid() {
        let flat = YAML.entries(Array("a: 1\nb: ".utf8) + [0xFF, 0x00, 0x1B] + Array("x\nc: 3\n".utf8))
        #expect(flat.entries.map(\.path) == ["a", "b", "c"])
        #expect(flat.fault == nil)
    }

    @Test("an empty file, a comment and a bare value are no fault", arguments: [("", 0), ("# c\n", 0), ("x\n", 1)])
    func small(_ text: String, _ count: Int) {
        let flat = read(text)
        #expect(flat.entries.count == count)
        #expect(flat.fault == nil)
    }

    @Test("a file that is too long is refused, not read")
    func long() {
        #expect(read(String(repeating: "a: 1\n", count: 300_000)).fault?.line == 1)
    }
}

@Suite("TOML as paths and values")
struct TOMLTests {
    private func read(_ text: String) -> FlatDocument { TOML.entries(Array(text.utf8)) }

    @Test("tables become dotted paths in the order of the text, keys with a dot are quoted")
    func paths() {
        let flat = read(
            """
            version = 2
            root = '/data'
            disabled_plugins = ["cri", "b"]
            [plugins."io.containerd.grpc.v1.cri".containerd]
              snapshotter = "overlayfs"
              discard_unpacked_layers = true
            """)
        #expect(
            pairs(flat) == [
                "1 version=2", "2 root=/data", "3 disabled_plugins=cri", "3 disabled_plugins=b",
                "5 plugins.\"io.containerd.grpc.v1.cri\".containerd.snapshotter=overlayfs",
                "6 plugins.\"io.containerd.grpc.v1.cri\".containerd.discard_unpacked_layers=true",
            ])
    }

    @Test("what came before a fault is kept, with the fault's line")
    func fault() {
        let flat = read("root = \"/data\"\n[grpc]\naddress = \"/run/x\"\nnonsense\nafter = 1\n")
        #expect(pairs(flat) == ["1 root=/data", "3 grpc.address=/run/x"])
        #expect(flat.fault?.line == 4)
    }

    @Test("a list that is never closed costs itself only")
    func openList() {
        let flat = read("root = \"/data\"\nlist = [\n  1,\n  2,\n")
        #expect(pairs(flat) == ["1 root=/data"])
        #expect(flat.fault != nil)
    }

    @Test(
        "what toml++ itself trips over costs no more than any fault",
        arguments: ["[.x]", "[\u{15}a]", "[=]", "a.=1", "x = {.a = 1}", "["])
    func assumptions(_ line: String) {
        let flat = read("ok = 1\n\(line)\nafter = 2\n")
        #expect(pairs(flat) == ["1 ok=1"])
        #expect(flat.fault?.line == 2)
    }

    @Test("a deep dotted key is refused", arguments: [100_000, 300])
    func deep(_ count: Int) {
        let flat = read("ok = 1\n" + String(repeating: "a.", count: count) + "b = 1\n")
        #expect(flat.fault?.line == 2)
    }

    @Test("deeply nested values are refused")
    func nested() {
        let flat = read("ok = 1\nx = " + String(repeating: "[", count: 100_000))
        #expect(pairs(flat) == ["1 ok=1"])
        #expect(flat.fault?.line == 2)
    }

    @Test("a value may hold a NUL escape and survives invalid UTF-8 as a fault")
    func bytes() {
        #expect(read("a = \"x\\u0000y\"\n").entries.first?.value == "x\0y")
        let flat = TOML.entries(Array("a = 1\nb = \"".utf8) + [0xFF] + Array("\"\n".utf8))
        #expect(pairs(flat) == ["1 a=1"])
        #expect(flat.fault != nil)
    }
}
