import NodeModel

extension CaptureParser {
    /// `KubeletConfiguration`: the runtime's endpoint, since Kubernetes 1.27.
    static let kubeletConfig = CaptureParser(
        reads: .files(["/var/lib/kubelet/*.yaml"]),
        summary: "the runtime that the kubelet's configuration names"
    ) { text, facts in
        let keys: [String: SettingKey] = [
            "containerRuntimeEndpoint": .kubeletRuntimeEndpoint, "imageServiceEndpoint": .kubeletImageEndpoint,
        ]
        text.keep(YAML.entries(text.bytes), { keys[$0] }, into: &facts)
    }
}
