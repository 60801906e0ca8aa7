import Testing

@testable import Reporting

@Suite struct DisplayWidthTests {
    @Test(
        "wide characters and emoji take two columns, marks none",
        arguments: [
            ("abc", 3), ("镜像", 4), ("ﾊﾝｶｸ", 4), ("한국", 4), ("🚀", 2), ("🇩🇪", 2), ("e\u{301}", 1), ("❤\u{FE0F}", 2),
            ("é", 1), ("→", 1), ("", 0),
        ])
    func width(text: String, columns: Int) { #expect(DisplayWidth.of(text) == columns) }

    @Test("text that is too wide keeps both ends, within the width", arguments: 1...20)
    func fitted(width: Int) {
        for text in ["registry.example/a/b/name:tag", "镜像仓库/应用程序:版本一", "short"] {
            let fitted = DisplayWidth.fitted(text, width)
            #expect(DisplayWidth.of(fitted) <= width)
            #expect(fitted == text || fitted.contains("…"))
        }
        #expect(DisplayWidth.fitted("registry.example/name:tag", 12).hasSuffix("me:tag"))
    }

    @Test("an image that is too wide keeps its repository and tag, not its registry")
    func image() {
        #expect(DisplayWidth.fitted(image: "127.0.0.1:5000/example/app1:1.0-prod +1", 24) == "…/app1:1.0-prod +1")
        #expect(DisplayWidth.fitted(image: "r.io/app:1", 24) == "r.io/app:1")
        // No slash is near: as much of the end as there is room for.
        #expect(DisplayWidth.fitted(image: "r.io/one-very-long-name:1.0", 12) == "…ng-name:1.0")
        let pinned = DisplayWidth.fitted(image: "registry.example/app@sha256:" + String(repeating: "a", count: 64), 24)
        #expect(pinned.hasPrefix("registry.") && pinned.hasSuffix("aaaa"))
        for width in 1...30 {
            let name = "镜像仓库.example/应用/程序:版本一"
            #expect(DisplayWidth.of(DisplayWidth.fitted(image: name, width)) <= width)
        }
    }
}
