import NodeModel

extension CaptureParser {
    /// `crictl imagefsinfo` pinned to the socket that the capture's instance names.
    static let criImagefsinfo = CaptureParser(
        reads: .capture("cri-imagefsinfo"),
        summary: "where the runtime behind one socket keeps its images",
        parse: CRIAnswers.imageFilesystem)
}
