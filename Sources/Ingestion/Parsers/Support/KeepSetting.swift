import NodeModel

extension ParsedFacts {
    /// Adds a setting with a value of a JSON text; an empty or missing one says nothing.
    mutating func keep(_ key: SettingKey, _ value: JSON?, _ document: JSONTexts.Document, _ text: CaptureText) {
        guard let value, let string = value.string, !string.isEmpty else { return }
        facts.settings.append(Setting(key, string, source: document.source(text, value)))
    }

    /// Adds a setting with a value of a line; an empty one says nothing.
    mutating func keep(_ key: SettingKey, _ value: String, _ line: Line, _ text: CaptureText) {
        guard !value.isEmpty else { return }
        facts.settings.append(Setting(key, value, source: text.source(line)))
    }
}
