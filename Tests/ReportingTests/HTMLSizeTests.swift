import NodeModel
import Testing

@testable import Reporting

@Suite struct HTMLSizeTests {
    @Test("a fleet's page stays within its limit, whatever its size", arguments: [0, 20, 1000, 20_000])
    func fleet(nodes: Int) {
        let blocks = FleetLayout.blocks(HTMLChartTests.fleet(nodes), nodes: [], ruleSets: ["2026.1"])
        let page = Self.page(blocks, Page.fleetLimit)
        #expect(page.utf8.count <= 300_000)
        #expect(page.hasSuffix("</html>\n"))
        #expect(page == Self.page(blocks, Page.fleetLimit))
    }

    @Test("a node with thousands of images stays within its limit and keeps its answer")
    func node() {
        var node = Samples.hostile
        node.images = (0..<4000).map { index in
            var image = node.images[0]
            image.names = [String(repeating: "<&\"", count: 300) + "\(index)"]
            return image
        }
        node.warnings = [String](repeating: String(repeating: "<", count: 900), count: 500)
        node.plan = [PlanStep](
            repeating: PlanStep(command: String(repeating: "\u{202E}", count: 9000), purpose: "", frees: nil, risk: ""),
            count: 50)
        let page = ReportFormat.html.string(Report(judgements: [node]))
        #expect(page.utf8.count <= 150_000)
        #expect(page.contains("class=\"cards\""))
        #expect(page.contains("more"))
        #expect(page.hasSuffix("</html>\n"))
    }

    static func page(_ blocks: [Block], _ limit: Int) -> String {
        var bytes: [UInt8] = []
        var output = Output { bytes += $0 }
        Page.write(blocks, kind: "fleet report", limit: limit, maxRows: nil, to: &output)
        output.finish()
        return String(decoding: bytes, as: UTF8.self)
    }
}
