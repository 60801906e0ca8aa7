import CLibyaml
import NodeModel

/// YAML by libyaml's events: no tree, no types, no expansion beyond `Limits.flatEntries`.
enum YAML {
    /// Every scalar of every document in the bytes; what came before a fault is kept.
    static func entries(_ bytes: [UInt8]) -> FlatDocument {
        var walk = YAMLWalk()
        guard bytes.count <= Limits.configurationBytes else {
            walk.flat.stop(line: 1, "longer than \(Limits.configurationBytes) bytes, not read")
            return walk.flat
        }
        // The parser keeps pointers to itself, so it must not move.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            walk.flat.stop(line: 1, "libyaml could not start")
            return walk.flat
        }
        defer { yaml_parser_delete(parser) }
        let text = readable(bytes)
        text.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            while walk.next(parser) {}
        }
        return walk.flat
    }

    /// libyaml refuses a whole buffer for one bad byte, so bytes that are not text are replaced first.
    private static func readable(_ bytes: [UInt8]) -> [UInt8] {
        let plain = bytes.allSatisfy { $0 >= 32 && $0 < 127 || $0 == 9 || $0 == 10 || $0 == 13 }
        if plain { return bytes }
        var out = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 9, 10, 13, 32..<127, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...: out.append(scalar)
            default: out.append("\u{FFFD}")
            }
        }
        return Array(String(out).utf8)
    }
}

/// The state of one walk over the events: which mapping or list is open, and at which path.
private struct YAMLWalk {
    private struct Level {
        var path: String
        var isMapping: Bool
        /// The key that waits for its value; nil where a key comes next.
        var key: String?
        var anchor: String?
        var firstEntry: Int
    }

    var flat = FlatDocument()
    private var levels: [Level] = []
    /// What an anchor stands for: its path and its entries.
    private var anchors: [String: (path: String, entries: Range<Int>)] = [:]

    /// Reads one event; false at the end or at a fault.
    mutating func next(_ parser: UnsafeMutablePointer<yaml_parser_t>) -> Bool {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not YAML"
            flat.stop(line: Int(parser.pointee.problem_mark.line) + 1, problem)
            return false
        }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        switch event.type {
        case YAML_STREAM_END_EVENT: return false
        case YAML_DOCUMENT_START_EVENT:
            levels = []
            anchors = [:]
        case YAML_MAPPING_START_EVENT: open(isMapping: true, text(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_START_EVENT: open(isMapping: false, text(event.data.sequence_start.anchor))
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: close()
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            take(String(decoding: bytes, as: UTF8.self), line, text(scalar.anchor))
        case YAML_ALIAS_EVENT: expand(text(event.data.alias.anchor) ?? "", line)
        default: break
        }
        if levels.count > Limits.configurationDepth {
            flat.stop(line: line, "nested deeper than \(Limits.configurationDepth) levels, the rest is not read")
        } else if flat.entries.count >= Limits.flatEntries {
            flat.stop(line: line, "more than \(Limits.flatEntries) values, the rest is not read")
        }
        return flat.fault == nil
    }

    /// Path of the value that comes next. `<<` merges, so it is no step of the path.
    private var path: String {
        guard let level = levels.last else { return "" }
        guard level.isMapping, let key = level.key, key != "<<" else { return level.path }
        return FlatDocument.join(level.path, key)
    }

    private var expectsKey: Bool { levels.last.map { $0.isMapping && $0.key == nil } ?? false }

    private mutating func open(isMapping: Bool, _ anchor: String?) {
        // A mapping or list as a key has no name that a parser could ask for.
        if expectsKey { levels[levels.count - 1].key = "?" }
        levels.append(
            Level(
                path: limited(path), isMapping: isMapping, key: nil, anchor: anchor, firstEntry: flat.entries.count))
    }

    private mutating func close() {
        guard let level = levels.popLast() else { return }
        if let anchor = level.anchor { anchors[anchor] = (level.path, level.firstEntry..<flat.entries.count) }
        endValue()
    }

    private mutating func take(_ value: String, _ line: Int, _ anchor: String?) {
        if expectsKey {
            levels[levels.count - 1].key = value
            return
        }
        flat.entries.append(FlatEntry(path: limited(path), value: value, line: line))
        if let anchor { anchors[anchor] = (path, flat.entries.count - 1..<flat.entries.count) }
        endValue()
    }

    private mutating func expand(_ name: String, _ line: Int) {
        if expectsKey {
            levels[levels.count - 1].key = "*" + name
            return
        }
        if let anchor = anchors[name] {
            for index in anchor.entries where flat.entries.count < Limits.flatEntries {
                let entry = flat.entries[index]
                let rest = entry.path.dropFirst(anchor.path.count)
                let tail = path.isEmpty && rest.hasPrefix(".") ? rest.dropFirst() : rest
                flat.entries.append(FlatEntry(path: limited(path + tail), value: entry.value, line: line))
            }
        }
        endValue()
    }

    private mutating func endValue() {
        if levels.last?.isMapping == true { levels[levels.count - 1].key = nil }
    }

    /// Long keys in deep levels would make the paths together much larger than the text.
    private func limited(_ path: String) -> String {
        path.utf8.count <= Limits.pathLength
            ? path : String(decoding: path.utf8.prefix(Limits.pathLength), as: UTF8.self)
    }

    private func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        name.map { String(cString: $0) }
    }
}
