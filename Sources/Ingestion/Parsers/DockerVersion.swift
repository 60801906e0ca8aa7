import NodeModel

extension CaptureParser {
    /// `docker version`, as JSON or as text, or `docker --version`. podman's answer has no Docker version in it.
    static let dockerVersion = CaptureParser(
        reads: .capture("docker-version"),
        summary: "versions of the docker client and of the daemon that answered"
    ) { text, parsed in
        let lines = text.lines(&parsed)
        let json = JSONTexts(lines)
        for document in json.documents {
            // Docker spells it ApiVersion.
            if let version = document.root["Client"]?["APIVersion"] {
                keepEmulator("podman", document.source(text, version), &parsed)
                continue
            }
            parsed.keep(.dockerClientVersion, document.root["Client"]?["Version"], document, text)
            parsed.keep(.dockerServerVersion, document.root["Server"]?["Version"], document, text)
        }
        json.report(text, &parsed)
        keepPodmanNotice(text, lines, &parsed)
        if json.documents.isEmpty { readVersionText(json.rest, text, &parsed) } else { json.reportRest(text, &parsed) }
    }

    private static func readVersionText(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        if let line = lines.first(where: {
            $0.text.find("podman version") != nil || $0.text.find("Podman Engine") != nil
        }) {
            keepEmulator("podman", text.source(line), &parsed)
            return
        }
        var part: SettingKey?
        var component = ""
        var kept: Set<SettingKey> = []
        for line in lines {
            let plain = line.text.trimmed
            if plain.hasPrefix("Docker version ") {
                let version = plain.dropFirst(15).prefix { $0 != "," && $0 != " " }
                if kept.insert(.dockerClientVersion).inserted {
                    parsed.keep(.dockerClientVersion, String(version), line, text)
                }
                continue
            }
            guard let (name, value) = line.keyAndValue else { continue }
            if name == "Client" || name == "Server" {
                part = name == "Client" ? .dockerClientVersion : .dockerServerVersion
                component = ""
                continue
            }
            if value.isEmpty { component = name }
            // Below Server: come the engine and then containerd, runc and others, each with a version.
            let isOwn = name == "Version" && (component.isEmpty || component == "Engine")
            let key =
                ["Client version": .dockerClientVersion, "Server version": .dockerServerVersion][name]
                ?? (isOwn ? part : nil)
            if let key, !value.isEmpty, kept.insert(key).inserted { parsed.keep(key, value, line, text) }
        }
        if kept.isEmpty, let line = lines.first {
            parsed.issue(text, line: line.number, "no version of docker in it")
        }
    }
}
