extension ReportFormat {
    /// For a terminal: the answer first, an ordinary node on about one screen.
    public static let text = ReportFormat(
        name: "text", fileExtension: "txt", summary: "for a terminal; long lists are summed"
    ) { report, options, output in
        var writer = TextWriter(output, options)
        writer.write(ReportLayout.blocks(report))
        output = writer.output
    }
}
