import NodeModel

extension CaptureParser {
    /// `docker images`, as JSON lines or as any of its tables; podman and nerdctl where they answer in docker's place.
    static let dockerImages = CaptureParser(
        reads: .capture("docker-images"),
        summary: "images that docker lists, with their names, IDs and sizes"
    ) { text, parsed in
        let lines = text.lines(&parsed)
        let json = JSONTexts(lines)
        var list = ImageList()
        var unread = Unread()
        for document in json.documents {
            for value in document.root.isArray ? document.root.elements : [document.root] {
                let source = document.source(text, value["ID"] ?? value["Id"] ?? value)
                guard let image = ListedImage(json: value, source: source) else {
                    unread.add(source.line, "not an image: \(source.quote)")
                    continue
                }
                list.add(image)
                keepEmulator(value, source, &parsed)
            }
        }
        json.reportCut(text, &parsed)
        let table = ImageTable(json.rest, in: text)
        for row in table.rows { list.add(row) }
        unread.report(text, &parsed)
        table.unread.report(text, &parsed)
        parsed.facts.images += list.images
        if list.images.isEmpty, let error = Diagnostic.firstError(lines, text.errors) {
            parsed.issue(text, line: 0, "\(Issue.noList), because docker failed: \(Text.excerpt(error, limit: 160))")
        }
        keepPodmanNotice(text, lines, &parsed)
        if text.command.hasPrefix("podman "), let first = list.images.first {
            keepEmulator("podman", first.source, &parsed)
        }
        if let line = table.podman { keepEmulator("podman", text.source(line), &parsed) }
        if let line = table.nerdctl { keepEmulator("nerdctl", text.source(line), &parsed) }
    }

    /// Only podman's JSON has a list of `Names`, only nerdctl's a `BlobSize`.
    private static func keepEmulator(_ image: JSON, _ source: Source, _ parsed: inout ParsedFacts) {
        if image["Names"]?.isArray == true { keepEmulator("podman", source, &parsed) }
        if image["BlobSize"] != nil { keepEmulator("nerdctl", source, &parsed) }
    }

    /// Says once a capture that docker is another program here.
    static func keepEmulator(_ name: String, _ source: Source, _ parsed: inout ParsedFacts) {
        guard parsed.facts.settings(.dockerEmulatedBy).isEmpty else { return }
        parsed.facts.settings.append(Setting(.dockerEmulatedBy, name, source: source))
    }

    /// podman-docker says on standard error that it is podman. Source: podman, docker shell script.
    static func keepPodmanNotice(_ text: CaptureText, _ lines: [Line], _ parsed: inout ParsedFacts) {
        let notice = "Emulate Docker CLI using podman"
        guard text.bytes.contains("podman") || text.errors.contains("podman") else { return }
        let errors = Line.split(Array(text.errors.utf8)).map { Line(number: 0, text: $0.text) }
        if let line = (lines + errors).first(where: { $0.text.find(notice) != nil }) {
            keepEmulator("podman", text.source(line), &parsed)
        }
    }
}
