import NodeModel

/// The images that a run lists, as its parser reads them; their sources tell the pasted lines.
struct PasteImages: Sendable {
    var images: [ListedImage]
    /// The program that answered in docker's place; nil where it was docker.
    var emulator: String?

    init(_ lines: [Line], _ id: CaptureID, _ parsers: ParserRegistry) {
        var found = ParsedFacts()
        let text = CaptureText(id: id, bytes: PastedOutput.bytes(lines), numbers: lines.map(\.number))
        for parser in parsers.parsers(of: id) { parser.parse(text, &found) }
        images = found.facts.images
        emulator = found.facts.settings(.dockerEmulatedBy).first?.value
    }

    /// Whether every image with an ID is in the other list too.
    func isContained(in other: PasteImages) -> Bool {
        let ids = Set(other.images.compactMap(\.id).map { $0.short })
        return images.allSatisfy { image in image.id.map { ids.contains($0.short) } ?? true }
    }

    /// An image of one ID that is there with another size: the two runs were not of one moment of one machine.
    func conflict(with other: PasteImages) -> ListedImage? {
        var sizes: [String: ByteRange] = [:]
        for image in other.images {
            if let id = image.id, let size = image.size { sizes[id.short] = size }
        }
        return images.first { image in
            guard let id = image.id, let size = image.size, let old = sizes[id.short] else {
                return false
            }
            // A trailing digit more or less is rounding of another command, not another size.
            return !size.overlaps(old)
        }
    }
}
