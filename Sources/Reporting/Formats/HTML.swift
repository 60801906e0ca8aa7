extension ReportFormat {
    /// For a browser or an attachment: one file without scripts that loads nothing, with pictures.
    public static let html = ReportFormat(
        name: "html", fileExtension: "html",
        summary: "one page for a browser, with pictures; loads nothing, runs nothing"
    ) { report, options, output in
        let blocks = ReportLayout.blocks(report)
        let isNode = report.fleet.nodes == 1
        Page.write(
            blocks, kind: isNode ? "node report" : "fleet report", limit: isNode ? Page.nodeLimit : Page.fleetLimit,
            maxRows: options.maxRows, to: &output)
    }
}
