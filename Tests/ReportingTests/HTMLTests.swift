import NodeModel
import Testing

@testable import Reporting

@Suite struct HTMLTests {
    private static let reports = GoldenTests.reports.map(\.judgements)

    private func page(_ judgements: [Judgement]) -> String {
        ReportFormat.html.string(Report(judgements: judgements))
    }

    private func written(_ node: HTML) -> String {
        var bytes: [UInt8] = []
        node.write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("text and attributes cannot become markup")
    func escaped() {
        let hostile = #"</p><script>alert("1")</script>&amp;' onload='x"#
        let node = written(.tag(.p, .label(hostile), text: hostile))
        #expect(!node.contains("<script"))
        #expect(node.ranges(of: "</p>").count == 1)
        #expect(node.ranges(of: "\"").count == 2)
        #expect(!node.contains("'"))
        #expect(node.contains("&amp;amp;"))
    }

    @Test("what hides text or turns it around is made visible, in attributes too")
    func visible() {
        let hostile = "a\u{202E}b\u{AD}c\u{E0041}d\u{1B}e\u{0}"
        let node = written(.tag(.p, .label(hostile), text: hostile))
        #expect(node.ranges(of: #"a\u{202e}b\u{ad}c\u{e0041}d\u{1b}e\u{0}"#).count == 2)
        #expect(!node.unicodeScalars.contains { Text.isHostile($0) && $0 != "\n" })
    }

    @Test("a page runs nothing, loads nothing and links to nothing outside of itself", arguments: reports)
    func selfContained(judgements: [Judgement]) {
        // Text may say anything; tags are ours.
        let page = page(judgements).matches(of: /<[^>]*>/).map { String($0.0) }.joined()
        for word in ["<script", "<img", "<iframe", "<link", "<object", "<base", "<form", " src=", " style=", "@import"]
        {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.matches(of: /\son[a-z]+="/).isEmpty)
        #expect(self.page(judgements).matches(of: /url\([^#]/).isEmpty)
        #expect(page.matches(of: /href="[^#]/).isEmpty)
    }

    @Test("links lead to places that are there, and every place has one name", arguments: reports)
    func anchors(judgements: [Judgement]) {
        let page = page(judgements)
        let names = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(names).count == names.count)
        let used =
            page.matches(of: /href="#([^"]*)"/).map { String($0.1) }
            + page.matches(of: /aria-labelledby="([^"]*)"/).flatMap { $0.1.split(separator: " ").map(String.init) }
        #expect(used.contains("main"))
        #expect(Set(used).subtracting(names).isEmpty)
    }

    @Test("every element that is opened is closed", arguments: reports)
    func balanced(judgements: [Judgement]) {
        var open: [Substring] = []
        // Quotes cannot be in text, so a tag ends at the first `>`.
        for match in page(judgements).matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/) {
            if match.2 == "meta" || match.3.hasSuffix("/") { continue }
            if match.1.isEmpty {
                open.append(match.2)
            } else {
                #expect(open.popLast() == match.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("the policy allows the page's own style and nothing else")
    func policy() throws {
        let page = page([Samples.duplicated])
        let style = try #require(page.firstMatch(of: /<style>([^<]*)<\/style>/)).1
        let hash = StyleSheet.base64(Digest.sha256Bytes(Array(style.utf8)))
        #expect(
            page.contains(
                "default-src &#39;none&#39;; style-src &#39;sha256-\(hash)&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"
            ))
        #expect(!style.contains("<"))
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("fooba", "Zm9vYmE=")] {
            #expect(StyleSheet.base64(Array(plain.utf8)) == encoded)
        }
    }

    @Test("headings come in order, and the first screen answers before the first section", arguments: reports)
    func headings(judgements: [Judgement]) throws {
        let page = page(judgements)
        let levels = page.matches(of: /<h([1-6])>/).compactMap { Int($0.1) }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
        guard !judgements.isEmpty else { return }
        let cards = try #require(page.range(of: "class=\"cards\""))
        let section = try #require(page.range(of: "<h2>"))
        #expect(cards.lowerBound < section.lowerBound)
    }

    @Test("the page says in cards what the judgement says")
    func cards() {
        let page = page([Samples.duplicated])
        for words in [
            "<strong>Yes</strong>", "<strong>Certain</strong>", "<strong>170\u{A0}MB</strong>",
            "<strong>Free 68.2\u{A0}MB</strong>",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(self.page([Samples.unknown]).contains("<strong>Not known</strong>"))
        #expect(self.page([Samples.sameStore]).contains("<strong>Nothing</strong>"))
        #expect(self.page([Samples.sameStore]).contains("nothing is on this disk a second time"))
        var unmeasured = Samples.duplicated
        unmeasured.duplicatedBytes = nil
        #expect(self.page([unmeasured]).contains("nothing allows a figure"))
        var other = Samples.unknown
        other.node = "web-8"
        let unjudged = self.page([Samples.unknown, other])
        #expect(unjudged.contains("on <code>web-7</code>: <code>docker images --digests</code>"))
    }
}
