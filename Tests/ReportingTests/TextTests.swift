import NodeModel
import Testing

@testable import Reporting

@Suite struct TextTests {
    static let samples = Samples.everyVerdict + [Samples.hostile, Samples.formula, Samples.contested]

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
            let commands = Set(
                judgements.flatMap { $0.plan.map(\.command) + $0.missing.map(\.settleWith) }.map(Text.visible))
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
        let lines = text([Samples.hostile], RenderOptions(maxRows: 20)).split(separator: "\n")
        let rows = lines.filter { $0.contains(" MB  ") && $0.contains("≤") }
        let columns = rows.compactMap { row in row.range(of: "≤").map { DisplayWidth.of(String(row[..<$0.lowerBound])) }
        }
        #expect(columns.count == 20)
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
        #expect(text([many]).contains("… and 37 more images, ≤ 37.0 MB"))
        #expect(text([many], RenderOptions(maxRows: 42)).contains("registry.example/app:42"))
    }

    @Test("a node fits on one screen", arguments: samples)
    func length(node: Judgement) {
        #expect(text([node]).count { $0 == "\n" } <= 40)
    }

    @Test("nothing that a decision needs is left out of the first screen", arguments: samples)
    func decision(node: Judgement) {
        // Words may stand on two lines.
        let words = text([node]).split { $0.isWhitespace }.joined(separator: " ")
        func shows(_ part: String) -> Bool {
            words.contains(Text.visible(part).split { $0.isWhitespace }.joined(separator: " "))
        }
        for missing in node.missing {
            #expect(shows(missing.capture))
            #expect(shows(missing.settleWith))
        }
        for contradiction in node.contradictions {
            #expect(shows(contradiction.statement))
            #expect(shows(contradiction.settleWith))
        }
        for step in node.plan {
            #expect(shows(step.command))
            #expect(step.risk.isEmpty || shows(step.risk))
        }
        for residue in node.residues { #expect(shows(residue.path) && shows(residue.statement)) }
        for image in node.images where image.stores.count > 1 { #expect(shows(image.reason)) }
        for warning in node.warnings { #expect(shows(warning)) }
        for check in node.checks where check.byHand {
            #expect(shows("\(check.words) \(check.says.rawValue)"), "\(check.rule)")
        }
    }

    @Test("an unknown node's first line after the headline is the command to run, ready to be copied")
    func unknown() throws {
        var bare = Samples.unknown
        bare.missing[0].settleWith = "crictl -r " + String(repeating: "very-", count: 30) + "long images"
        let lines = text([bare]).split(separator: "\n")
        #expect(lines[1] == "  1. \(bare.missing[0].settleWith)")
        #expect(lines[2] == "     run it on the node for docker-info: timeout")
        #expect(lines[3] == "  2. docker images --digests")
        bare.missing = []
        let next = text([bare]).split(separator: "\n")[1]
        #expect(next.hasPrefix("  Next       on the node, run sh collector.sh as root"))
    }

    @Test("the last line says how to see the rest, and --details shows it")
    func details() throws {
        let short = text([Samples.duplicated])
        let last = try #require(short.split(separator: "\n").last)
        #expect(last.contains("--details") && last.contains("twinstore explain") && last.contains("--format html"))
        let long = text([Samples.duplicated], RenderOptions(details: true))
        for proof in Samples.duplicated.checks.flatMap(\.sources) {
            #expect(long.contains("\(Proof(proof).place)  "), "\(proof.capture)")
        }
        for words in ["Where the command lines lead", "SHA-256", "Full names and IDs", "runtime setting of k3s"] {
            #expect(long.contains(words))
            #expect(!short.contains(words))
        }
    }
}
