import NodeModel

/// One image across the stores that hold it.
struct JoinedImage: Sendable {
    /// Index of its record by index of the store.
    var members: [Int: Int]
    /// The weakest link that joined it.
    var join: Join
}

/// Joins images across stores: config digest, then repo digest, then containerd's map from config to target, then
/// layers; names only where nothing else can tell.
enum ImageJoin {
    static func join(_ stores: [StorePicture]) -> (joined: [JoinedImage], conflicts: [NameConflict]) {
        var groups: [JoinedImage] = []
        var conflicts: Set<NameConflict> = []
        for (storeIndex, store) in stores.enumerated() {
            for (imageIndex, image) in store.images.enumerated() {
                var best: (group: Int, link: Join)?
                for (groupIndex, group) in groups.enumerated() where group.members[storeIndex] == nil {
                    for (otherStore, otherIndex) in group.members {
                        let other = stores[otherStore].images[otherIndex]
                        guard let link = link(image, other) else {
                            if let name = conflict(image, other) {
                                conflicts.insert(
                                    NameConflict(name: name, ids: ids(image, store.id, other, stores[otherStore].id)))
                            }
                            continue
                        }
                        if best == nil || rank(link) < rank(best?.link ?? .name) { best = (groupIndex, link) }
                    }
                }
                if let best {
                    groups[best.group].members[storeIndex] = imageIndex
                    if rank(groups[best.group].join) < rank(best.link) { groups[best.group].join = best.link }
                } else {
                    groups.append(JoinedImage(members: [storeIndex: imageIndex], join: .configDigest))
                }
            }
        }
        return (groups, conflicts.sorted { ($0.name, $0.ids.description) < ($1.name, $1.ids.description) })
    }

    /// What joins two records, strongest first; nil where they are two images or nothing can tell.
    static func link(_ a: StoreImage, _ b: StoreImage) -> Join? {
        if let first = a.config, let second = b.config {
            if first.matches(second) { return .configDigest }
            if first.isWhole, second.isWhole { return nil }
        }
        if !a.targets.isDisjoint(with: b.targets) {
            return a.config == nil || b.config == nil ? .repoDigest : .containerdMap
        }
        if let first = a.diffIDs, let second = b.diffIDs, !first.isEmpty { return first == second ? .diffIDs : nil }
        let comparable = (a.config != nil && b.config != nil) || (!a.targets.isEmpty && !b.targets.isEmpty)
        if comparable, a.config != nil, b.config != nil { return nil }
        return sharedName(a, b) == nil ? nil : .name
    }

    private static func rank(_ join: Join) -> Int { Join.allCases.firstIndex(of: join) ?? 0 }

    private static func sharedName(_ a: StoreImage, _ b: StoreImage) -> String? {
        let others = Set(b.names.map(ImageName.normalized))
        return a.names.sorted().first { others.contains(ImageName.normalized($0)) }
    }

    /// The name that both carry although their content differs.
    private static func conflict(_ a: StoreImage, _ b: StoreImage) -> String? {
        guard let first = a.config, let second = b.config, !first.matches(second) else { return nil }
        return sharedName(a, b)
    }

    private static func ids(_ a: StoreImage, _ aStore: String, _ b: StoreImage, _ bStore: String) -> [String: Digest] {
        [(aStore, a.config), (bStore, b.config)].reduce(into: [:]) { ids, pair in
            if let digest = pair.1 { ids[pair.0] = digest }
        }
    }
}
