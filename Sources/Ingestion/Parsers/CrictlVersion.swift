import NodeModel

extension CaptureParser {
    /// `crictl version` by crictl's own configuration.
    static let crictlVersion = CaptureParser(
        reads: .capture("crictl-version"),
        summary: "the runtime that crictl reaches by its own configuration",
        parse: CRIAnswers.version)
}
