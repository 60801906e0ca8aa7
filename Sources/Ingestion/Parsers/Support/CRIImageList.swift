import NodeModel

/// The images of a CRI server as `crictl images` prints them: JSON, table, `-v` blocks or `-q` IDs, any version.
/// Source: cri-tools, cmd/crictl/image.go.
enum CRIImageList {
    static func read(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        let lines = text.lines(&parsed)
        CaptureParser.keepDefaultEndpoints(text, lines, &parsed)
        if lines.first(where: { !$0.isBlank })?.text.rightTrimmed == "images:" {
            return readYAML(lines, text, &parsed)
        }
        let json = JSONTexts(lines)
        var list = ImageList()
        var unread = Unread()
        for document in json.documents {
            for value in images(document.root) {
                let source = document.source(text, value["id"] ?? value)
                guard let image = ListedImage(json: value, source: source) else {
                    unread.add(source.line, "not an image: \(source.quote)")
                    continue
                }
                list.add(image)
            }
        }
        json.reportCut(text, &parsed)
        let rows = blocks(json.rest, text, &list)
        let table = ImageTable(rows, in: text)
        for row in table.rows { list.add(row) }
        unread.report(text, &parsed)
        table.unread.report(text, &parsed)
        parsed.facts.images += list.images
        if list.images.isEmpty, let error = Diagnostic.firstError(lines, text.errors) {
            parsed.issue(text, line: 0, "\(Issue.noList), because crictl failed: \(Text.excerpt(error, limit: 160))")
        }
    }

    /// `crictl images -o yaml`: the JSON's names, sorted, so that `id` begins an image.
    private static func readYAML(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        let document = YAML.entries(Array(lines.map(\.text).joined(separator: "\n").utf8))
        var list = ImageList()
        var image: ListedImage?
        for entry in document.entries {
            if entry.path == "images.id" {
                if let image { list.add(image) }
                image = nil
                guard let id = Digest(entry.value), lines.indices.contains(entry.line - 1) else { continue }
                image = ListedImage(id: id, source: text.source(lines[entry.line - 1]))
            }
            switch entry.path {
            case "images.repoTags" where ListedImage.isName(entry.value): image?.names.append(entry.value)
            case "images.repoDigests" where ListedImage.isName(entry.value): image?.repoDigests.append(entry.value)
            case "images.size": image?.size = HumanSize.any(entry.value)
            case "images.pinned": image?.pinned = entry.value == "true"
            default: break
            }
        }
        if let image { list.add(image) }
        if let fault = document.fault {
            let line = lines.indices.contains(fault.line - 1) ? lines[fault.line - 1].number : 0
            parsed.issue(text, line: line, "the YAML text is damaged or cut; what came before that is kept")
        }
        parsed.facts.images += list.images
    }

    /// The elements of `images`, or an array or a single object that jq took out of it.
    private static func images(_ root: JSON) -> [JSON] {
        if let images = root["images"] { return images.elements }
        return root.isArray ? root.elements : [root]
    }

    /// Takes the `ID: …` blocks of `crictl images -v` out of the lines. A block without `Size:` is an image of size 0,
    /// or one that was pasted in part: its size is not known.
    private static func blocks(_ lines: [Line], _ text: CaptureText, _ list: inout ImageList) -> [Line] {
        var rest: [Line] = []
        var image: ListedImage?
        for line in lines {
            guard let (key, value) = line.keyAndValue, keys.contains(key) else {
                rest.append(line)
                continue
            }
            if key == "ID", let id = Digest(value) {
                if let image { list.add(image) }
                image = ListedImage(id: id, source: text.source(line))
                continue
            }
            guard image != nil else {
                rest.append(line)
                continue
            }
            switch key {
            case "RepoTags" where ListedImage.isName(value): image?.names.append(value)
            case "RepoDigests" where ListedImage.isName(value): image?.repoDigests.append(value)
            case "Size": image?.size = HumanSize.any(value)
            case "Pinned": image?.pinned = value == "true"
            default: break
            }
        }
        if let image { list.add(image) }
        return rest
    }

    private static let keys: Set<String> = ["ID", "RepoTags", "RepoDigests", "Size", "Uid", "Username", "Pinned"]
}
