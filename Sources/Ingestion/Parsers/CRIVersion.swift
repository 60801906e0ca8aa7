import NodeModel

extension CaptureParser {
    /// `crictl version` pinned to the socket that the capture's instance names.
    static let criVersion = CaptureParser(
        reads: .capture("cri-version"),
        summary: "name and version of the runtime behind one socket",
        parse: CRIAnswers.version)
}
