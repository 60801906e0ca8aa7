import NodeModel

extension CaptureParser {
    /// `docker context ls`: the endpoint of the context in use, which has a `*`.
    static let dockerContexts = CaptureParser(
        reads: .capture("docker-contexts"),
        summary: "the daemon that docker talks to by default"
    ) { text, parsed in
        let json = JSONTexts(text.lines(&parsed))
        for document in json.documents {
            for context in document.root.isArray ? document.root.elements : [document.root]
            where context["Current"]?.bool == true {
                parsed.keep(.dockerEndpoint, context["DockerEndpoint"], document, text)
            }
        }
        json.report(text, &parsed)
        var unread = Unread()
        for line in json.rest {
            let columns = line.columns
            let endpoint = columns.first { isEndpoint($0) }
            // The header, and Docker's remark that DOCKER_HOST is set.
            if endpoint == nil, line.words.first == "NAME" || line.text.find("DOCKER_HOST") != nil { continue }
            guard line.words.count > 1 else {
                unread.add(line)
                continue
            }
            guard line.words[1] == "*" else { continue }
            if let endpoint {
                parsed.facts.settings.append(Setting(.dockerEndpoint, endpoint, source: text.source(line)))
            } else {
                unread.add(line)
            }
        }
        unread.report(text, &parsed)
    }

    private static func isEndpoint(_ column: String) -> Bool {
        ["unix://", "tcp://", "ssh://", "npipe://", "fd://", "http://", "https://"].contains { column.hasPrefix($0) }
    }
}
