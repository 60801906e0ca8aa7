import NodeModel
import Testing

@testable import Reporting

@Suite struct MarkdownTests {
    private func markdown(_ judgements: [Judgement]) -> String {
        ReportFormat.markdown.string(Report(judgements: judgements))
    }

    @Test(
        "prose never becomes markup, a mention or a link",
        arguments: [
            ("a|b", "a&#124;b"), ("<b>", "&lt;b&gt;"), ("_x_ *y*", "\\_x\\_ \\*y\\*"), ("[a](b)", "\\[a\\](b)"),
            ("for @everyone", "for `@everyone`"), ("see #12", "see `#12`"), ("group!7", "`group!7`"),
            ("https://x.example", "`https://x.example`"), ("a\nb", "a\\\\u{a}b"), ("`x`", "\\`x\\`"),
            ("&lt;", "&amp;lt;"),
        ])
    func prose(text: String, markdown: String) { #expect(MarkdownText.prose(text) == markdown) }

    @Test(
        "a code span is closed by its own fence only",
        arguments: [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("``", "``` `` ```"), ("", "")])
    func code(text: String, markdown: String) { #expect(MarkdownText.code(text) == markdown) }

    @Test("a pipe in a table's cell does not end the cell, in code neither")
    func pipes() {
        #expect(MarkdownText.code("a|b", inTable: true) == "<code>a&#124;b</code>")
        #expect(MarkdownText.prose("a@b|c", inTable: true) == "<code>a@b&#124;c</code>")
        for line in markdown([Samples.hostile]).split(separator: "\n") where line.hasPrefix("|") {
            #expect(line.count { $0 == "|" } == 7, "\(line)")
        }
    }

    @Test(
        "a line that looks like a list stays text",
        arguments: [("- a", "\\- a"), ("1. a", "1\\. a"), ("12 a", "12 a"), ("68.2 MB", "68.2 MB")])
    func lineStart(text: String, markdown: String) { #expect(MarkdownText.atLineStart(text) == markdown) }

    @Test("a fence is longer than any in the code")
    func fences() {
        #expect(MarkdownText.fenced(["```"]) == "````\n```\n````\n")
    }

    @Test("no table is wider than 100 columns")
    func width() {
        let all = Samples.everyVerdict + [Samples.hostile, Samples.contested]
        for judgements in all.map({ [$0] }) + [all] {
            for line in markdown(judgements).split(separator: "\n") where line.hasPrefix("|") {
                #expect(DisplayWidth.of(String(line)) <= 100, "\(line)")
            }
        }
    }

    @Test("any fleet and any node fits into a ticket", arguments: [1, 20, 21, 3000])
    func limit(nodes: Int) {
        let judgements = (0..<nodes).map { number in
            var node = Samples.hostile
            node.node = "node-\(number)" + String(repeating: "<|>", count: 100)
            node.labels = ["key": String(repeating: "|", count: 60) + "\(number)"]
            node.images = (0..<(nodes == 1 ? 4000 : 4)).map { index in
                var image = Samples.hostile.images[0]
                image.names = [String(repeating: "`|<", count: 160) + "\(number)-\(index)"]
                return image
            }
            node.warnings = [String](repeating: String(repeating: "*", count: 900), count: nodes == 1 ? 500 : 1)
            return node
        }
        let text = markdown(judgements)
        #expect(text.utf8.count <= 65_000)
        #expect(text.contains("more"))
    }

    @Test("a name without end does not push the answer out of the ticket")
    func endless() {
        var node = Samples.duplicated
        node.node = String(repeating: "n|", count: 100_000)
        node.headline = String(repeating: "<h>", count: 100_000)
        node.reason = String(repeating: "because ", count: 100_000)
        node.bundle.name = node.node
        let text = markdown([node])
        #expect(text.utf8.count <= 65_000)
        for part in ["**Verdict:** **duplicated**", "**Next:** carry out the plan", "## Images in more than one store"]
        {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("long lists are folded, and every fold is closed")
    func details() throws {
        var many = Samples.duplicated
        let image = try #require(many.images.first)
        many.images = (1...42).map { number in
            var copy = image
            copy.names = ["registry.example/app:\(number)"]
            return copy
        }
        let text = markdown([many])
        #expect(text.contains("<details><summary>32 more images</summary>"))
        #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
        #expect(text.contains("registry.example/app:42"))
    }
}
