import NodeModel
import Testing

@testable import Reporting

@Suite struct JUnitTests {
    private func junit(_ judgements: [Judgement], failOn: Set<Verdict>? = nil) -> String {
        ReportFormat.junit.string(Report(judgements: judgements), RenderOptions(failOn: failOn))
    }

    @Test("a node that could not be judged is skipped, with the command that would settle it")
    func unknown() {
        let text = junit([Samples.unknown])
        #expect(text.contains("failures=\"0\" errors=\"0\" skipped=\"1\""))
        #expect(text.contains("on the node, run docker info: docker-info is missing (timeout)\"/>"))
    }

    @Test("--fail-on unknown makes that an error, and fails nothing that it does not name")
    func failOn() {
        let text = junit(Samples.everyVerdict, failOn: [.unknown])
        #expect(text.contains("tests=\"7\" failures=\"0\" errors=\"1\" skipped=\"0\""))
        #expect(text.contains("type=\"unknown\""))
        let duplicated = junit(Samples.everyVerdict, failOn: [.duplicated])
        #expect(duplicated.contains("tests=\"7\" failures=\"1\" errors=\"0\" skipped=\"1\""))
    }

    @Test("two machines of one name are two tests of two names")
    func machines() {
        var (one, other) = (Samples.separate, Samples.separate)
        one.machine = String(repeating: "a", count: 64)
        other.machine = String(repeating: "b", count: 64)
        let text = junit([one, other, Samples.sameStore])
        #expect(text.contains("name=\"web-4 (machine aaaaaaaaaaaa)\""))
        #expect(text.contains("name=\"web-4 (machine bbbbbbbbbbbb)\""))
        #expect(text.contains("name=\"web-5\""))
    }

    @Test(
        "what XML cannot hold is made visible, the rest comes back",
        arguments: [
            ("a\u{0}b", "a\\u{0}b"), ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{FFFE}\u{FFFF}", "\\u{fffe}\\u{ffff}"),
            ("<a b=\"c\">&]]>", "&lt;a b=&quot;c&quot;&gt;&amp;]]&gt;"), ("a\r\nb", "a\\u{d}\\u{a}b"),
            ("\u{1F680}", "\u{1F680}"), ("\u{85}", "\\u{85}"),
        ])
    func text(text: String, escaped: String) { #expect(XMLWriter.escaped(text) == escaped) }
}
