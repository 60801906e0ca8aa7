import NodeModel

extension CaptureParser {
    /// Docker's layers as its graph driver records them on the disk, with every daemon down.
    static let dockerLayerDB = CaptureParser(
        reads: .capture("docker-layerdb"),
        summary: "Docker's layers on the disk: chain, diff, parent and exact size"
    ) { text, facts in
        let columns = ["root", "driver", "chain", "diff", "size", "parent"]
        for row in TabTable.rows(text, columns: columns, required: 3, into: &facts) {
            guard let chain = Digest(row[2]), chain.isWhole else {
                facts.misread(text, row.line, "not a layer's digest")
                continue
            }
            let bytes = Int64(row[4]).flatMap { $0 >= 0 ? $0 : nil }
            if bytes == nil, !row[4].isEmpty { facts.misread(text, row.line, "not a layer's size") }
            facts.facts.dockerLayers.append(
                DockerLayer(
                    root: NodePath.trimmed(row[0]), driver: row[1], chainID: chain, diffID: Digest(row[3]),
                    parent: Digest(row[5]), bytes: bytes, capture: text.id, line: row.line.number))
        }
    }
}
