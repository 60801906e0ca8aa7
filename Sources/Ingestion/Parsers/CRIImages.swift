import NodeModel

extension CaptureParser {
    /// `crictl images` pinned to the socket that the capture's instance names.
    static let criImages = CaptureParser(
        reads: .capture("cri-images"),
        summary: "images that the CRI server of one socket lists",
        parse: CRIImageList.read)
}
