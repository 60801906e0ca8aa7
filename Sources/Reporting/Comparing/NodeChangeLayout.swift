import NodeModel

/// One node at two moments, in words.
enum NodeChangeLayout {
    static func full(_ node: NodeComparison) -> [Block] {
        [.heading(1, headline(node))] + ComparisonAnswer.block(node) + [.facts(moments(node) + bytes(node))]
            + chart(node)
            + details(node, level: 2)
    }

    static func short(_ node: NodeComparison) -> [Block] {
        let bytes = bytes(node)
        return [.heading(3, headline(node))] + (bytes.isEmpty ? [] : [.facts(bytes)]) + details(node, level: 0)
    }

    private static func headline(_ node: NodeComparison) -> Phrase {
        guard let old = node.old else { return "\(code: node.node) is new: \(node.new?.headline ?? "")" }
        guard let new = node.new else { return "\(code: node.node) is not there any more; it was: \(old.headline)" }
        if node.isOneSnapshot { return "\(code: node.node): both sides are the same snapshot" }
        guard old.verdict != new.verdict else {
            let moved = old.duplicated.bytes != new.duplicated.bytes
            let amount = Bytes.change(from: old.duplicated.bytes, to: new.duplicated.bytes)
            return "\(code: node.node): still \(new.verdict.rawValue)\(moved ? ", \(amount) stored twice" : "")"
        }
        return "\(code: node.node) \(verb(node.kind)): from \(old.verdict.rawValue) to \(new.verdict.rawValue)"
    }

    private static func verb(_ kind: NodeComparison.Kind) -> String {
        switch kind {
        case .new: "has waste that it had not"
        case .worse: "got worse"
        case .better: "got better"
        case .fixed: "is fixed"
        case .other, .unchanged, .onlyOld, .onlyNew: "has another verdict"
        }
    }

    private static func chart(_ node: NodeComparison) -> [Block] {
        guard let old = node.old, let new = node.new, !node.isOneSnapshot else { return [] }
        return FleetCharts.moved([
            ("Stored twice", old.duplicated, new.duplicated), ("Left over", old.leftOver, new.leftOver),
        ])
    }

    private static func moments(_ node: NodeComparison) -> [Fact] {
        func fact(_ label: String, _ state: NodeComparison.State?) -> Fact? {
            state.map { state in
                let words: Phrase = "\(.verdict(state.verdict)) (\(state.confidence.title)): \(state.headline)"
                return Fact(label, "\(strong: state.collectedAt.description), \(words)")
            }
        }
        return [fact("Before", node.old), fact("After", node.new)].compactMap { $0 }
    }

    private static func bytes(_ node: NodeComparison) -> [Fact] {
        guard let old = node.old, let new = node.new, !node.isOneSnapshot else { return [] }
        var facts = [
            ComparisonLayout.moved("Stored twice", old.duplicated, new.duplicated),
            ComparisonLayout.moved("Left over", old.leftOver, new.leftOver),
        ].compactMap { $0 }
        let stores = Set(old.onDisk.keys).intersection(new.onDisk.keys).sorted().compactMap { id -> Phrase? in
            guard let before = old.onDisk[id], let after = new.onDisk[id], before != after else { return nil }
            let amount = Bytes.change(from: before, to: after)
            return "\(id) \(Bytes.text(before)) → \(Bytes.text(after)) (\(strong: amount))"
        }
        if !stores.isEmpty { facts.append(Fact("On disk (du)", .joined(stores, separator: "; "))) }
        return facts
    }

    /// - Parameter level: of the headings; 0 for none.
    private static func details(_ node: NodeComparison, level: Int) -> [Block] {
        guard node.old != nil, node.new != nil, !node.isOneSnapshot else { return [] }
        func titled(_ title: String, _ blocks: [Block]) -> [Block] {
            blocks.isEmpty || level == 0 ? blocks : [.heading(level, Phrase(title))] + blocks
        }
        return titled("Images that came or went", images(node.lists) + deletion(node, isFull: level > 0))
            + titled("Images stored twice", twice(node.twice)) + titled("Left over", leftOver(node.leftOver))
    }

    private static func images(_ lists: ListComparison) -> [Block] {
        var blocks: [Block] = []
        if !lists.changes.isEmpty {
            let rows = lists.changes.map { change in
                let name = change.names.first ?? "untagged"
                let more = change.names.count > 1 ? " +\(change.names.count - 1)" : ""
                let fates = lists.views.map { Phrase((change.fates[$0] ?? .notListed).words) }
                return Table.Row(cells: [.code(name) + Phrase(more), .code(change.id.short)] + fates)
            }
            let columns: [Table.Column] = [.image(shrinksTo: 24), .text("id", dropOrder: 1)]
            blocks.append(
                .table(
                    Table(
                        columns: columns + lists.views.map { .text($0) }, rows: rows, noun: Noun("image", "images"))))
        } else if !lists.views.isEmpty {
            blocks.append(
                .paragraph("Nothing came or went in \(.joined(lists.views.map(Phrase.code), separator: ", "))"))
        }
        if !lists.obstacles.isEmpty {
            blocks.append(.list(Items(items: lists.obstacles.map { "Not compared: \($0)" })))
        }
        return blocks
    }

    /// In full also that it says nothing, and why.
    private static func deletion(_ node: NodeComparison, isFull: Bool) -> [Block] {
        guard let check = node.deletion, isFull || check.says.isAnswer else { return [] }
        return [.findings([finding(check, title: "The deletion check")])]
    }

    static func finding(_ check: Check, title: String) -> Finding {
        let strength: Phrase = check.says.isAnswer ? .muted(check.strength.title) : ""
        return Finding(
            title: title, marks: [Phrase(check.says.rawValue, .saying(check.says)), strength],
            statement: Phrase(check.statement), proofs: check.sources.map(Proof.init))
    }

    private static func twice(_ images: [NodeComparison.Twice]) -> [Block] {
        guard !images.isEmpty else { return [] }
        let rows = images.map { image in
            Table.Row(cells: [
                .code(image.name), Phrase(change(image.before, image.after)),
                Phrase(image.before.map { Bytes.text($0) } ?? "–"), Phrase(image.after.map { Bytes.text($0) } ?? "–"),
            ])
        }
        return [
            .table(
                Table(
                    columns: [
                        .image("stored twice", shrinksTo: 24), .text("change"), .number("before"), .number("after"),
                    ],
                    rows: rows, noun: Noun("image", "images")))
        ]
    }

    private static func leftOver(_ places: [NodeComparison.LeftOver]) -> [Block] {
        guard !places.isEmpty else { return [] }
        let rows = places.map { place in
            Table.Row(cells: [
                .code(place.path), Phrase(change(place.before, place.after)), Phrase(place.kind.title),
                Phrase(place.before.map { Bytes.text($0) } ?? "–"), Phrase(place.after.map { Bytes.text($0) } ?? "–"),
            ])
        }
        return [
            .table(
                Table(
                    columns: [
                        .text("left over", shrinksTo: 24), .text("change"), .prose("what", shrinksTo: 16, dropOrder: 1),
                        .number("before"), .number("after"),
                    ], rows: rows, noun: Noun("place", "places")))
        ]
    }

    private static func change(_ before: ByteSum?, _ after: ByteSum?) -> String {
        guard let before else { return "new" }
        guard let after else { return "gone" }
        return after.bytes > before.bytes ? "grew" : "shrank"
    }
}

extension ImageFate {
    /// For a cell of a table.
    var words: String {
        switch self {
        case .stayed: "stayed"
        case .left: "left"
        case .arrived: "came"
        case .replaced: "left: its name moved on"
        case .untagged: "lost its name"
        case .notListed: "–"
        }
    }
}
