import NodeModel

extension CaptureParser {
    /// containerd's config.toml: the system's and the one that k3s or RKE2 writes for its own.
    static let containerdConfig = CaptureParser(
        reads: .files(["*containerd/config.toml", "*containerd.toml", "*containerd/config-v*.toml"]),
        summary: "containerd's root, state, socket, disabled plugins and whether it drops unpacked blobs"
    ) { text, facts in
        let keys: [String: SettingKey] = [
            "root": .containerdRoot, "state": .containerdState, "grpc.address": .containerdAddress,
            "disabled_plugins": .containerdDisabledPlugins,
        ]
        text.keep(
            TOML.entries(text.bytes),
            { path in
                // The table's name changed with the versions of the file; all have `cri` in it.
                let isDiscard = path.hasSuffix(".discard_unpacked_layers") && path.hasPrefix("plugins.")
                return isDiscard && path.contains("cri") ? .containerdDiscardsLayers : keys[path]
            }, into: &facts)
    }
}
