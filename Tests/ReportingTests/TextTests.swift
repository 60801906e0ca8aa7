import NodeModel
import Testing

@testable import Reporting

@Suite struct TextTests {
    static let samples = Samples.everyVerdict + [Samples.hostile, Samples.contested]

    private func text(_ judgements: [Judgement], _ options: RenderOptions = RenderOptions()) -> String {
        ReportFormat.text.string(Report(judgements: judgements), options)
    }

    @Test("the first line answers the question")
    func firstLine() throws {
        let line = try #require(text([Samples.duplicated]).split(separator: "\n").first)
        #expect(line.hasPrefix("gpu-07: 2 of 4 images are stored twice: 170 MB"))
    }

    @Test("no line is wider than the terminal, commands and SQL apart", arguments: [40, 60, 80, 100, 160])
    func width(width: Int) {
        for judgements in Self.samples.map({ [$0] }) + [Self.samples] {
            let commands = Set(judgements.flatMap(\.plan).map { Text.visible($0.command) })
            let sql = Set(FleetQuery.all.flatMap { $0.sql.split(separator: "\n").map(String.init) })
            for line in text(judgements, RenderOptions(width: width)).split(separator: "\n") {
                let isCopied = (commands.union(sql)).contains { line.hasSuffix($0) }
                #expect(DisplayWidth.of(String(line)) <= width || isCopied, "\(line)")
            }
        }
    }

    @Test("colour is there only if it was asked for, and nothing else changes")
    func colour() {
        let plain = text(Self.samples)
        let coloured = text(Self.samples, RenderOptions(colour: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1;31mduplicated\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test("control and direction characters are made visible")
    func hostile() {
        let text = text([Samples.hostile])
        #expect(!text.unicodeScalars.contains { Text.isHostile($0) && $0 != "\n" })
        #expect(text.contains("\\u{202e}"))
    }

    @Test("a table stays aligned beside wide characters")
    func aligned() throws {
        let lines = text([Samples.hostile]).split(separator: "\n")
        let rows = lines.filter { $0.contains(" MB  ") && $0.contains("≤") }
        let columns = rows.compactMap { row in row.range(of: "≤").map { DisplayWidth.of(String(row[..<$0.lowerBound])) }
        }
        #expect(columns.count == 10)
        // "≤ 10.0 MB" is as wide as "≤ 9.00 MB".
        #expect(Set(columns).count == 1)
    }

    @Test("a long list of images is summed")
    func folded() throws {
        var many = Samples.duplicated
        let image = try #require(many.images.first)
        many.images = (1...42).map { number in
            var copy = image
            copy.names = ["registry.example/app:\(number)"]
            copy.duplicated = Samples.exact(1_000_000)
            return copy
        }
        #expect(text([many]).contains("… and 32 more images, ≤ 32.0 MB"))
        #expect(text([many], RenderOptions(maxRows: 42)).contains("registry.example/app:42"))
    }

    @Test("an ordinary node fits about one screen", arguments: Samples.everyVerdict.map(\.node))
    func length(node: String) {
        let judgements = Samples.everyVerdict.filter { $0.node == node }
        #expect(text(judgements).split(separator: "\n", omittingEmptySubsequences: false).count <= 75)
    }
}
