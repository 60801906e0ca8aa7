import NodeModel

extension CaptureParser {
    /// `crictl info` of one socket: the collector's line `ROOT ENDPOINT`, or the whole JSON, of which nothing else is
    /// kept. cri-dockerd and CRI-O have neither value.
    static let criInfo = CaptureParser(
        reads: .capture("cri-info"),
        summary: "root directory and endpoint of the containerd behind one socket"
    ) { text, parsed in
        let json = JSONTexts(text.lines(&parsed))
        for document in json.documents {
            let config = document.root["config"]
            parsed.keep(.criContainerdRoot, config?["containerdRootDir"], document, text)
            parsed.keep(.criContainerdEndpoint, config?["containerdEndpoint"], document, text)
        }
        json.report(text, &parsed)
        var unread = Unread()
        let keys = ["containerdRootDir": SettingKey.criContainerdRoot, "containerdEndpoint": .criContainerdEndpoint]
        for line in json.rest {
            if let (name, value) = line.jsonMember {
                if let key = keys[name], !value.isEmpty { parsed.keep(key, value, line, text) }
                continue
            }
            // A blank in `<no value>` must not become a third word.
            let words = line.text.replacing("<no value>", with: "-").split { $0 == " " || $0 == "\t" }.map(String.init)
            guard (1...2).contains(words.count), words.allSatisfy({ $0 == "-" || $0.contains("/") }) else {
                unread.add(line)
                continue
            }
            for (key, word) in zip([SettingKey.criContainerdRoot, .criContainerdEndpoint], words) where word != "-" {
                parsed.facts.settings.append(Setting(key, word, source: text.source(line)))
            }
        }
        unread.report(text, &parsed)
    }
}
