import NodeModel

extension CaptureParser {
    /// The images whose configuration lies on Docker's disk, and their layers, with every daemon down.
    static let dockerImageDB = CaptureParser(
        reads: .capture("docker-imagedb"),
        summary: "Docker's images on the disk and the layers of each"
    ) { text, facts in
        for row in TabTable.rows(text, columns: ["root", "driver", "image", "diffs"], required: 3, into: &facts) {
            let diffs = row[3].split(separator: ",").map { Digest($0.trimmed) }
            guard let image = Digest(row[2]), !diffs.contains(nil) else {
                facts.misread(text, row.line, "not an image with its layers")
                continue
            }
            facts.facts.imageLayers.append(
                ImageLayers(
                    image: image, diffIDs: diffs.compactMap { $0 }, root: String(row[0]),
                    source: text.source(row.line)))
        }
    }
}
