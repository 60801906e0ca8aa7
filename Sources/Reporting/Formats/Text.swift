extension ReportFormat {
    /// For a terminal: the answer first, an ordinary node on one screen; all of it with `details`.
    public static let text = ReportFormat(
        name: "text", fileExtension: "txt", summary: "for a terminal; long lists are summed"
    ) { report, options, output in
        var writer = TextWriter(output, options)
        writer.write(ReportLayout.blocks(report, isFirstScreen: !options.details))
        output = writer.output
    }
}
