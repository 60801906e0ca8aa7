import NodeModel

/// Images that are in more than one store, or in more than one list of one store.
enum ImageLayout {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let twice = judgement.images.filter { $0.stores.count > 1 }
        let once = judgement.images.filter { $0.stores.count <= 1 }
        var blocks: [Block] = []
        if !twice.isEmpty {
            blocks += [
                .heading(2, "Images in more than one store: \(twice.count)"), .table(table(twice, judgement)),
            ]
            blocks += [.list(reasons(twice, judgement)), identities(twice)]
        }
        if !once.isEmpty {
            blocks += [.heading(2, "Images that both lists show, stored once: \(once.count)")]
            blocks.append(.table(table(once, judgement, shown: 5)))
        }
        return blocks + conflicts(judgement)
    }

    /// What the first screen says of images without a table.
    static func facts(_ judgement: Judgement) -> [Fact] {
        let once = judgement.images.count { $0.stores.count <= 1 }
        let noun = Noun("image", "images")
        var facts = once == 0 ? [] : [Fact("Images", "\(noun.counted(once)) in both lists, stored once")]
        if judgement.verdict == .leftover, once < judgement.images.count {
            let twice = judgement.images.filter { $0.stores.count > 1 }
            let reasons = Phrase.joined(reasons(twice, nil).items, separator: "; ")
            facts.append(Fact("Images", "\(noun.counted(twice.count)) in the left-over store too; \(reasons)"))
        }
        return facts
    }

    /// The top of the table and why images may go or must stay. A store that is left over goes as a whole, or not.
    static func short(_ judgement: Judgement) -> [Block] {
        let twice = judgement.images.filter { $0.stores.count > 1 }
        guard !twice.isEmpty, judgement.verdict != .leftover else { return conflicts(judgement) }
        return [
            .heading(2, "Images in more than one store: \(twice.count)"),
            .table(table(twice, judgement, shown: 5)), .list(reasons(twice, judgement)),
        ] + conflicts(judgement)
    }

    private static func table(_ images: [SharedImage], _ judgement: Judgement, shown: Int = 10) -> Table {
        let stores = Set(images.flatMap(\.stores)).sorted()
        let titles = titles(stores, judgement.stores)
        let isWide = stores.count > 3
        let isTwice = images.contains { $0.stores.count > 1 }
        var columns: [Table.Column] = [.image(shrinksTo: 20)]
        let hasIDs = images.contains { $0.configDigest != nil }
        if hasIDs { columns.append(.text("id", dropOrder: 3)) }
        columns +=
            isWide
            ? [.text("sizes", shrinksTo: 12, dropOrder: 2)] : stores.map { .number(titles[$0] ?? $0, dropOrder: 2) }
        if isTwice { columns.append(.number("2nd copy")) }
        columns += [.text("used by", shrinksTo: 10, dropOrder: 1)]
        if isTwice { columns.append(.text("may go")) }
        // Largest waste first; a list of one store has no waste and stays by name.
        let sorted = images.sorted {
            ($1.duplicated?.bytes ?? -1, $0.names.first ?? "") < ($0.duplicated?.bytes ?? -1, $1.names.first ?? "")
        }
        let rows = sorted.map { image in
            var cells = [Phrase.code(name(image))]
            if hasIDs { cells.append(.code(image.configDigest?.short ?? "–")) }
            let sizes = stores.map { Phrase(image.sizes[$0].map { Bytes.text($0) } ?? "–") }
            cells += isWide ? [.joined(zip(stores, sizes).map { "\(titles[$0] ?? $0) \($1)" }, separator: ", ")] : sizes
            if isTwice { cells.append(Phrase(Bytes.text(image.duplicated))) }
            cells.append(Phrase(users(image, titles)))
            if isTwice { cells.append(Phrase(removable(image, judgement, titles))) }
            return Table.Row(cells: cells, bytes: shared(image))
        }
        return Table(columns: columns, rows: rows, shown: shown, noun: Noun("image", "images"))
    }

    /// Whose copy of it may go: never the kubelet's.
    private static func removable(_ image: SharedImage, _ judgement: Judgement, _ titles: [String: String]) -> String {
        guard image.removable else { return "no" }
        guard let kept = judgement.views.first(where: \.isKubelets)?.store, image.stores.contains(kept) else {
            return "yes"
        }
        return image.stores.filter { $0 != kept }.map { (titles[$0] ?? $0) + "'s" }.joined(separator: ", ")
    }

    /// Images share layers, so that adding them up gives a bound.
    private static func shared(_ image: SharedImage) -> ByteSum {
        guard let figure = image.duplicated else { return ByteSum() }
        return ByteSum(ByteFigure(bytes: figure.bytes, tier: .bound, formula: "", inputs: []))
    }

    private static func name(_ image: SharedImage) -> String {
        let shortest = image.names.min { ($0.count, $0) < ($1.count, $1) }
        guard let shortest else { return image.configDigest?.description ?? "without a name" }
        let others = Set(image.names.map(ImageName.normalized)).count - 1
        return others > 0 ? "\(shortest) +\(others)" : shortest
    }

    /// A column's title by store: the engine where the node has one store of it, for it is shorter.
    private static func titles(_ stores: [String], _ known: [Store]) -> [String: String] {
        var titles: [String: String] = [:]
        for id in stores {
            guard let engine = known.first(where: { $0.id == id })?.engine else { continue }
            if known.count(where: { $0.engine == engine || $0.id == engine.rawValue }) == 1 {
                titles[id] = engine.rawValue
            }
        }
        return titles
    }

    private static func users(_ image: SharedImage, _ titles: [String: String]) -> String {
        let counted = image.containers.filter { $0.value.total > 0 }.sorted { $0.key < $1.key }
        if counted.isEmpty {
            return image.inUseBy.isEmpty ? "–" : image.inUseBy.map { titles[$0] ?? $0 }.joined(separator: ", ")
        }
        return counted.map { "\(titles[$0.key] ?? $0.key) \($0.value.running)/\($0.value.total)" }.joined(
            separator: ", ")
    }

    /// Why images may go or must stay, each reason once, and how to read the table of the judgement's.
    private static func reasons(_ images: [SharedImage], _ judgement: Judgement?) -> Items {
        var counts: [String: Int] = [:]
        for image in images where !image.reason.isEmpty {
            counts[(image.removable ? "may go: " : "stays: ") + image.reason, default: 0] += 1
        }
        var items = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count -> Phrase in
            "\(Noun("image", "images").counted(count)) \(reason)"
        }
        let weak = images.count { $0.join == .name }
        if weak > 0 {
            let noun = Noun("image is", "images are").counted(weak)
            items.append("\(noun) joined by name only: the content may differ")
        }
        if let judgement { items += legend(images, judgement) }
        return Items(items: items, shown: 7, noun: Noun("reason", "reasons"))
    }

    private static func legend(_ images: [SharedImage], _ judgement: Judgement) -> [Phrase] {
        var legend: [String] = []
        if let total = judgement.duplicatedBytes, ByteSum(images.map(\.duplicated)).bytes > total.bytes {
            legend.append("2nd copies together: \(Bytes.text(total)), shared layers counted once")
        }
        if images.contains(where: { $0.containers.values.contains { $0.total > 0 } }) {
            legend.append("used by: running/all containers")
        }
        let stores = Set(images.flatMap(\.stores)).sorted()
        let sizes = SizeMeaning.words(stores, judgement, titles: titles(stores, judgement.stores))
        if !sizes.isEmpty { legend.append(sizes) }
        return legend.isEmpty ? [] : [.muted(legend.joined(separator: "; "))]
    }

    /// What a table has no room for.
    private static func identities(_ images: [SharedImage]) -> Block {
        let items = images.map { image -> Phrase in
            let names = image.names.isEmpty ? ["without a name"] : image.names.map { Phrase.code($0) }
            let id = image.configDigest.map { Phrase.code($0.description) } ?? "ID not known"
            return "\(.joined(names, separator: ", ")): \(id), joined by \(image.join.title)"
        }
        let list = Items(items: items, shown: 50, noun: Noun("image", "images"))
        return .details(summary: "Full names and IDs", blocks: [.list(list)], inText: false)
    }

    private static func conflicts(_ judgement: Judgement) -> [Block] {
        guard !judgement.nameConflicts.isEmpty else { return [] }
        let items = judgement.nameConflicts.map { conflict -> Phrase in
            let ids = conflict.ids.sorted { $0.key < $1.key }.map { "\($0.key) \(code: $0.value.short)" as Phrase }
            return "\(code: conflict.name): \(.joined(ids, separator: ", "))"
        }
        return [
            .heading(2, "One name, different content: not stored twice"),
            .list(Items(items: items, shown: 5, noun: Noun("name", "names"))),
        ]
    }
}

extension Join {
    var title: String {
        switch self {
        case .configDigest: "config digest"
        case .repoDigest: "repository digest"
        case .containerdMap: "containerd's map from config to target"
        case .diffIDs: "layers"
        case .name: "name only"
        }
    }
}
