import NodeModel

extension CaptureParser {
    /// `crictl config --get runtime-endpoint`: the value of the configuration file, whatever flags and environment say.
    static let crictlRuntimeEndpoint = CaptureParser(
        reads: .capture("crictl-runtime-endpoint"),
        summary: "the runtime endpoint in crictl's configuration file",
        parse: CrictlSetting.read(.crictlRuntimeEndpoint))
}
