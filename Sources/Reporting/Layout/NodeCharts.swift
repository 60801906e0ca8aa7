import NodeModel

/// What each store of a node holds, and what its plan would leave.
enum NodeCharts {
    static func blocks(_ judgement: Judgement) -> [Block] {
        let places = places(judgement)
        guard places.contains(where: { $0.total > 0 }) else { return [] }
        return [.chart(.bars(holdings(judgement, places)))]
    }

    /// A directory: two stores may share one.
    private struct Place {
        var root: String
        var stores: [Store]
        var rest: Int64 = 0
        var twice: Int64 = 0
        var leftOver: Int64 = 0

        var total: Int64 { [rest, twice, leftOver].reduce(0, BarChart.sum) }
    }

    private static func places(_ judgement: Judgement) -> [Place] {
        var places: [Place] = []
        for store in judgement.stores where !store.root.isEmpty {
            if let index = places.firstIndex(where: { $0.root == store.root }) {
                places[index].stores.append(store)
            } else {
                places.append(Place(root: store.root, stores: [store], rest: max(0, store.bytesOnDisk ?? 0)))
            }
        }
        for residue in judgement.residues {
            guard let bytes = residue.figure?.bytes, bytes > 0 else { continue }
            if let index = places.firstIndex(where: { $0.root == residue.path }) {
                places[index].leftOver = max(bytes, places[index].rest)
                places[index].rest = 0
            } else {
                places.append(Place(root: residue.path, stores: [], leftOver: bytes))
            }
        }
        share(judgement, among: &places)
        return places
    }

    /// The layers that two stores hold are in each of them once; with more stores than two it is not known which has how
    /// many.
    private static func share(_ judgement: Judgement, among places: inout [Place]) {
        let holders = Set(judgement.images.filter { $0.stores.count > 1 }.flatMap(\.stores))
        guard let bytes = judgement.duplicatedBytes?.bytes, bytes > 0, holders.count == 2 else { return }
        for index in places.indices where places[index].stores.contains(where: { holders.contains($0.id) }) {
            let twice = min(bytes, BarChart.sum(places[index].rest, places[index].leftOver))
            let ofRest = min(twice, places[index].rest)
            places[index].twice = twice
            places[index].rest -= ofRest
            places[index].leftOver -= twice - ofRest
        }
    }

    private static func holdings(_ judgement: Judgement, _ places: [Place]) -> BarChart {
        let bars = places.filter { $0.total > 0 }.map { place -> BarChart.Bar in
            let names = place.stores.map(\.id).joined(separator: " and ")
            let label: Phrase = names.isEmpty ? "\(code: place.root)" : "\(strong: names) \(code: place.root)"
            let parts: [BarChart.Part] = [
                .init(fill: .twice, amount: place.twice), .init(fill: .leftOver, amount: place.leftOver),
                .init(fill: .rest, amount: place.rest),
            ]
            return BarChart.Bar(label: label, parts: parts.filter { $0.amount > 0 }, value: Bytes.text(place.total))
        }
        let isOneContent = places.contains { $0.stores.count > 1 && $0.twice > 0 }
        return BarChart(
            title: "What each store holds",
            legend: [
                .twice: isOneContent ? "layers unpacked a second time" : "layers that are in both stores",
                .leftOver: "left over, in no list", .rest: "all else below the directory",
            ], bars: bars, note: "whole directories as du counted them, where it did")
    }

    static func plan(_ judgement: Judgement) -> [Block] {
        let total = places(judgement).reduce(0) { BarChart.sum($0, $1.total) }
        let freed = min(judgement.planned.bytes, total)
        guard freed > 0 else { return [] }
        let chart = BarChart(
            title: "The image stores before and after the plan",
            legend: [.rest: "stays on the disk", .freed: "freed by the plan"],
            bars: [
                BarChart.Bar(label: "before", parts: [.init(fill: .rest, amount: total)], value: Bytes.text(total)),
                BarChart.Bar(
                    label: "after",
                    parts: [.init(fill: .rest, amount: total - freed), .init(fill: .freed, amount: freed)],
                    value: "\(Bytes.text(total - freed)), −\(Bytes.text(freed))"),
            ])
        return [.chart(.bars(chart))]
    }
}
