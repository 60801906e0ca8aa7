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
}
