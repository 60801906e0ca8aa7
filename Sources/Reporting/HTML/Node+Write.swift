import NodeModel

extension HTML {
    /// Appends the node's bytes.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.escape(text, into: &bytes)
        case .style(let parts):
            bytes += "\n<style>".utf8
            for part in parts { part.withUTF8Buffer { bytes += $0 } }
            bytes += "</style>".utf8
        case .lineBreak: bytes.append(UInt8(ascii: "\n"))
        case .many(let nodes): for node in nodes { node.write(to: &bytes) }
        case .element(let tag, let attributes, let children):
            Self.open(tag, attributes, into: &bytes)
            if tag.isVoid || tag.isShape && children.isEmpty {
                bytes += (tag.isShape ? "/>" : ">").utf8
                return
            }
            bytes.append(UInt8(ascii: ">"))
            for child in children { child.write(to: &bytes) }
            bytes += "</".utf8
            bytes += tag.rawValue.utf8
            bytes.append(UInt8(ascii: ">"))
        }
    }

    private static func open(_ tag: Tag, _ attributes: [Attribute], into bytes: inout [UInt8]) {
        if tag.startsLine { bytes.append(UInt8(ascii: "\n")) }
        bytes.append(UInt8(ascii: "<"))
        bytes += tag.rawValue.utf8
        for attribute in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += attribute.name.utf8
            bytes += "=\"".utf8
            escape(attribute.value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// For text and for attributes in double quotes alike; what hides or turns text is made visible first.
    static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in Text.visible(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
    }
}
