import NodeModel

/// What a comparison says: one node in full, or the fleet's changes and each changed node in short.
enum ComparisonLayout {
    /// With more changed nodes than this, they are rows of a table only.
    static let nodesInShort = 20

    /// - Parameter gap: what sets the legend at the end off from what stands before it.
    static func blocks(_ comparison: Comparison, gap: [Block] = []) -> [Block] {
        let legend = gap + [.paragraph(.muted(Legend.tiers))]
        if comparison.nodes.count == 1, let node = comparison.nodes.first {
            return NodeChangeLayout.full(node) + legend
        }
        var blocks: [Block] = [.heading(1, headline(comparison))]
        guard !comparison.nodes.isEmpty else { return blocks }
        blocks += ComparisonAnswer.block(comparison)
        blocks.append(.facts(facts(comparison)))
        let (twice, left) = (comparison.duplicated, comparison.leftOver)
        blocks += FleetCharts.moved([
            ("Stored twice", twice.before, twice.after), ("Left over", left.before, left.after),
        ])
        let changed = comparison.inBoth.filter(\.isEventful)
        blocks += section("Changed", table(changed.filter { $0.kind != .unchanged }))
        blocks += removals(changed)
        blocks += only("Only in \(comparison.oldName)", comparison.nodes.filter { $0.kind == .onlyOld })
        blocks += only("Only in \(comparison.newName)", comparison.nodes.filter { $0.kind == .onlyNew })
        if !changed.isEmpty, changed.count <= nodesInShort {
            blocks.append(.heading(2, "Node by node"))
            blocks += changed.flatMap(NodeChangeLayout.short)
        }
        return blocks + legend
    }

    private static func headline(_ comparison: Comparison) -> Phrase {
        guard !comparison.nodes.isEmpty else { return "There is no node to compare" }
        guard !comparison.inBoth.isEmpty else { return "No node is on both sides" }
        let of = "of \(Noun("node", "nodes").counted(comparison.inBoth.count)) on both sides"
        let counts: [(Int, String, String)] = [
            (comparison.count(.new), "has waste that it had not", "have waste that they had not"),
            (comparison.count(.worse), "got worse", "got worse"),
            (comparison.count(.better), "got better", "got better"),
            (comparison.count(.fixed), "is fixed", "are fixed"),
            (comparison.count(.other), "has another verdict", "have another verdict"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { "\(Bytes.grouped($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
        return parts.isEmpty
            ? Phrase("None \(of) changed its verdict")
            : Phrase("\(of.capitalizedFirst): " + parts.joined(separator: ", "))
    }

    private static func facts(_ comparison: Comparison) -> [Fact] {
        let sides = [Fact("Before", "\(code: comparison.oldName)"), Fact("After", "\(code: comparison.newName)")]
        guard !comparison.inBoth.isEmpty else { return sides }
        var facts =
            sides
            + [
                moved("Stored twice", comparison.duplicated.before, comparison.duplicated.after),
                moved("Left over", comparison.leftOver.before, comparison.leftOver.after),
            ].compactMap { $0 }
        facts.append(Fact("As before", Phrase(Noun("node", "nodes").counted(comparison.count(.unchanged)))))
        return facts
    }

    /// `= 133 MB → – (−133 MB)`; nil where there was and is nothing.
    static func moved(_ label: String, _ old: ByteSum, _ new: ByteSum) -> Fact? {
        guard old.tier != nil || new.tier != nil else { return nil }
        let change = Bytes.change(from: old.bytes, to: new.bytes)
        return Fact(label, "\(Bytes.text(old)) → \(Bytes.text(new)) (\(strong: change))")
    }

    private static func table(_ nodes: [NodeComparison]) -> Table? {
        let order = NodeComparison.Kind.allCases
        let sorted = nodes.sorted { a, b in
            let (first, second) = (order.firstIndex(of: a.kind) ?? 0, order.firstIndex(of: b.kind) ?? 0)
            return (first, a.node) < (second, b.node)
        }
        let rows = sorted.prefix(FleetLayout.top).compactMap { node -> Table.Row? in
            guard let old = node.old, let new = node.new else { return nil }
            return Table.Row(cells: [
                .code(node.node), Phrase(node.kind.rawValue), .verdict(old.verdict), .verdict(new.verdict),
                Phrase(Bytes.change(from: old.duplicated.bytes, to: new.duplicated.bytes)),
                Phrase(Bytes.change(from: old.leftOver.bytes, to: new.leftOver.bytes)),
            ])
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            columns: [
                .text("node", shrinksTo: 16), .text("change"), .text("from"), .text("to"), .number("stored twice"),
                .number("left over", dropOrder: 1),
            ], rows: rows, noun: Noun("node", "nodes"), leftOut: sorted.count - rows.count)
    }

    /// The deletion check over the fleet: where it was observed, and what it says.
    private static func removals(_ nodes: [NodeComparison]) -> [Block] {
        let seen = nodes.filter { $0.deletion?.says.isAnswer == true }
        guard !seen.isEmpty else { return [] }
        let findings = seen.prefix(FleetLayout.top).compactMap { node in
            node.deletion.map { NodeChangeLayout.finding($0, title: node.node) }
        }
        return [.heading(2, "Images that left a list: \(Bytes.grouped(seen.count))"), .findings(findings)]
    }

    private static func only(_ title: String, _ nodes: [NodeComparison]) -> [Block] {
        guard !nodes.isEmpty else { return [] }
        let items = nodes.prefix(FleetLayout.top).compactMap { node -> Phrase? in
            (node.old ?? node.new).map { "\(code: node.node): \(.verdict($0.verdict)), \($0.collectedAt.description)" }
        }
        return [
            .heading(2, "\(title): \(Bytes.grouped(nodes.count))"),
            .list(Items(items: items, noun: Noun("node", "nodes"))),
        ]
    }

    private static func section(_ title: String, _ table: Table?) -> [Block] {
        table.map { [.heading(2, Phrase(title)), .table($0)] } ?? []
    }
}
