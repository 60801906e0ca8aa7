/// Tar archives made byte by byte, so that they can be as wrong as no tar program would make them.
enum Tar {
    static let block = 512

    static func archive(_ members: [(path: String, bytes: [UInt8])]) -> [UInt8] {
        members.flatMap { member($0.path, $0.bytes) } + [UInt8](repeating: 0, count: 2 * block)
    }

    /// A member behind its header; a path of more than 100 bytes is cut.
    static func member(_ path: String, _ bytes: [UInt8], type: Character = "0") -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        put(path, into: &header, at: 0, length: 100)
        put("0000644\0" + "0000000\0" + "0000000\0", into: &header, at: 100, length: 24)
        put(octal(bytes.count) + "\0", into: &header, at: 124, length: 12)
        put(octal(1_795_464_451) + "\0" + "        ", into: &header, at: 136, length: 20)
        put(String(type), into: &header, at: 156, length: 1)
        put("ustar\u{0}00", into: &header, at: 257, length: 8)
        seal(&header, at: 0)
        return header + bytes + [UInt8](repeating: 0, count: (block - bytes.count % block) % block)
    }

    /// A pax header for the member that follows it.
    static func pax(_ records: [(key: String, value: String)]) -> [UInt8] {
        let body = records.flatMap { key, value in
            let rest = " \(key)=\(value)\n".utf8.count
            let length = rest + String(rest + String(rest).utf8.count).utf8.count
            return Array("\(length) \(key)=\(value)\n".utf8)
        }
        return member("PaxHeaders/x", body, type: "x")
    }

    /// Where headers begin, as far as the sizes in them tell.
    static func headers(in archive: [UInt8]) -> [Int] {
        var found: [Int] = []
        var at = 0
        while at + block <= archive.count, archive[at] != 0 {
            found.append(at)
            let size = archive[at + 124..<at + 135].reduce(0) { sum, byte in
                (48...55).contains(byte) ? sum &* 8 &+ Int(byte - 48) : sum
            }
            at += block + (size + block - 1) / block * block
        }
        return found
    }

    /// Writes the header's check sum anew.
    static func seal(_ archive: inout [UInt8], at header: Int) {
        guard header + block <= archive.count else { return }
        for index in header + 148..<header + 156 { archive[index] = 32 }
        let sum = archive[header..<header + block].reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6) + "\0 ", into: &archive, at: header + 148, length: 8)
    }

    static func put(_ text: String, into bytes: inout [UInt8], at start: Int, length: Int) {
        for (offset, byte) in text.utf8.prefix(length).enumerated() where start + offset < bytes.count {
            bytes[start + offset] = byte
        }
    }

    private static func octal(_ value: Int, digits: Int = 11) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
