import NodeModel
import Testing

@testable import Reporting

@Suite struct HTMLChartTests {
    private func bars(_ blocks: [Block]) -> [BarChart] {
        blocks.compactMap { if case .chart(.bars(let chart)) = $0 { chart } else { nil } }
    }

    @Test("each store's bar is what is in both stores and the rest")
    func holdings() throws {
        let chart = try #require(bars(NodeCharts.blocks(Samples.duplicated)).first)
        #expect(chart.bars.map(\.total) == [133_627_904, 310_000_000])
        // 170 MB are in both, but du found only 134 MB below Docker's root.
        #expect(chart.bars.map { $0.parts.map(\.amount) } == [[133_627_904], [170_000_000, 140_000_000]])
        #expect(chart.fills == [.twice, .rest])
    }

    @Test("two stores in one directory are one bar")
    func oneDirectory() throws {
        let chart = try #require(bars(NodeCharts.blocks(Samples.partlyDuplicated)).first)
        #expect(chart.bars.map { $0.parts.map(\.amount) } == [[68_182_016, 65_445_888]])
        #expect(chart.legend[.twice] == "layers unpacked a second time")
    }

    @Test("what no list shows is told from what a store holds")
    func leftOver() throws {
        let chart = try #require(bars(NodeCharts.blocks(Samples.leftover)).first)
        #expect(chart.bars.map { $0.parts.map(\.fill) } == [[.leftOver], [.rest]])
        #expect(chart.bars.first?.total == 2_400_000_000)
    }

    @Test("the plan's bars are what is there, and what stays and goes")
    func plan() throws {
        let chart = try #require(bars(NodeCharts.plan(Samples.duplicated)).first)
        #expect(chart.bars.map(\.total) == [443_627_904, 443_627_904])
        #expect(chart.bars.last?.parts.map(\.amount) == [375_477_904, 68_150_000])
        #expect(NodeCharts.plan(Samples.sameStore).isEmpty)
    }

    @Test("numbers that a bundle made up break no drawing")
    func extremes() {
        var node = Samples.duplicated
        node.stores[0].bytesOnDisk = .max
        node.stores[1].bytesOnDisk = -5
        node.duplicatedBytes = Samples.exact(.max)
        node.plan[0].frees = Samples.exact(.max)
        node.residues = [
            Residue(
                kind: .stoppedDocker, path: "/x", figure: Samples.exact(.max), images: [], statement: "", sources: [])
        ]
        let page = ReportFormat.html.string(Report(judgements: [node]))
        #expect(page.contains("What each store holds"))
        #expect(page.matches(of: /width="([0-9]+)\.[0-9]%"/).allSatisfy { Int($0.1).map { $0 <= 100 } ?? false })
    }

    @Test("with at most 1,000 nodes a cell is a node, with more it is several", arguments: [1, 1000, 1001, 100_000])
    func cells(nodes: Int) throws {
        let chart = try #require(
            FleetCharts.cells(Self.fleet(nodes)).compactMap {
                if case .chart(.cells(let chart)) = $0 { chart } else { nil }
            }
            .first)
        #expect(chart.rows.reduce(0) { $0 + $1.nodes } == nodes)
        let cells = chart.rows.reduce(0) { $0 + $1.cells }
        if nodes <= 1000 {
            #expect(cells == nodes)
            #expect(chart.rows.flatMap(\.names).count == nodes)
        } else {
            #expect(cells <= CellChart.shares + Verdict.allCases.count)
            #expect(cells * chart.nodesInCell >= nodes)
        }
    }

    static func fleet(_ nodes: Int) -> FleetSummary {
        var tally = FleetTally()
        for number in 0..<nodes {
            var node = Samples.everyVerdict[number % Samples.everyVerdict.count]
            node.node = "node-\(number).\(String(repeating: "pool", count: 40)).example"
            node.labels = ["pool": "p\(number % 300)"]
            tally.add(node)
        }
        return tally.summary(snapshots: nodes)
    }
}
