import NodeModel
import Testing

@testable import Reporting

/// A fleet larger than any ticket, spreadsheet's first page or pipeline's summary.
@Suite struct LargeFleetTests {
    static let fleet = judgements(of: 100_000)

    private static func judgements(of nodes: Int) -> [Judgement] {
        let image = SharedImage(
            names: [String(repeating: "registry.example/very/long|", count: 20) + "name:1"], configDigest: nil,
            join: .name, stores: ["docker", "k3s-containerd"], duplicated: Samples.exact(1_000_000), removable: true)
        var node = Samples.separate
        node.checks = []
        node.stores = []
        node.views = []
        return (0..<nodes).map { number in
            var one = node
            one.node = "node-\(number)" + (number % 1000 == 0 ? String(repeating: "<|`>", count: 60) : "")
            one.verdict = number % 3 == 0 ? .duplicated : .separate
            one.images = number % 3 == 0 ? [image] : []
            one.labels = ["pool": "p\(number % 7)"]
            return one
        }
    }

    private func write(_ format: ReportFormat, _ judgements: [Judgement] = fleet) -> (
        bytes: Int, lines: Int, largestPiece: Int
    ) {
        var (bytes, lines, largest) = (0, 0, 0)
        var output = Output { piece in
            bytes += piece.count
            lines += piece.count { $0 == 0x0A }
            largest = max(largest, piece.count)
        }
        format.render(Report(judgements: judgements), RenderOptions(), &output)
        output.finish()
        return (bytes, lines, largest)
    }

    @Test("a ticket takes its Markdown")
    func markdown() {
        let written = write(.markdown)
        #expect(written.bytes <= 65_000)
        #expect(written.lines > 50)
    }

    @Test("a terminal takes its text")
    func text() {
        let written = write(.text)
        #expect(written.lines < 200)
        #expect(written.lines > 30)
    }

    @Test("CSV and JUnit have every node, and hand it on in pieces")
    func records() {
        let judgements = Self.judgements(of: 9_000)
        let written = [ReportFormat.csv, .csvImages, .junit].map { write($0, judgements) }
        #expect(written[0].lines == 9_001)
        #expect(written[1].lines == 3_001)
        // A failed test has five lines around its text, a passed one four.
        #expect(written[2].lines > 36_000)
        for one in written {
            #expect(one.bytes > 500_000)
            #expect(one.largestPiece < 100_000)
        }
    }
}
