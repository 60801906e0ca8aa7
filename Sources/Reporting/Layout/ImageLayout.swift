import NodeModel

/// Images that are in more than one store, or in more than one list of one store.
enum ImageLayout {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let twice = judgement.images.filter { $0.stores.count > 1 }
        let once = judgement.images.filter { $0.stores.count <= 1 }
        var blocks: [Block] = []
        if !twice.isEmpty {
            blocks += [.heading(2, "Images in more than one store: \(twice.count)"), .table(table(twice))]
            blocks.append(.list(reasons(twice)))
        }
        if !once.isEmpty {
            blocks += [.heading(2, "Images that both lists show, stored once: \(once.count)")]
            blocks.append(.table(table(once, shown: 5)))
        }
        return blocks + conflicts(judgement)
    }

    private static func table(_ images: [SharedImage], shown: Int = 10) -> Table {
        let stores = Set(images.flatMap(\.stores)).sorted()
        let isWide = stores.count > 3
        let isTwice = images.contains { $0.stores.count > 1 }
        var columns: [Table.Column] = [.text("image", shrinksTo: 24), .text("id", dropOrder: 2)]
        columns += isWide ? [.text("sizes", shrinksTo: 12)] : stores.map { .number($0, dropOrder: isTwice ? 1 : 0) }
        if isTwice { columns.append(.number("twice")) }
        columns += [.text("used by", shrinksTo: 8)]
        if isTwice { columns.append(.text("may go")) }
        // Largest waste first; a list of one store has no waste and stays by name.
        let sorted = images.sorted {
            ($1.duplicated?.bytes ?? -1, $0.names.first ?? "") < ($0.duplicated?.bytes ?? -1, $1.names.first ?? "")
        }
        let rows = sorted.map { image in
            var cells = [Phrase.code(name(image)), .code(image.configDigest?.short ?? "–")]
            let sizes = stores.map { Phrase(image.sizes[$0].map { Bytes.text($0) } ?? "–") }
            cells += isWide ? [.joined(zip(stores, sizes).map { "\($0) \($1)" }, separator: ", ")] : sizes
            if isTwice { cells.append(Phrase(Bytes.text(image.duplicated))) }
            cells.append(Phrase(users(image)))
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
        guard let first = image.names.first else { return image.configDigest?.description ?? "without a name" }
        let weak = image.join == .name ? " (same name only)" : ""
        return image.names.count > 1 ? "\(first) +\(image.names.count - 1)\(weak)" : first + weak
    }

    private static func users(_ image: SharedImage) -> String {
        let counted = image.containers.filter { $0.value.total > 0 }.sorted { $0.key < $1.key }
        if counted.isEmpty { return image.inUseBy.isEmpty ? "–" : image.inUseBy.joined(separator: ", ") }
        return counted.map { "\($0.key) \($0.value.running)/\($0.value.total)" }.joined(separator: ", ")
    }

    /// Why images may go or must stay, each reason once.
    private static func reasons(_ images: [SharedImage]) -> Items {
        var counts: [String: Int] = [:]
        for image in images where !image.reason.isEmpty {
            counts[(image.removable ? "may go: " : "stays: ") + image.reason, default: 0] += 1
        }
        var items = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count -> Phrase in
            "\(Noun("image", "images").counted(count)) \(reason)"
        }
        if images.contains(where: { !$0.containers.isEmpty }) {
            items.append(.muted("used by counts containers: running/all"))
        }
        return Items(items: items, shown: 4, noun: Noun("reason", "reasons"))
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
