import Testing

@testable import Ingestion

/// A small generator of random numbers with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Texts that were changed anywhere")
struct MutationTests {
    private static let seeds = [
        "a = 1\nb = \"x\"\nc = '''y'''\n[t.\"u.v\"]\ne = 1979-05-27T07:32:00Z\nf = [1, 2.5, {g = 1}]\n[[h]]\ni.j.\"k\" = true\n",
        "a: &x {b: 1}\nc: *x\n? d\n: - e\n  - !t |\n    f\n<<: *x\n---\n\"g\": 'h'\n...\n",
        "{\"a\":[1,-2.5e3,{\"b\":null}],\"c\":\"\\u00e9\\\"\",\"d\":true}",
        "ExecStart=/usr/bin/k3s \\\n agent \\\n '--token' \\\n 'x' --docker\nK3S_TOKEN=a\nhttp://u:p@h\n\"auth\": \"b\"\n",
    ]
    private static let pieces = [
        "[", "]", "[[", ".", "=", "\"", "\"\"\"", "'", "'''", "{", "}", ",", "#", "\n", "\r", "\\", "\\u", "0x",
        "1e9999",
        "\0", "é", ":", "&a", "*a", "!", "|", "?", "- ", "---\n", "%", "<<", "token", "--token ", "://", "-----BEGIN ",
    ]

    @Test("no mutation of a text crashes a reader, and redacting twice is redacting once", arguments: 0..<4)
    func mutations(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed))
        for _ in 0..<400 {
            var bytes = Array(Self.seeds[seed].utf8)
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let at = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &random) ?? "").utf8), at: at)
                case 1: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...20, using: &random)))
                default: bytes = Array(bytes[at...] + bytes[..<at])
                }
            }
            _ = TOML.entries(bytes)
            _ = YAML.entries(bytes)
            _ = JSONDocument(bytes[...]).root?.members
            _ = Line.split(bytes).map(\.columns)
            var once = bytes
            _ = Redaction.redact(&once)
            var twice = once
            _ = Redaction.redact(&twice)
            #expect(once == twice, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
