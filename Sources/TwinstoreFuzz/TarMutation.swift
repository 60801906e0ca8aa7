/// Changes archives where it hurts: in headers whose check sum is then right again, and in what packs them.
extension Mutation {
    private static let types: [UInt8] = Array("0123456789gxLKSDVMNX\0AZ".utf8)
    private static let names = [
        "../../../etc/shadow", "/etc/shadow", "a/../b", "", ".", "..", "//", "captures/../manifest.tsv", "manifest.tsv",
        "node.tsv", "captures/ps", "inner.tar.gz", "\u{1b}[2J\u{202e}", "files/etc/crictl.yaml", "._x",
    ]
    private static let sizes = [
        "00000000000", "77777777777", "00000000001", "-0000000001", "99999999999", "           ", "00000001000",
        "\u{1}\u{0}\u{0}", "17777777777",
    ]
    private static let records: [(key: String, values: [String])] = [
        ("path", ["../x", "/x", "captures/docker-images", "\u{0}", "é\u{202e}", ""]),
        ("size", ["0", "-1", "9223372036854775807", "18446744073709551616", "512", "1e9"]),
        ("mtime", ["-1", "99999999999999999999", "1.5", "x"]), ("linkpath", ["/etc/shadow", "../x"]),
        ("hdrcharset", ["BINARY", "ISO-IR 10646 2000 UTF-8", "x"]),
        ("GNU.sparse.major", ["1", "0", "9"]), ("GNU.sparse.minor", ["0", "1"]),
        ("GNU.sparse.realsize", ["0", "9223372036854775807", "-1"]), ("GNU.sparse.name", ["../x", "captures/ps"]),
        ("GNU.sparse.map", ["0,0", "0,9223372036854775807", "9,9,9", "-1,5", ","]),
        ("GNU.sparse.numblocks", ["0", "99999999", "-1"]), ("SCHILY.xattr.user.x", ["y"]),
        ("LIBARCHIVE.xattr.eA", ["!!"]), ("SCHILY.dev", ["-1"]), ("uid", ["-1", "x"]),
    ]

    /// Some changes to an unpacked tar.
    mutating func change(tar: inout [UInt8]) {
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let headers = Tar.headers(in: tar)
            guard let header = headers.randomElement(using: &random) else { return }
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: changeHeader(&tar, header)
            case 5: tar.insert(contentsOf: paxHeader(), at: header)
            case 6: tar.removeLast(tar.count - Int.random(in: 0...tar.count, using: &random))
            case 7: copyBlocks(&tar, to: header)
            case 8:
                let end = min(tar.count, header + Tar.block * Int.random(in: 1...8, using: &random))
                tar.removeSubrange(header..<end)
            default: changeContent(&tar, header)
            }
        }
    }

    /// Bytes of a packed archive; its first ones seldom, or nothing would ever be unpacked.
    mutating func change(packed: inout [UInt8]) {
        for _ in 0..<Int.random(in: 1...4, using: &random) where !packed.isEmpty {
            let start = Int.random(in: 0..<8, using: &random) == 0 ? 0 : min(10, packed.count - 1)
            let at = Int.random(in: start..<packed.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0..<4: packed[at] = UInt8.random(in: 0...255, using: &random)
            case 4: packed.removeLast(packed.count - at)
            default: packed.insert(contentsOf: packed[at..<min(packed.count, at + 64)], at: at)
            }
        }
    }

    private mutating func changeHeader(_ tar: inout [UInt8], _ header: Int) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: Tar.put(Self.sizes.randomElement(using: &random) ?? "", into: &tar, at: header + 124, length: 12)
        case 1: tar[header + 156] = Self.types.randomElement(using: &random) ?? 0
        case 2:
            let name = Self.names.randomElement(using: &random) ?? ""
            Tar.put(name + "\0", into: &tar, at: header, length: 100)
        case 3: tar[header + 124] = 0x80 | UInt8.random(in: 0...255, using: &random)
        case 4: Tar.put("\0\0\0\0\0\0\0\0", into: &tar, at: header + 257, length: 8)
        default:
            let at = header + Int.random(in: 0..<Tar.block, using: &random)
            tar[at] = UInt8.random(in: 0...255, using: &random)
        }
        if Int.random(in: 0..<6, using: &random) > 0 { Tar.seal(&tar, at: header) }
    }

    private mutating func paxHeader() -> [UInt8] {
        var records: [(key: String, value: String)] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard let record = Self.records.randomElement(using: &random) else { continue }
            records.append((record.key, record.values.randomElement(using: &random) ?? ""))
        }
        return Tar.pax(records)
    }

    private mutating func copyBlocks(_ tar: inout [UInt8], to header: Int) {
        let from = Int.random(in: 0..<max(1, tar.count / Tar.block), using: &random) * Tar.block
        let end = min(tar.count, from + Tar.block * Int.random(in: 1...8, using: &random))
        tar.insert(contentsOf: tar[from..<end], at: header)
    }

    private mutating func changeContent(_ tar: inout [UInt8], _ header: Int) {
        let first = min(header + Tar.block, tar.count)
        for _ in 0..<Int.random(in: 1...16, using: &random) where first < tar.count {
            let at = Int.random(in: first..<min(tar.count, first + 4_096), using: &random)
            tar[at] = UInt8.random(in: 0...255, using: &random)
        }
    }
}
