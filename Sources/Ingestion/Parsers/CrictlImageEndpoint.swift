import NodeModel

extension CaptureParser {
    /// `crictl config --get image-endpoint`: the value of the configuration file, whatever flags and environment say.
    static let crictlImageEndpoint = CaptureParser(
        reads: .capture("crictl-image-endpoint"),
        summary: "the image endpoint in crictl's configuration file",
        parse: CrictlSetting.read(.crictlImageEndpoint))
}
