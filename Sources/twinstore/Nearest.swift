import NodeModel

/// Names that somebody may have meant who wrote another.
enum Nearest {
    /// Names that are printed where none is near.
    private static let listed = 20

    /// At most three, the nearest first: what has the word in it, or differs in one letter of three at most.
    static func to(_ word: String, among names: [String]) -> [String] {
        let wanted = Array(word.lowercased().utf8)
        let found = names.compactMap { name in
            score(wanted, Array(name.lowercased().utf8)).map { (score: $0, name: name) }
        }
        return found.sorted { ($0.score, $0.name) < ($1.score, $1.name) }.prefix(3).map(\.name)
    }

    /// What follows `no node ‹word›`: near names, or all where they are few.
    ///
    /// - Parameter otherwise: what to say where there are too many.
    static func advice(for word: String, among names: [String], otherwise: String = "") -> String {
        let near = to(word, among: names).map { "`\(Text.visible($0))`" }
        if let last = near.last {
            let first = near.dropLast().joined(separator: ", ")
            return "; did you mean \(first.isEmpty ? last : "\(first) or \(last)")?"
        }
        guard names.count <= listed, !names.isEmpty else { return otherwise.isEmpty ? "" : "; \(otherwise)" }
        return "; there is \(names.map(Text.visible).joined(separator: ", "))"
    }

    /// How far a name is from the word, 0 for the same but for its case; nil for too far.
    private static func score(_ word: [UInt8], _ name: [UInt8]) -> Int? {
        guard !word.isEmpty else { return nil }
        if word == name { return 0 }
        if name.starts(with: word) { return 1 }
        if word.count >= 3, name.indices.contains(where: { name[$0...].starts(with: word) }) { return 2 }
        let limit = max(1, word.count / 3)
        guard abs(word.count - name.count) <= limit else { return nil }
        let distance = distance(word, name)
        return distance <= limit ? 2 + distance : nil
    }

    /// Letters to change, to add, to take away or to swap with the next (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
