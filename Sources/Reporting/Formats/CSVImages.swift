import NodeModel

extension ReportFormat {
    /// For a spreadsheet: one record an image that a node's newest snapshot has in more than one store.
    ///
    /// Images share layers: the bytes of a node's images may add up to more than the node's `duplicated_bytes`.
    public static let csvImages = ReportFormat(
        name: "csv-images", fileExtension: "images.csv",
        summary: "for a spreadsheet: a record an image that a node stores more than once", showsRankings: false
    ) { report, _, output in
        var writer = CSVWriter(output)
        writer.record(CSVImage.columns.map { .text($0) })
        report.forEachNodeWithImages { node, images in
            for image in images { writer.record(CSVImage.fields(image, of: node)) }
        }
        output = writer.output
    }
}

/// An image of a node as a record; columns may be added at the end, none is renamed.
private enum CSVImage {
    static let columns = [
        "node", "machine", "collected_at", "verdict", "image", "other_names", "config_digest", "joined_by", "stores",
        "duplicated_bytes", "duplicated_tier", "in_use_by", "containers_running", "containers", "pinned", "removable",
        "reason",
    ]

    static func fields(_ image: SharedImage, of node: NodeSummary) -> [CSVWriter.Field] {
        let digest = image.configDigest.map { CSVWriter.Field.text($0.description) } ?? .empty
        let containers = image.containers.values
        return [
            .text(node.node), .text(node.machine), .text(node.collectedAt.description), .text(node.verdict.rawValue),
            .text(image.names.first ?? ""), .text(image.names.dropFirst().joined(separator: " ")), digest,
            .text(image.join.rawValue), .text(image.stores.joined(separator: " ")),
        ] + .figure(ByteSum(image.duplicated)) + [
            .text(image.inUseBy.joined(separator: " ")), .number(Int64(containers.reduce(0) { $0 + $1.running })),
            .number(Int64(containers.reduce(0) { $0 + $1.total })), .flag(image.pinned), .flag(image.removable),
            .text(image.reason),
        ]
    }
}
