import CRapidJSON
import Glibc

/// A parsed JSON text. What came before a fault or a cut is kept, and `isComplete` says so.
final class JSONDocument: Sendable {
    nonisolated(unsafe) private let tape: twinstore_json_tape
    /// Whether the whole value was read.
    var isComplete: Bool { tape.faulty == 0 }
    /// Offset in the input of the first byte after the value, or of the fault.
    var end: Int { tape.end }

    init(_ bytes: ArraySlice<UInt8>, maxNodes: Int = Limits.jsonNodes) {
        tape = bytes.withUnsafeBytes {
            twinstore_json_parse($0.bindMemory(to: CChar.self).baseAddress, $0.count, maxNodes)
        }
    }

    deinit { twinstore_json_free(tape) }

    /// The outermost value; nil where there is none.
    var root: JSON? { tape.count > 0 ? JSON(document: self, index: 0) : nil }

    fileprivate func node(_ index: Int) -> twinstore_json_node { tape.nodes[index] }
    fileprivate var count: Int { tape.count }
    /// Whether the node's text is that key, without making a string of it.
    fileprivate func holds(_ node: twinstore_json_node, _ key: String) -> Bool {
        guard let start = tape.text, Int(node.length) == key.utf8.count else { return false }
        return key.utf8.withContiguousStorageIfAvailable {
            $0.baseAddress.map { memcmp($0, start + Int(node.offset), Int(node.length)) == 0 } ?? true
        } ?? false
    }
    fileprivate func text(_ node: twinstore_json_node) -> String {
        guard let start = tape.text else { return "" }
        let bytes = UnsafeRawBufferPointer(start: start + Int(node.offset), count: Int(node.length))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// One value of a JSON document.
struct JSON {
    fileprivate let document: JSONDocument
    fileprivate let index: Int
    private var node: twinstore_json_node { document.node(index) }
    private var kind: UInt32 { UInt32(node.kind) }

    /// Offset of the value in the input, for line numbers.
    var position: Int { Int(node.position) }

    /// The text of a string or a number.
    var string: String? {
        kind == twinstore_json_string.rawValue || kind == twinstore_json_number.rawValue ? document.text(node) : nil
    }

    /// A number, or a string that holds one: crictl prints sizes as strings.
    var integer: Int64? { string.flatMap { Int64($0) } }

    var bool: Bool? {
        switch kind {
        case twinstore_json_true.rawValue: true
        case twinstore_json_false.rawValue: false
        default: nil
        }
    }

    /// The elements of an array; empty for anything else.
    var elements: [JSON] {
        guard kind == twinstore_json_array.rawValue else { return [] }
        return children
    }

    /// The members of an object, in the order of the text; empty for anything else.
    var members: [(key: String, value: JSON)] {
        guard kind == twinstore_json_object.rawValue else { return [] }
        let parts = children
        return stride(from: 0, to: parts.count - 1, by: 2).map { (document.text(parts[$0].node), parts[$0 + 1]) }
    }

    var isObject: Bool { kind == twinstore_json_object.rawValue }
    var isArray: Bool { kind == twinstore_json_array.rawValue }

    /// The first member of that name.
    subscript(_ key: String) -> JSON? {
        guard isObject else { return nil }
        var at = index + 1
        let end = min(Int(node.next), document.count)
        while at + 1 < end {
            if document.holds(document.node(at), key) { return JSON(document: document, index: at + 1) }
            at = max(at + 2, Int(document.node(at + 1).next))
        }
        return nil
    }

    private var children: [JSON] {
        var list: [JSON] = []
        var at = index + 1
        let end = Int(node.next)
        while at < end, at < document.count {
            list.append(JSON(document: document, index: at))
            at = max(at + 1, Int(document.node(at).next))
        }
        return list
    }
}
