import NodeModel

/// Images that are in more than one store, or in more than one list of one store.
enum ImageLayout {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let twice = judgement.images.filter { $0.stores.count > 1 }
        let once = judgement.images.filter { $0.stores.count <= 1 }
        var blocks: [Block] = []
        if !twice.isEmpty {
            blocks += [
                .heading(2, "Images in more than one store: \(twice.count)"), .table(table(twice, judgement.stores)),
            ]
            blocks += [.list(reasons(twice, of: judgement.duplicatedBytes)), identities(twice)]
        }
        if !once.isEmpty {
            blocks += [.heading(2, "Images that both lists show, stored once: \(once.count)")]
            blocks.append(.table(table(once, judgement.stores, shown: 5)))
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
            let reasons = Phrase.joined(reasons(twice, of: nil, isShort: true).items, separator: "; ")
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
            .table(table(twice, judgement.stores, shown: 5)), .list(reasons(twice, of: judgement.duplicatedBytes)),
        ] + conflicts(judgement)
    }

    private static func table(_ images: [SharedImage], _ known: [Store], shown: Int = 10) -> Table {
        let stores = Set(images.flatMap(\.stores)).sorted()
        let titles = titles(stores, known)
        let isWide = stores.count > 3
        let isTwice = images.contains { $0.stores.count > 1 }
        var columns: [Table.Column] = [.text("image", shrinksTo: 24)]
        let hasIDs = images.contains { $0.configDigest != nil }
        if hasIDs { columns.append(.text("id", dropOrder: 2)) }
        columns +=
            isWide
            ? [.text("sizes", shrinksTo: 12)] : stores.map { .number(titles[$0] ?? $0, dropOrder: isTwice ? 1 : 0) }
        if isTwice { columns.append(.number("twice")) }
        columns += [.text("used by", shrinksTo: 14)]
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
            if isTwice { cells.append(image.removable ? "yes" : "no") }
            return Table.Row(cells: cells, bytes: shared(image))
        }
        return Table(columns: columns, rows: rows, shown: shown, noun: Noun("image", "images"))
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

    /// A column's title by store: the engine where that tells them apart, for it is shorter.
    private static func titles(_ stores: [String], _ known: [Store]) -> [String: String] {
        let engines = stores.map { id in known.first { $0.id == id }?.engine.rawValue ?? id }
        guard Set(engines).count == stores.count else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(stores, engines))
    }

    private static func users(_ image: SharedImage, _ titles: [String: String]) -> String {
        let counted = image.containers.filter { $0.value.total > 0 }.sorted { $0.key < $1.key }
        if counted.isEmpty {
            return image.inUseBy.isEmpty ? "–" : image.inUseBy.map { titles[$0] ?? $0 }.joined(separator: ", ")
        }
        return counted.map { "\(titles[$0.key] ?? $0.key) \($0.value.running)/\($0.value.total)" }.joined(
            separator: ", ")
    }

    /// Why images may go or must stay, each reason once.
    private static func reasons(
        _ images: [SharedImage], of total: ByteFigure?, isShort: Bool = false
    ) -> Items {
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
        var legend: [String] = []
        if let total, ByteSum(images.map(\.duplicated)).bytes > total.bytes {
            legend.append("images share layers: \(Bytes.text(total)) together")
        }
        if !isShort, images.contains(where: { !$0.containers.isEmpty }) {
            legend.append("used by: containers, running/all")
        }
        if !legend.isEmpty { items.append(.muted(legend.joined(separator: "; "))) }
        return Items(items: items, shown: 5, noun: Noun("reason", "reasons"))
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
