import NodeModel

/// The one line that `crictl config --get` prints; a blank one means that the file does not set the value.
enum CrictlSetting {
    static func read(_ key: SettingKey) -> @Sendable (CaptureText, inout ParsedFacts) -> Void {
        { text, parsed in
            for line in text.lines(&parsed) where !line.isBlank && Diagnostic(line.text) == nil {
                let value = line.text.trimmed.filter { $0 != "\"" && $0 != "'" }
                guard !value.isEmpty else { continue }
                guard value.contains("/"), !value.contains(" ") else {
                    parsed.issue(text, line: line.number, "not an endpoint: \(Text.excerpt(line.text, limit: 120))")
                    return
                }
                parsed.facts.settings.append(Setting(key, value, source: text.source(line)))
                return
            }
        }
    }
}
