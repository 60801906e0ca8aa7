import NodeModel

extension CaptureParser {
    /// `crictl images` by crictl's own configuration.
    static let crictlImages = CaptureParser(
        reads: .capture("crictl-images"),
        summary: "images that crictl lists by its own configuration",
        parse: CRIImageList.read)
}
