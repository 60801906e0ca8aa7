import NodeModel

/// The lists of two snapshots of a node beside each other.
public struct ListChanges: Sendable {
    /// One view at both moments; both lists are complete and of one store.
    struct Pair: Sendable {
        var old: ListedView
        var new: ListedView
        var name: String { new.name }
    }

    public let comparison: ListComparison
    /// `docker` and the endpoint that the question is about, where their lists can be compared.
    let pairs: [Pair]

    public init(from old: Snapshot, to new: Snapshot) { self.init(from: Picture(old), to: Picture(new)) }

    init(from old: Picture, to new: Picture) {
        var pairs: [Pair] = []
        var obstacles: [String] = []
        func take(_ before: ListedView?, _ after: ListedView) {
            if let obstacle = Self.obstacle(before, after) {
                obstacles.append(obstacle)
            } else if let before {
                pairs.append(Pair(old: before, new: after))
            }
        }
        take(ListedView.docker(old), ListedView.docker(new))
        if let endpoint = new.cri {
            let before = old.endpoints.first { $0.name == endpoint.name && $0.path == endpoint.path }
            take(before.map { ListedView.cri(old, $0) }, ListedView.cri(new, endpoint))
        } else {
            obstacles.append("no CRI endpoint answered in the newer snapshot")
        }
        self.pairs = pairs
        comparison = ListComparison(
            views: pairs.map(\.name), obstacles: obstacles, changes: Self.changes(pairs))
    }

    /// Why a view's two lists say nothing of what was removed; nil where they do.
    private static func obstacle(_ old: ListedView?, _ new: ListedView) -> String? {
        guard let old else { return "\(new.name) was not there in the older snapshot, or led elsewhere" }
        if let gap = old.gap { return "the list of \(old.name) in the older snapshot \(gap)" }
        if let gap = new.gap { return "the list of \(new.name) in the newer snapshot \(gap)" }
        for (key, value) in new.identity.sorted(by: { $0.key < $1.key }) {
            guard let before = old.identity[key], before != value else { continue }
            return "\(new.name) lists another store than before: its \(key) was \(before) and is \(value)"
        }
        return nil
    }

    private static func changes(_ pairs: [Pair]) -> [ImageChange] {
        var seen: Set<String> = []
        var changes: [ImageChange] = []
        for pair in pairs {
            for image in pair.old.images + pair.new.images {
                let fate = pair.fate(of: image)
                guard fate != .stayed, seen.insert("\(pair.name) \(image.id)").inserted else { continue }
                var change = ImageChange(names: pair.names(of: image.id), id: image.id, fates: [pair.name: fate])
                for other in pairs where other.name != pair.name {
                    guard let there = other.twin(of: image) else {
                        change.fates[other.name] = .notListed
                        continue
                    }
                    seen.insert("\(other.name) \(there.id)")
                    change.fates[other.name] = other.fate(of: there)
                    change.names += other.names(of: there.id)
                }
                change.names = Set(change.names).sorted()
                changes.append(change)
            }
        }
        return changes.sorted { a, b in
            a.names == b.names ? a.id < b.id : a.names.lexicographicallyPrecedes(b.names)
        }
    }
}

extension ListChanges.Pair {
    /// What became of an image of either moment.
    func fate(of image: ListedView.Image) -> ImageFate {
        guard let before = old.image(image.id) else { return .arrived }
        if let after = new.image(image.id) {
            return after.names.isEmpty && !before.names.isEmpty ? .untagged : .stayed
        }
        let names = Set(before.names.map(ImageName.normalized))
        let isElsewhere = new.images.contains { other in
            other.names.contains { names.contains(ImageName.normalized($0)) }
        }
        return isElsewhere ? .replaced : .left
    }

    /// The image of this view that is the other view's image, at the later moment if it is there then.
    func twin(of image: ListedView.Image) -> ListedView.Image? {
        new.image(image.id) ?? old.image(image.id) ?? new.images.first { $0.matches(image) }
            ?? old.images.first { $0.matches(image) }
    }

    func names(of id: Digest) -> [String] {
        [old, new].flatMap { $0.image(id)?.names ?? [] }
    }
}
