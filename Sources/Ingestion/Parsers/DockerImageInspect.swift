import NodeModel

extension CaptureParser {
    /// `docker image inspect` with the collector's template, or whole: then only ID, names, size and layers are kept.
    static let dockerImageInspect = CaptureParser(
        reads: .capture("docker-image-inspect"),
        summary: "layers and exact size of the images that docker lists"
    ) { text, parsed in
        let json = JSONTexts(text.lines(&parsed))
        var unread = Unread()
        for document in json.documents {
            for value in document.wholeElements {
                let source = document.source(text, value["Id"])
                guard let image = value["Id"]?.string.flatMap({ Digest($0) }) else {
                    unread.add(source.line, "not an inspected image: \(source.quote)")
                    continue
                }
                guard let layers = (value["Layers"] ?? value["RootFS"]?["Layers"])?.digests else {
                    unread.add(source.line, "\(image.short) has no list of layers")
                    continue
                }
                parsed.facts.imageLayers.append(
                    ImageLayers(
                        image: image, diffIDs: layers, size: value["Size"].bytes, names: value["RepoTags"].names,
                        repoDigests: value["RepoDigests"].names, source: source))
            }
        }
        json.report(text, &parsed)
        unread.report(text, &parsed)
        json.reportRest(text, &parsed)
    }
}
