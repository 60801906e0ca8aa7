import NodeModel

extension CaptureParser {
    /// Docker's repositories.json: the list of images on its disk, with every daemon down. The file's path names the
    /// data root and the driver. Untagged images are not in it. Source: moby, daemon/internal/refstore/store.go.
    static let dockerRepositories = CaptureParser(
        reads: .files(["*/image/*/repositories.json"]),
        summary: "the names and IDs of the images on Docker's disk"
    ) { text, facts in
        let document = JSONDocument(text.bytes[...])
        if !document.isComplete { facts.issue(text, line: 0, "not whole JSON; what came before the fault is kept") }
        var counter = LineCounter(text)
        var order: [Digest] = []
        var images: [Digest: ListedImage] = [:]
        for (_, references) in document.root?["Repositories"]?.members ?? [] {
            for (name, value) in references.members {
                guard let id = value.string.flatMap({ Digest($0) }) else {
                    facts.issue(text, line: 0, "not an image's ID: \(Text.excerpt(name, limit: 120))")
                    continue
                }
                if images[id] == nil {
                    let source = Source(
                        capture: text.id, line: counter.line(at: value.position), quote: "\"\(name)\":\"\(id)\"")
                    images[id] = ListedImage(id: id, source: source)
                    order.append(id)
                }
                if name.contains("@") {
                    images[id]?.repoDigests.append(name)
                } else {
                    images[id]?.names.append(name)
                }
            }
        }
        facts.facts.images += order.compactMap { images[$0] }
    }
}
