import NodeModel

/// Removes secrets from captures before any parser sees them, as the collector did on the node: a bundle made by
/// hand is not trusted, and one that passed through other hands neither.
enum Redaction {
    /// Takes the secrets out of the bytes; returns how many each rule found. Lines keep their numbers. A secret with a
    /// quote in it may have hidden another one, so it looks again where it found any.
    static func redact(_ bytes: inout [UInt8], isFile: Bool = false) -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 1...8 {
            let found = redactOnce(&bytes, isFile: isFile)
            if found.isEmpty { break }
            counts.merge(found, uniquingKeysWith: +)
        }
        return counts
    }

    private static func redactOnce(_ bytes: inout [UInt8], isFile: Bool) -> [String: Int] {
        let edits = bytes.withUnsafeBufferPointer { Self.edits(in: SecretText(bytes: $0, isFile: isFile)) }
        guard !edits.isEmpty else { return [:] }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var counts: [String: Int] = [:]
        var at = 0
        for (range, rule, isQuoted) in edits {
            out += bytes[at..<range.lowerBound]
            out += (isQuoted ? "\"<redacted:\(rule)>\"" : "<redacted:\(rule)>").utf8
            out += bytes[range].filter { $0 == 10 }
            at = range.upperBound
            counts[rule, default: 0] += 1
        }
        out += bytes[at...]
        bytes = out
        return counts
    }

    /// Takes the secrets out of a capture's output and standard error; returns how many.
    static func redact(_ text: inout CaptureText) -> Int {
        _ = redactString(&text.command)
        return redact(&text.bytes, isFile: text.id.kind == "file").values.reduce(redactString(&text.errors), +)
    }

    /// Takes the secrets out of a capture's command line and message; returns how many the command line had: the
    /// message is a part of standard error, which is counted as such.
    static func redact(_ capture: inout Capture) -> Int {
        _ = redactString(&capture.message)
        return redactString(&capture.command)
    }

    /// Takes the secrets out of what a bundle says of itself: the node's name, its labels, what was wrong with its lists.
    static func redactNames(of snapshot: inout Snapshot) {
        _ = redactString(&snapshot.node)
        for key in snapshot.collector.labels.keys { _ = redactString(&snapshot.collector.labels[key, default: ""]) }
        for index in snapshot.issues.indices { _ = redactString(&snapshot.issues[index].message) }
    }

    /// Takes the secrets out of what was quoted for a deletion.
    static func redacted(_ deletion: DeletionObservation) -> DeletionObservation {
        var deletion = deletion
        _ = redactString(&deletion.source.quote)
        _ = redactString(&deletion.image)
        return deletion
    }

    private static func redactString(_ text: inout String) -> Int {
        guard !text.isEmpty else { return 0 }
        var bytes = Array(text.utf8)
        let count = redact(&bytes).values.reduce(0, +)
        if count > 0 { text = String(decoding: bytes, as: UTF8.self) }
        return count
    }

    /// What has to go, in order and without overlap.
    private static func edits(in text: SecretText) -> [(range: Range<Int>, rule: String, isQuoted: Bool)] {
        var text = text
        let triggers = SecretTriggers.shared
        var edits: [(range: Range<Int>, rule: String, isQuoted: Bool)] = []
        var at = 0
        while let found = triggers.next(in: text.bytes, from: at) {
            at = found.next
            for candidate in found.candidates {
                guard let range = candidate.rule.find(&text, candidate.start), !range.isEmpty else { continue }
                guard range.lowerBound >= edits.last?.range.upperBound ?? 0 else { continue }
                guard !text.isHarmless(range) else {
                    // A hostile run of names without a blank would be measured again from each of them.
                    if range.count > 4_096 { at = max(at, range.upperBound) }
                    continue
                }
                edits.append((range, candidate.rule.name, candidate.rule.name == "key" && text.needsQuotes(range)))
                at = max(at, range.upperBound)
                break
            }
        }
        return edits
    }
}
