import NodeModel

extension CaptureParser {
    /// Configuration files of k3s and RKE2: flags without their dashes. `key+` appends to what another file says; every
    /// value is kept with its place, which of them counts is not decided here.
    static let k3sConfig = CaptureParser(
        reads: .files([
            "/etc/rancher/k3s/config.yaml", "/etc/rancher/rke2/config.yaml", "/etc/rancher/*/config.yaml.d/*",
        ]),
        summary: "the runtime that k3s or RKE2 is configured for"
    ) { text, facts in
        let keys: [String: SettingKey] = [
            "docker": .k3sDocker, "container-runtime-endpoint": .k3sRuntimeEndpoint,
            "image-service-endpoint": .k3sImageEndpoint, "data-dir": .k3sDataDir,
        ]
        text.keep(
            YAML.entries(text.bytes), { keys[$0.hasSuffix("+") ? String($0.dropLast()) : $0] }, into: &facts)
    }
}
