import NodeModel

extension CaptureParser {
    /// `crictl imagefsinfo` by crictl's own configuration.
    static let crictlImagefsinfo = CaptureParser(
        reads: .capture("crictl-imagefsinfo"),
        summary: "where the runtime that crictl reaches keeps its images",
        parse: CRIAnswers.imageFilesystem)
}
