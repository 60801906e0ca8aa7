import NodeModel

/// Pictures of a fleet and of a comparison.
enum FleetCharts {
    /// Bars that are drawn; the table below them goes on.
    static let top = 10

    /// One cell a node by verdict; one for several where there are too many.
    static func cells(_ fleet: FleetSummary) -> [Block] {
        guard fleet.nodes > 0 else { return [] }
        let isEach = fleet.nodes <= CellChart.most && fleet.byFreed.count == fleet.nodes
        let inCell =
            isEach || fleet.nodes <= CellChart.most ? 1 : (fleet.nodes + CellChart.shares - 1) / CellChart.shares
        var names: [Verdict: [String]] = [:]
        if isEach { for node in fleet.byFreed { names[node.verdict, default: []].append(node.node) } }
        let rows = fleet.verdicts.map { count in
            CellChart.Row(
                verdict: count.verdict, nodes: count.nodes, names: (names[count.verdict] ?? []).sorted(),
                cells: (count.nodes + inCell - 1) / inCell)
        }
        return [.chart(.cells(CellChart(rows: rows, nodesInCell: inCell)))]
    }

    static func images(_ images: [FleetImage]) -> [Block] {
        var bars = images.prefix(top).map { image in
            BarChart.Bar(
                label: .code(short(image.name)), parts: [.init(fill: .twice, amount: image.wasted.bytes)],
                value: Bytes.text(image.wasted))
        }
        guard images.count > 1, bars.contains(where: { $0.total > 0 }) else { return [] }
        var note = "an image's layers are counted with each image that has them"
        if images.count > top {
            var rest = ByteSum()
            for image in images.dropFirst(top) { rest.add(image.wasted) }
            note += "; not drawn: \(Noun("more image", "more images").counted(images.count - top)), \(Bytes.text(rest))"
        }
        bars = bars.filter { $0.total > 0 }
        return [
            .chart(
                .bars(
                    BarChart(
                        title: "Bytes stored twice, by image", legend: [.twice: "stored twice"], bars: bars, note: note)
                ))
        ]
    }

    static func disks(_ disks: [FullDisk]) -> [Block] {
        let bars = disks.prefix(top).compactMap { disk -> BarChart.Bar? in
            guard disk.used > 0, disk.available >= 0 else { return nil }
            let after = disk.percentAfter
            let freed = max(0, disk.percent - after)
            let helps = disk.planned.bytes > 0
            return BarChart.Bar(
                label: "\(code: short(disk.node)) \(code: short(disk.path))",
                parts: [
                    .init(fill: .rest, amount: Int64(disk.percent - freed)), .init(fill: .freed, amount: Int64(freed)),
                    .init(fill: .free, amount: Int64(max(0, 100 - disk.percent))),
                ].filter { $0.amount > 0 }, value: helps ? "\(disk.percent) % → \(after) %" : "\(disk.percent) %")
        }
        guard !bars.isEmpty else { return [] }
        let legend: [BarChart.Fill: String] = [
            .rest: "in use, also after the plan", .freed: "freed by the plan", .free: "free now",
        ]
        let more = disks.count > top ? "the fullest \(top); the table below goes on" : ""
        return [
            .chart(
                .bars(
                    BarChart(
                        title: "Full disks before and after the plans", legend: legend, bars: bars, note: more,
                        full: 100)))
        ]
    }

    /// The table has the whole name.
    private static func short(_ name: String) -> String { DisplayWidth.fitted(Text.visible(name), 64) }

    /// Bytes at two moments.
    static func moved(_ sums: [(label: String, before: ByteSum, after: ByteSum)]) -> [Block] {
        let bars = sums.filter { $0.before.bytes > 0 || $0.after.bytes > 0 }.flatMap { sum in
            [("before", sum.before), ("after", sum.after)].map { moment, bytes in
                BarChart.Bar(
                    label: "\(sum.label), \(moment)",
                    parts: [.init(fill: sum.label == "Left over" ? .leftOver : .twice, amount: bytes.bytes)],
                    value: Bytes.text(bytes))
            }
        }
        guard !bars.isEmpty else { return [] }
        let legend: [BarChart.Fill: String] = [.twice: "stored twice", .leftOver: "in no list"]
        return [.chart(.bars(BarChart(title: "Before and after", legend: legend, bars: bars)))]
    }
}
