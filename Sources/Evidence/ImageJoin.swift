import NodeModel

/// One image across the stores that hold it.
struct JoinedImage: Sendable {
    /// Index of its record by index of the store.
    var members: [Int: Int]
    /// The weakest link that joined it.
    var join: Join
}

/// Joins images across stores: config digest, then repo digest, then containerd's map from config to target, then
/// layers; names only where nothing else can tell, and only what nothing else has joined.
enum ImageJoin {
    static func join(_ stores: [StorePicture]) -> (joined: [JoinedImage], conflicts: [NameConflict]) {
        let groups = joinByContent(stores)
        let names = Names(stores, groups)
        return (names.joined, names.conflicts)
    }

    private static func joinByContent(_ stores: [StorePicture]) -> [JoinedImage] {
        var groups: [JoinedImage] = []
        // An image whose config is known joins by it, or with a group that has a record without a whole one.
        var holders: [Digest: [Int]] = [:]
        var open: Set<Int> = []
        func candidates(_ config: Digest?) -> [Int] {
            guard let config, config.isWhole else { return Array(groups.indices) }
            let known = holders[config] ?? []
            return open.isEmpty ? known : open.union(known).sorted()
        }
        for (storeIndex, store) in stores.enumerated() {
            for (imageIndex, image) in store.images.enumerated() {
                var best: (group: Int, link: Join)?
                for groupIndex in candidates(image.config) where groups[groupIndex].members[storeIndex] == nil {
                    for (otherStore, otherIndex) in groups[groupIndex].members {
                        guard let link = link(image, stores[otherStore].images[otherIndex]) else { continue }
                        if best == nil || rank(link) < rank(best?.link ?? .name) { best = (groupIndex, link) }
                    }
                }
                if let best {
                    groups[best.group].members[storeIndex] = imageIndex
                    if rank(groups[best.group].join) < rank(best.link) { groups[best.group].join = best.link }
                } else {
                    groups.append(JoinedImage(members: [storeIndex: imageIndex], join: .configDigest))
                }
                let place = best?.group ?? groups.count - 1
                if let config = image.config, config.isWhole {
                    if holders[config]?.contains(place) != true { holders[config, default: []].append(place) }
                } else {
                    open.insert(place)
                }
            }
        }
        return groups
    }

    /// What joins the content of two records, strongest first; nil where they are two images or nothing can tell.
    static func link(_ a: StoreImage, _ b: StoreImage) -> Join? {
        if let first = a.config, let second = b.config { return first.matches(second) ? .configDigest : nil }
        if haveOne(a.targets, b.targets) {
            return a.config == nil || b.config == nil ? .repoDigest : .containerdMap
        }
        // The same layers can carry two configs: without a name in common they are two images.
        guard let first = a.diffIDs, let second = b.diffIDs, !first.isEmpty, first == second else { return nil }
        let names = Set(a.names.map(ImageName.normalized))
        let isOneName =
            a.names.isEmpty || b.names.isEmpty || b.names.contains { names.contains(ImageName.normalized($0)) }
        return isOneName ? .diffIDs : nil
    }

    /// Whether two sets of digests have one in common, as far as tables printed them.
    private static func haveOne(_ a: Set<Digest>, _ b: Set<Digest>) -> Bool {
        if !a.isDisjoint(with: b) { return true }
        guard a.contains(where: { !$0.isWhole }) || b.contains(where: { !$0.isWhole }) else { return false }
        return a.contains { one in b.contains { $0.matches(one) } }
    }

    private static func rank(_ join: Join) -> Int { Join.allCases.firstIndex(of: join) ?? 0 }

    /// What the names of images add that no content has joined: a weak join where nothing tells them apart, and a
    /// conflict where something does.
    private struct Names {
        var joined: [JoinedImage]
        var conflicts: [NameConflict] = []

        init(_ stores: [StorePicture], _ groups: [JoinedImage]) {
            joined = groups
            var holders: [String: [Int]] = [:]
            for (index, group) in groups.enumerated() {
                for (store, image) in group.members {
                    for name in stores[store].images[image].names {
                        let whole = ImageName.normalized(name)
                        if holders[whole]?.last != index { holders[whole, default: []].append(index) }
                    }
                }
            }
            var gone: Set<Int> = []
            var found: Set<NameConflict> = []
            for (name, indices) in holders.filter({ $0.value.count > 1 }).sorted(by: { $0.key < $1.key }) {
                for (place, first) in indices.enumerated() where !gone.contains(first) {
                    for second in indices[(place + 1)...] where !gone.contains(second) {
                        let areApart = Set(joined[first].members.keys).isDisjoint(with: joined[second].members.keys)
                        guard areApart else { continue }
                        if let conflict = Self.conflict(name, groups[first], groups[second], stores) {
                            found.insert(conflict)
                        } else if !Self.areTold(apart: joined[first], joined[second], stores) {
                            joined[first].members.merge(joined[second].members) { own, _ in own }
                            joined[first].join = .name
                            gone.insert(second)
                        }
                    }
                }
            }
            joined = joined.indices.filter { !gone.contains($0) }.map { joined[$0] }
            conflicts = found.sorted { ($0.name, Self.key($0)) < ($1.name, Self.key($1)) }
        }

        private static func conflict(
            _ name: String, _ a: JoinedImage, _ b: JoinedImage, _ stores: [StorePicture]
        ) -> NameConflict? {
            func holder(_ group: JoinedImage) -> (store: Int, image: StoreImage)? {
                let members = group.members.sorted { $0.key < $1.key }.map { ($0.key, stores[$0.key].images[$0.value]) }
                return members.first { $0.1.config != nil && $0.1.names.map(ImageName.normalized).contains(name) }
            }
            guard let first = holder(a), let second = holder(b), let one = first.image.config,
                let other = second.image.config
            else { return nil }
            let ids = (stores[first.store].id, stores[second.store].id)
            // Hostile bundles can name two stores alike; a conflict needs two that can be told apart.
            guard ids.0 != ids.1 else { return nil }
            let printed = first.image.names.sorted().first { ImageName.normalized($0) == name } ?? name
            return NameConflict(
                name: printed, ids: [ids.0: one, ids.1: other])
        }

        /// Whether two groups are known to be of different content.
        private static func areTold(apart a: JoinedImage, _ b: JoinedImage, _ stores: [StorePicture]) -> Bool {
            let first = a.members.compactMap { stores[$0.key].images[$0.value] }
            let second = b.members.compactMap { stores[$0.key].images[$0.value] }
            if first.contains(where: { $0.config != nil }), second.contains(where: { $0.config != nil }) { return true }
            let (one, other) = (first.compactMap(\.diffIDs).first, second.compactMap(\.diffIDs).first)
            return one != nil && other != nil && one != other
        }

        private static func key(_ conflict: NameConflict) -> String {
            conflict.ids.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
        }
    }
}
