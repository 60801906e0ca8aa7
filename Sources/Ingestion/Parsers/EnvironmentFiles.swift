import NodeModel

extension CaptureParser {
    /// Environment files of units: the kubelet's flags in them. k3s reads no flag of these settings from its
    /// environment, and `INSTALL_K3S_EXEC` is a left-over of its installer that no service reads.
    static let environmentFiles = CaptureParser(
        reads: .files(["*.env", "/etc/default/*", "/etc/sysconfig/*"]),
        summary: "the runtime that the kubelet's flags in environment files name"
    ) { text, facts in
        for item in EnvironmentText.assignments(text, into: &facts) where item.name.hasPrefix("KUBELET_") {
            for (key, value) in kubeletFlags(SystemdWords.split(item.value).words) where !value.isEmpty {
                facts.facts.settings.append(Setting(key, value, source: text.source(item.line)))
            }
        }
    }
}

/// The flags among a kubelet's arguments that name its runtime, as `--flag=value` or `--flag value`.
private func kubeletFlags(_ words: [String]) -> [(SettingKey, String)] {
    let keys: [Substring: SettingKey] = [
        "container-runtime-endpoint": .kubeletRuntimeEndpoint, "image-service-endpoint": .kubeletImageEndpoint,
        "container-runtime": .kubeletRuntime,
    ]
    var found: [(SettingKey, String)] = []
    for (index, word) in words.enumerated() where word.hasPrefix("-") {
        let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let key = keys[name] else { continue }
        if parts.count == 2 {
            found.append((key, String(parts[1])))
        } else if index + 1 < words.count, !words[index + 1].hasPrefix("-") {
            found.append((key, words[index + 1]))
        }
    }
    return found
}
