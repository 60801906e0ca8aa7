import NodeModel

/// The rankings of the fleet report; nil where there is nothing to rank.
enum FleetTables {
    static func verdicts(_ fleet: FleetSummary) -> Table? {
        let rows = fleet.verdicts.map { count in
            Table.Row(cells: [
                .verdict(count.verdict), number(count.nodes), bytes(count.duplicated), bytes(count.leftOver),
                bytes(count.planned), Phrase(count.verdict.title),
            ])
        }
        return Table(
            columns: [
                .text("verdict"), .number("nodes"), .number("twice"), .number("left over"),
                .number("plans free"), .prose("meaning", shrinksTo: 20, dropOrder: 1),
            ], rows: rows)
    }

    static func disks(_ disks: [FullDisk]) -> Table? {
        make(
            disks, noun: Noun("disk", "disks"), adding: \.planned,
            columns: [
                .text("node", shrinksTo: 12), .text("path", shrinksTo: 12), .number("size", dropOrder: 2),
                .number("used"), .number("plan frees"), .number("then"), .text("note", dropOrder: 1),
            ]
        ) { disk in
            let helps = disk.planned.bytes > 0
            return Table.Row(
                cells: [
                    .code(disk.node), .code(disk.path), Phrase(Bytes.text(disk.bytes)), "\(disk.percent) %",
                    bytes(disk.planned), helps ? "\(disk.percentAfter) %" : "–",
                    disk.isOneOfSeveral && helps ? "if all of it is on this disk" : "",
                ], bytes: disk.planned)
        }
    }

    static func nodes(_ nodes: [FleetNode]) -> Table? {
        make(
            nodes, noun: Noun("node", "nodes"), adding: \.planned,
            columns: [
                .text("node", shrinksTo: 48), .text("verdict"), .text("how sure", dropOrder: 1),
                .number("plan frees"), .number("stored twice"), .number("left over", dropOrder: 2),
            ]
        ) { node in
            Table.Row(
                cells: [
                    .code(node.node), .verdict(node.verdict), Phrase(node.confidence.title), bytes(node.planned),
                    bytes(node.duplicated), bytes(node.leftOver),
                ], bytes: node.planned)
        }
    }

    static func images(_ images: [FleetImage]) -> Table? {
        make(
            images, noun: Noun("image", "images"), adding: \.wasted,
            columns: [
                .image(shrinksTo: 24), .text("config digest", dropOrder: 1), .number("nodes"),
                .number("stored twice"),
            ]
        ) { image in
            Table.Row(
                cells: [
                    .code(image.name), .code(image.configDigest?.short ?? "–"), number(image.nodes),
                    bytes(image.wasted),
                ], bytes: image.wasted)
        }
    }

    static func causes(_ causes: [MissingCause]) -> Table? {
        make(
            causes, noun: Noun("cause", "causes"),
            columns: [
                .number("nodes"), .text("missing", shrinksTo: 16), .prose("why", shrinksTo: 10),
                .text("example node", shrinksTo: 24, dropOrder: 1),
            ]
        ) { cause in
            Table.Row(cells: [
                number(cause.nodes), .code(cause.capture), Phrase(cause.why), .code(cause.example),
            ])
        }
    }

    /// What would bring what is missing, each command once and whole, so that it can be copied: most nodes first.
    static func commands(_ causes: [MissingCause]) -> [Block] {
        var order: [String] = []
        var byCommand: [String: [MissingCause]] = [:]
        for cause in MissingCause.harmlessFirst(causes) where !cause.settleWith.isEmpty {
            if byCommand[cause.settleWith] == nil { order.append(cause.settleWith) }
            byCommand[cause.settleWith, default: []].append(cause)
        }
        guard !order.isEmpty else { return [] }
        let steps = order.prefix(FleetLayout.top).map { command -> Step in
            let brought = byCommand[command] ?? []
            let captures = brought.map(\.capture).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let nodes = Noun("node", "nodes").counted(brought.map(\.nodes).max() ?? 0)
            let names = Phrase.joined(captures.map { .code($0) }, separator: ", ")
            // Two causes may be of the same nodes or of others.
            let more = brought.count > 1 ? " or more" : ""
            let note: Phrase = """
                brings \(names), missing on \(nodes)\(more), such as \(code: brought.first?.example ?? "")
                """
            return Step(command: command, note: note, frees: nil)
        }
        return [.paragraph("What settles it there; a node's own report says which of these it needs:"), .steps(steps)]
    }

    static func configurations(_ configurations: [Configuration]) -> Table? {
        var columns: [Table.Column] = [
            .number("nodes"), .prose("stores and the commands that list them", shrinksTo: 56),
            .text("example node", dropOrder: 1),
        ]
        if configurations.contains(where: \.isOutlier) { columns.append(.text("note")) }
        return make(configurations, noun: Noun("set-up", "set-ups"), columns: columns) { configuration in
            Table.Row(cells: [
                number(configuration.nodes), Phrase(configuration.description), .code(configuration.example),
                configuration.isOutlier ? "rare" : "",
            ])
        }
    }

    static func changes(_ changes: [VerdictChange]) -> Table? {
        let sorted = changes.sorted { (order($0), $0.node) < (order($1), $1.node) }
        return make(
            sorted, noun: Noun("change", "changes"),
            columns: [
                .text("node", shrinksTo: 16), .text("change"), .text("from"), .text("to"),
                .text("before", dropOrder: 1),
                .text("after", dropOrder: 2),
            ]
        ) { change in
            Table.Row(cells: [
                .code(change.node), Phrase(change.kind.rawValue), .verdict(change.from), .verdict(change.to),
                Phrase(change.before.description), Phrase(change.after.description),
            ])
        }
    }

    static func labels(_ groups: [LabelGroup]) -> Table? {
        make(
            groups, noun: Noun("label", "labels"),
            columns: [
                .text("label", shrinksTo: 16), .number("nodes"), .number("with waste"), .number("stored twice"),
                .number("plans free"),
            ]
        ) { group in
            Table.Row(cells: [
                .code("\(group.key)=\(group.value)"), number(group.nodes), number(group.wasteful),
                bytes(group.duplicated), bytes(group.planned),
            ])
        }
    }

    private static func order(_ change: VerdictChange) -> Int {
        VerdictChange.Kind.allCases.firstIndex(of: change.kind) ?? 0
    }

    /// - Parameter adding: what of the items beyond the top is added up; rows of them are not made.
    private static func make<Item>(
        _ items: [Item], noun: Noun, adding: KeyPath<Item, ByteSum>? = nil, columns: [Table.Column],
        row: (Item) -> Table.Row
    ) -> Table? {
        guard !items.isEmpty else { return nil }
        let made = items.prefix(FleetLayout.top).map(row)
        var rest = ByteSum()
        if let adding { for item in items.dropFirst(FleetLayout.top) { rest.add(item[keyPath: adding]) } }
        return Table(
            columns: columns, rows: made, noun: noun, leftOut: items.count - made.count, leftOutBytes: rest)
    }

    private static func number(_ value: Int) -> Phrase { Phrase(Bytes.grouped(value)) }
    private static func bytes(_ sum: ByteSum) -> Phrase { Phrase(Bytes.text(sum)) }
}
