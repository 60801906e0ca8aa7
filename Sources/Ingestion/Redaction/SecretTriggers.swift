/// Finds the places where some rule has to look. Ordinary text costs one table look-up a byte.
struct SecretTriggers: Sendable {
    static let shared = SecretTriggers(RedactionRule.all)

    struct Candidate: Sendable {
        var rule: RedactionRule
        /// Offset of the trigger's first byte.
        var start: Int
    }

    private struct Trigger: Sendable {
        var bytes: [UInt8]
        /// Where the pair that finds it is in `bytes`.
        var anchor: Int
        var ignoresCase: Bool
        var rule: RedactionRule
    }

    /// For each two bytes, the group of triggers that they may be part of; 0 for none.
    private var groups = [UInt8](repeating: 0, count: 1 << 16)
    private var triggers: [[Trigger]] = [[]]

    /// Pairs that are rare in what nodes print; a trigger without one is found by its first two bytes.
    private static let rare = ["ok", "ss", "ut", "ey", "wd", "pw", "ro", "rer", ":/", "-B", "ed", "-t", "ho"]

    init(_ rules: [RedactionRule]) {
        var indexOfPair: [Int: Int] = [:]
        for rule in rules {
            for text in rule.triggers {
                let bytes = Array(text.utf8)
                let anchor = Self.anchor(of: bytes)
                let trigger = Trigger(bytes: bytes, anchor: anchor, ignoresCase: rule.ignoresCase, rule: rule)
                for pair in Self.pairs(bytes[anchor], bytes[anchor + 1], ignoresCase: rule.ignoresCase) {
                    let index = indexOfPair[pair] ?? triggers.count
                    if index == triggers.count {
                        triggers.append([])
                        indexOfPair[pair] = index
                        groups[pair] = UInt8(index)
                    }
                    triggers[index].append(trigger)
                }
            }
        }
    }

    /// The next place at or after an offset where a trigger stands, and where to look on.
    func next(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> (candidates: [Candidate], next: Int)? {
        var at = max(from, 1)
        return groups.withUnsafeBufferPointer { groups in
            while let pair = Self.nextPair(in: bytes, from: at, groups) {
                let group = groups[Int(bytes[pair - 1]) << 8 | Int(bytes[pair])]
                at = pair + 1
                var candidates: [Candidate] = []
                for trigger in triggers[Int(group)] {
                    let start = at - 2 - trigger.anchor
                    if start >= 0, matches(trigger, bytes, start) {
                        candidates.append(Candidate(rule: trigger.rule, start: start))
                    }
                }
                if !candidates.isEmpty { return (candidates, at) }
            }
            return nil
        }
    }

    /// Where the second byte of a pair that has a group stands. Every byte of every capture comes by here.
    private static func nextPair(
        in bytes: UnsafeBufferPointer<UInt8>, from: Int, _ groups: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var at = from
        guard at < bytes.count else { return nil }
        var pair = Int(bytes[at &- 1])
        while at < bytes.count {
            pair = (pair & 0xFF) << 8 | Int(bytes[at])
            if groups[pair] != 0 { return at }
            at &+= 1
        }
        return nil
    }

    private func matches(_ trigger: Trigger, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        guard start + trigger.bytes.count <= bytes.count else { return false }
        for (offset, expected) in trigger.bytes.enumerated() {
            let byte = bytes[start + offset]
            guard byte == expected || trigger.ignoresCase && SecretText.lower(byte) == expected else { return false }
        }
        return true
    }

    private static func anchor(of bytes: [UInt8]) -> Int {
        for pair in rare.map({ Array($0.utf8) }) where pair.count == 2 {
            if let at = bytes.indices.dropLast().first(where: { bytes[$0] == pair[0] && bytes[$0 + 1] == pair[1] }) {
                return at
            }
        }
        return 0
    }

    private static func pairs(_ first: UInt8, _ second: UInt8, ignoresCase: Bool) -> Set<Int> {
        func both(_ byte: UInt8) -> [UInt8] {
            ignoresCase && (97...122).contains(byte) ? [byte, byte - 32] : [byte]
        }
        return Set(both(first).flatMap { a in both(second).map { Int(a) << 8 | Int($0) } })
    }
}
