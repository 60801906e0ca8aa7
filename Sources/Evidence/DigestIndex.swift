import NodeModel

/// A list of IDs that is asked many times where another one, whole or cut, is in it.
struct DigestIndex: Sendable {
    /// The first place of each whole ID.
    private var whole: [Digest: Int] = [:]
    /// The other places, in order: of IDs that were cut or come again.
    private var others: [Int] = []
    private let ids: [Digest?]

    /// - Parameter ids: nil for what has none, which is never found.
    init(_ ids: some Sequence<Digest?>) {
        self.ids = Array(ids)
        for (place, id) in self.ids.enumerated() {
            guard let id else { continue }
            if id.isWhole, whole[id] == nil { whole[id] = place } else { others.append(place) }
        }
    }

    /// The first place of an ID that matches.
    func first(matching id: Digest?) -> Int? {
        guard let id else { return nil }
        guard id.isWhole else { return ids.firstIndex { $0?.matches(id) ?? false } }
        let other = others.first { ids[$0]?.matches(id) ?? false }
        guard let place = whole[id] else { return other }
        return other.map { min($0, place) } ?? place
    }

    /// The places of every ID that matches, in order.
    func all(matching id: Digest?) -> [Int] {
        guard let id else { return [] }
        guard id.isWhole else { return ids.indices.filter { ids[$0]?.matches(id) ?? false } }
        return ([whole[id]].compactMap { $0 } + others.filter { ids[$0]?.matches(id) ?? false }).sorted()
    }
}
