import NodeModel

extension CaptureParser {
    /// `crictl inspecti` of one socket: the collector's lines `ID [DIFF DIFF …]`, or whole JSON, of which ID, names,
    /// size and layers are kept and never the environment.
    static let criImageInspect = CaptureParser(
        reads: .capture("cri-image-inspect"),
        summary: "layers of the images that the CRI server of one socket lists"
    ) { text, parsed in
        let json = JSONTexts(text.lines(&parsed))
        var unread = Unread()
        for document in json.documents {
            for value in document.wholeElements {
                let status = value["status"]
                let source = document.source(text, status?["id"])
                guard let image = status?["id"]?.string.flatMap({ Digest($0) }) else {
                    unread.add(source.line, "not an inspected image: \(source.quote)")
                    continue
                }
                guard let layers = value["info"]?["imageSpec"]?["rootfs"]?["diff_ids"]?.digests else {
                    unread.add(source.line, "\(image.short) has no list of layers")
                    continue
                }
                parsed.facts.imageLayers.append(
                    ImageLayers(
                        image: image, diffIDs: layers, size: status?["size"].bytes, names: (status?["repoTags"]).names,
                        repoDigests: (status?["repoDigests"]).names, source: source))
            }
        }
        json.report(text, &parsed)
        for line in json.rest {
            if let layers = ImageLayers(inspected: line, text) {
                parsed.facts.imageLayers.append(layers)
            } else {
                unread.add(line)
            }
        }
        unread.report(text, &parsed)
    }
}

extension ImageLayers {
    /// A line `sha256:ID [sha256:… sha256:…]`; CRI-O prints the ID without `sha256:`. A list that was cut is no list.
    fileprivate init?(inspected line: Line, _ text: CaptureText) {
        let plain = line.text.trimmed
        guard let open = plain.firstIndex(of: "["), plain.hasSuffix("]"), let image = Digest(plain[..<open].trimmed)
        else { return nil }
        let words = plain[plain.index(after: open)...].dropLast().split(separator: " ")
        let layers = words.compactMap { Digest($0) }.filter(\.isWhole)
        guard layers.count == words.count else { return nil }
        self.init(image: image, diffIDs: layers, source: text.source(line))
    }
}
