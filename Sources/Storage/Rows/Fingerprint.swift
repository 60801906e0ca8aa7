import Glibc
import NodeModel

/// Bytes as a dictionary's key: texts that differ only in their Unicode form stay two.
struct ByteKey: Hashable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ text: String) { bytes = Array(text.utf8) }

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

    // At once, not byte by byte as arrays are compared.
    static func == (a: ByteKey, b: ByteKey) -> Bool {
        a.bytes.count == b.bytes.count
            && a.bytes.withUnsafeBytes { x in
                b.bytes.withUnsafeBytes { y in
                    guard let x = x.baseAddress, let y = y.baseAddress else { return true }
                    return memcmp(x, y, a.bytes.count) == 0
                }
            }
    }
}

/// Numbers that were looked up already, in bounded memory: when it is full, it starts again.
struct IDCache {
    /// Bytes of keys; twelve tables have a cache each.
    static let limit = 1 << 20

    private var ids: [ByteKey: Int64] = [:]
    private var size = 0

    mutating func removeAll() {
        ids.removeAll(keepingCapacity: true)
        size = 0
    }

    subscript(key: ByteKey) -> Int64? {
        get { ids[key] }
        set {
            // An array's header and the table's slot cost about as much as a short text.
            size += key.bytes.count + 64
            if size > Self.limit { removeAll() }
            ids[key] = newValue
        }
    }
}

/// An unambiguous encoding of values: equal bytes, and so an equal hash, only for equal values.
struct Fingerprint {
    private(set) var bytes: [UInt8] = []

    /// The first half of SHA-256 of what was added.
    var hash: [UInt8] { Array(Digest.sha256Bytes(bytes).prefix(16)) }

    mutating func add(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 {
            add(Int64($0.count))
            bytes.append(contentsOf: $0)
        }
    }

    mutating func add(_ value: FactValue) {
        switch value {
        case .null: bytes.append(0)
        case .integer(let number):
            bytes.append(1)
            add(number)
        case .text(let text), .word(let text):
            bytes.append(2)
            add(text)
        case .blob(let blob):
            bytes.append(3)
            add(Int64(blob.count))
            bytes += blob
        case .words(let list):
            bytes.append(4)
            add(Int64(list.count))
            for text in list { add(text) }
        case .digest(let digest):
            bytes.append(5)
            add(digest.hex)
        case .digests(let list):
            bytes.append(6)
            add(Int64(list.count))
            for digest in list { add(digest.hex) }
        case .settingKey(let key):
            bytes.append(7)
            add(key.rawValue)
        case .capture(let capture):
            bytes.append(8)
            add(capture.name)
        }
    }
}
