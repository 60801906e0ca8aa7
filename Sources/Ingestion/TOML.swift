import CTomlPlusPlus

/// TOML through toml++, which checks the whole text before it gives a value.
enum TOML {
    /// Times that the text is cut before a fault and read again, to keep what came before it.
    private static let attempts = 32

    /// Every scalar of the text; what came before a fault is kept.
    static func entries(_ bytes: [UInt8]) -> FlatDocument {
        var flat = FlatDocument()
        guard bytes.count <= Limits.configurationBytes else {
            flat.stop(line: 1, "longer than \(Limits.configurationBytes) bytes, not read")
            return flat
        }
        if let line = lineOfDeepKey(bytes) {
            flat.stop(line: line, "keys nested deeper than \(Limits.configurationDepth) levels, not read")
            return flat
        }
        flat = read(bytes[...])
        guard let fault = flat.fault else { return flat }
        // The line of the fault first; a list or text that it left open is then shortened line by line.
        var end = offset(ofLine: fault.line, in: bytes)
        for _ in 0..<attempts where end > 0 {
            let shorter = read(bytes[..<end])
            if shorter.fault == nil {
                flat.entries = shorter.entries
                break
            }
            end = (bytes[..<(end - 1)].lastIndex(of: 10) ?? -1) + 1
        }
        return flat
    }

    private static func read(_ bytes: ArraySlice<UInt8>) -> FlatDocument {
        var flat = FlatDocument()
        var message = [CChar](repeating: 0, count: 256)
        let fault = withUnsafeMutablePointer(to: &flat.entries) { entries in
            bytes.withUnsafeBytes { input in
                twinstore_toml_parse(
                    input.bindMemory(to: CChar.self).baseAddress, input.count, entries,
                    { context, path, value, length, line in
                        guard let list = context?.assumingMemoryBound(to: [FlatEntry].self), let path else { return 1 }
                        let text = UnsafeRawBufferPointer(start: value, count: length)
                        list.pointee.append(
                            FlatEntry(
                                path: String(cString: path), value: String(decoding: text, as: UTF8.self),
                                line: Int(line)))
                        return list.pointee.count < Limits.flatEntries ? 0 : 1
                    }, &message, message.count)
            }
        }
        if fault > 0 {
            flat.entries = []
            flat.stop(
                line: Int(fault),
                String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        } else if flat.entries.count >= Limits.flatEntries {
            flat.stop(
                line: flat.entries.last?.line ?? 1, "more than \(Limits.flatEntries) values, the rest is not read")
        }
        // Tables come sorted by key; readers expect the order of the text.
        flat.entries = flat.entries.enumerated().sorted {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }.map(\.element)
        return flat
    }

    /// toml++ bounds nested values but not dotted keys, whose tables it builds and frees by recursion.
    private static func lineOfDeepKey(_ bytes: [UInt8]) -> Int? {
        var line = 1
        var dots = 0
        for byte in bytes {
            if byte == 10 {
                line += 1
                dots = 0
            } else if byte == UInt8(ascii: ".") {
                dots += 1
                if dots > 4 * Limits.configurationDepth { return line }
            }
        }
        return nil
    }

    private static func offset(ofLine line: Int, in bytes: [UInt8]) -> Int {
        var current = 1
        for (offset, byte) in bytes.enumerated() where byte == 10 {
            if current >= line { break }
            current += 1
            if current == line { return offset + 1 }
        }
        return 0
    }
}
