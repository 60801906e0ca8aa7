import NodeModel

extension CaptureParser {
    /// `docker info`, as JSON or as text. Where the daemon did not answer, the client's empty strings are not settings.
    static let dockerInfo = CaptureParser(
        reads: .capture("docker-info"),
        summary: "docker's data root, storage driver, containerd and server version"
    ) { text, parsed in
        let lines = text.lines(&parsed)
        let json = JSONTexts(lines)
        for document in json.documents { keepInfo(document, text, &parsed) }
        json.report(text, &parsed)
        if json.documents.isEmpty { readInfoText(json.rest, text, &parsed) } else { json.reportRest(text, &parsed) }
        keepPodmanNotice(text, lines, &parsed)
    }

    /// Source: moby, api/types/system/info.go; podman's own has lower-case keys: libpod/define/info.go.
    private static func keepInfo(_ document: JSONTexts.Document, _ text: CaptureText, _ parsed: inout ParsedFacts) {
        let root = document.root
        if let store = root["store"], root["host"] != nil {
            keepEmulator("podman", document.source(text, store), &parsed)
            parsed.keep(.containersGraphRoot, store["graphRoot"], document, text)
            return
        }
        let status = root["DriverStatus"]?.elements ?? []
        let type = status.first { $0.elements.first?.string == "driver-type" }
        parsed.keep(.dockerRoot, root["DockerRootDir"], document, text)
        parsed.keep(.dockerDriver, root["Driver"], document, text)
        parsed.keep(.dockerDriverType, type?.elements.dropFirst().first, document, text)
        parsed.keep(.dockerContainerdAddress, root["Containerd"]?["Address"], document, text)
        parsed.keep(.dockerContainerdNamespace, root["Containerd"]?["Namespaces"]?["Containers"], document, text)
        parsed.keep(.dockerServerVersion, root["ServerVersion"], document, text)
        parsed.keep(.dockerHostName, root["Name"], document, text)
        for error in (root["ServerErrors"]?.elements ?? []).prefix(Unread.named) {
            let line = document.source(text, error).line
            parsed.issue(text, line: line, "the Docker daemon did not answer: \(error.string ?? "")")
        }
    }

    private static let infoKeys: [String: SettingKey] = [
        "Server Version": .dockerServerVersion, "Storage Driver": .dockerDriver, "driver-type": .dockerDriverType,
        "Docker Root Dir": .dockerRoot, "Name": .dockerHostName,
    ]

    /// `Key: value` lines; the client's part, which has a version too, comes first and is left out.
    private static func readInfoText(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        let server = lines.firstIndex { $0.text.trimmed == "Server:" } ?? 0
        var kept: Set<SettingKey> = []
        for line in lines.dropFirst(server) {
            guard let (name, value) = line.keyAndValue, !value.isEmpty else { continue }
            if name == "graphRoot" {
                keepEmulator("podman", text.source(line), &parsed)
                parsed.keep(.containersGraphRoot, value, line, text)
                return
            }
            guard let key = infoKeys[name], kept.insert(key).inserted else { continue }
            parsed.keep(key, value, line, text)
        }
        if kept.isEmpty, let line = lines.first {
            parsed.issue(text, line: line.number, "nothing of a Docker daemon in it")
        }
    }
}
