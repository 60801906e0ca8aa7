import NodeModel

extension Picture {
    /// The images that a Docker's files name below a data root, with every daemon down.
    func imagesOnDisk(dockerRoot root: String) -> [StoreImage] {
        var images: [StoreImage] = []
        for row in facts.images where row.source.capture.name.hasSuffix("/repositories.json") {
            guard let id = row.id, places.isInside(row.source.capture.instance, root) else { continue }
            images.append(StoreImage(names: Set(row.names), config: id))
        }
        for entry in facts.imageLayers
        where entry.source.capture.kind == "docker-imagedb" && isOnePlace(entry.root, root) {
            if let index = images.firstIndex(where: { $0.config?.matches(entry.image) ?? false }) {
                images[index].diffIDs = entry.diffIDs
            } else {
                images.append(StoreImage(config: entry.image, diffIDs: entry.diffIDs))
            }
        }
        return images
    }
}

extension Plan {
    /// What is lost with the images of a Docker that is removed: those that no live store has, the first few by name.
    static func onlyThere(_ residue: Residue, _ picture: Picture, _ stores: [StorePicture]) -> String? {
        let held =
            stores.first { $0.id == "docker" && picture.isOnePlace($0.store.root, residue.path) }?.images
            ?? picture.imagesOnDisk(dockerRoot: residue.path)
        guard !held.isEmpty else { return nil }
        let live = stores.filter { $0.store.live == true && !picture.isOnePlace($0.store.root, residue.path) }
        let only = held.filter { image in
            !live.contains { $0.images.contains { ImageJoin.link(image, $0) != nil } }
        }
        guard !only.isEmpty else { return "every image in it is in a store that runs" }
        let names = only.map(\.label).sorted()
        let shown = names.prefix(5).map { Text.excerpt($0, limit: 80) }.joined(separator: ", ")
        let areKnown = live.allSatisfy(\.imagesAreKnown)
        return counted(only.count, "image", "images") + (areKnown ? " " : " may ")
            + (areKnown ? (only.count == 1 ? "exists" : "exist") : "exist") + " nowhere else on this node: \(shown)"
            + (names.count > 5 ? " …" : "")
    }
}
