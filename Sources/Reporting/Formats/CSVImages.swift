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
            guard !images.isEmpty else { return }
            let start = CSVWriter.escaped(CSVImage.fields(of: node))
            for image in images { CSVImage.write(image, after: start, to: &writer) }
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
    static func fields(of node: NodeSummary) -> [CSVWriter.Field] {
        [.text(node.node), .text(node.machine), .text(node.collectedAt.description), .text(node.verdict.rawValue)]
    }

    /// Field by field: a fleet has ten images a node.
    static func write(_ image: SharedImage, after start: String, to writer: inout CSVWriter) {
        writer.record(after: start) { record in
            record.add(.text(image.names.first ?? ""))
            record.add(.text(words(image.names.dropFirst())))
            record.add(.text(image.configDigest?.description ?? ""))
            record.add(.text(image.join.rawValue))
            record.add(.text(words(image.stores[...])))
            for field in [CSVWriter.Field].figure(ByteSum(image.duplicated)) { record.add(field) }
            record.add(.text(words(image.inUseBy[...])))
            var (running, total) = (0, 0)
            for count in image.containers.values {
                running += count.running
                total += count.total
            }
            record.add(.number(Int64(running)))
            record.add(.number(Int64(total)))
            record.add(.flag(image.pinned))
            record.add(.flag(image.removable))
            record.add(.text(image.reason))
        }
    }

    private static func words(_ all: ArraySlice<String>) -> String {
        all.count > 1 ? all.joined(separator: " ") : all.first ?? ""
    }
}
