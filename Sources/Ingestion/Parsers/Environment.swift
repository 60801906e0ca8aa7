import NodeModel

extension CaptureParser {
    /// The variables that send docker and crictl elsewhere. An empty value is as good as none.
    static let environment = CaptureParser(
        reads: .capture("environment"),
        summary: "the variables that send docker and crictl to another endpoint"
    ) { text, facts in
        for line in text.wholeLines where !line.isBlank {
            guard let equals = line.text.firstIndex(of: "=") else {
                facts.misread(text, line, "not NAME=value")
                continue
            }
            let name = line.text[..<equals].trimmed
            guard let key = SettingKey(rawValue: "env." + name) else { continue }
            let value = SystemdWords.split(String(line.text[line.text.index(after: equals)...])).words.first ?? ""
            if !value.isEmpty { facts.facts.settings.append(Setting(key, value, source: text.source(line))) }
        }
    }
}
