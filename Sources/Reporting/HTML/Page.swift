import NodeModel

/// A page that stands alone: nothing loads, nothing runs.
struct Page {
    /// Largest page of one node, in bytes.
    static let nodeLimit = 150_000
    /// Largest page of any fleet, in bytes.
    static let fleetLimit = 300_000
    /// Rows, points or steps that are written at most, folded ones included; the first that gives a page within its
    /// limit is taken.
    private static let rowSteps = [100, 50, 20, 10, 5, 2, 1]
    private static let notice: Block = .paragraph(
        "… the report is longer than a page takes: ask for the other formats, or for one node")

    /// Writes the blocks as a page of at most `limit` bytes.
    ///
    /// - Parameter kind: what the page is, for its top.
    static func write(_ blocks: [Block], kind: String, limit: Int, maxRows: Int?, to output: inout Output) {
        let most = maxRows ?? rowSteps[0]
        for cap in [most] + rowSteps.filter({ $0 < most }) {
            let page = bytes(blocks, kind: kind, cap: cap)
            if page.count <= limit { return output.write(page) }
        }
        var kept = blocks
        while kept.count > 1 {
            // The answer stands at the top; what is cut is the end.
            kept.removeLast(max(1, kept.count / 4))
            let page = bytes(kept + [notice], kind: kind, cap: 1)
            if page.count <= limit { return output.write(page) }
        }
        output.write(bytes([notice], kind: kind, cap: 1))
    }

    private static func bytes(_ blocks: [Block], kind: String, cap: Int) -> [UInt8] {
        var writer = PageWriter(cap: cap)
        let content = writer.main(blocks)
        let name = Anchor.main
        var bytes = Array("<!DOCTYPE html>".utf8)
        HTML.tag(
            .html, .english,
            children: [
                head(writer.title.isEmpty ? "twinstore" : "\(writer.title) · twinstore"),
                .tag(
                    .body,
                    children: [
                        .tag(.a, .css("skip"), .link(to: name), text: "Skip to the report"), Marks.definitions,
                        .tag(
                            .header, .css("top"),
                            children: [
                                Marks.logo, .tag(.span, .css("brand"), text: "twinstore"),
                                .tag(.span, .css("muted"), text: kind),
                            ]),
                        .tag(.main, .id(name), .number(.tabindex, -1), children: content),
                        .tag(
                            .footer,
                            children: [
                                .tag(
                                    .p, .css("muted"),
                                    text: "Written by twinstore. This page loads nothing and runs nothing; it can be "
                                        + "attached to a ticket as it is.")
                            ]),
                    ]),
            ]
        ).write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private static func head(_ title: String) -> HTML {
        .tag(
            .head,
            children: [
                .tag(.meta, .utf8),
                .tag(.meta, .fixed(.httpEquiv, "Content-Security-Policy"), .policy(styleHash: StyleSheet.hash)),
                .tag(
                    .meta, .fixed(.name, "viewport"), .fixed(.content, "width=device-width, initial-scale=1")),
                .tag(.meta, .fixed(.name, "color-scheme"), .fixed(.content, "light dark")),
                .tag(.meta, .fixed(.name, "referrer"), .fixed(.content, "no-referrer")),
                .tag(.title, text: title), .style(StyleSheet.parts),
            ])
    }
}
