extension ReportFormat {
    /// For a ticket: GitHub, GitLab and Jira render it, and none refuses it for its length.
    public static let markdown = ReportFormat(
        name: "markdown", fileExtension: "md", summary: "for a ticket; long lists are folded, at most 65,000 characters"
    ) { report, options, output in
        output.write(MarkdownWriter.text(ReportLayout.blocks(report), maxRows: options.maxRows))
    }
}
