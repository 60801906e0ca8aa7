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
        var node: (record: DuplicateImage, fields: [UInt8])?
        report.forEachImage { image in
            if node?.record.node != image.node || node?.record.machine != image.machine {
                node = (image, CSVWriter.escaped(CSVImage.nodeFields(of: image)))
            }
            writer.add(escaped: node?.fields ?? [])
            CSVImage.addFields(of: image, to: &writer)
            writer.endRecord()
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

    /// What all images of a node begin with.
    static func nodeFields(of image: DuplicateImage) -> [CSVWriter.Field] {
        [
            .text(image.node), .text(image.machine), .text(image.collectedAt.description),
            .text(image.verdict.rawValue),
        ]
    }

    /// Field by field, without a list of them: a fleet has ten images a node.
    static func addFields(of image: DuplicateImage, to writer: inout CSVWriter) {
        writer.add(image.names.first ?? "")
        writer.add(words: image.names.dropFirst())
        writer.add(image.configDigest)
        writer.add(image.join.rawValue)
        writer.add(words: image.stores)
        if let tier = image.duplicated.tier {
            writer.add(image.duplicated.bytes)
            writer.add(tier.rawValue)
        } else {
            writer.add(.empty)
            writer.add(.empty)
        }
        writer.add(words: image.inUseBy)
        writer.add(Int64(image.containers.running))
        writer.add(Int64(image.containers.total))
        writer.add(.flag(image.pinned))
        writer.add(.flag(image.removable))
        writer.add(image.reason)
    }
}
