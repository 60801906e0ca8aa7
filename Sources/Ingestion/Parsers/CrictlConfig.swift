import NodeModel

extension CaptureParser {
    /// The endpoints that crictl is configured for. A file that `CRI_CONFIG_FILE` names is recognised where `crictl`
    /// is part of its path.
    static let crictlConfig = CaptureParser(
        reads: .files(["*crictl*.yaml", "*crictl*.yml", "*crictl*.conf", "*crictl*.json"]),
        summary: "the endpoints that crictl is configured for"
    ) { text, facts in
        let keys: [String: SettingKey] = [
            "runtime-endpoint": .crictlRuntimeEndpoint, "image-endpoint": .crictlImageEndpoint,
        ]
        text.keep(YAML.entries(text.bytes), { keys[$0] }, into: &facts)
    }
}
