import NodeModel

extension SnapshotStore {
    /// Each node as `forEachNodeSummary` gives it, with the images that its newest judged snapshot has in more than one
    /// store, in the judgement's order; one node at a time.
    ///
    /// How a figure was computed is left out, and so are the sizes that lists print.
    public func forEachNodeWithImages(_ body: (NodeSummary, [SharedImage]) throws -> Void) throws {
        // Both in the order of their keys: a join would look for the places of each image anew.
        let findImages = try connection.prepare(
            """
            SELECT nth, names_id, config_id, joined_by, duplicated_bytes, duplicated_tier, pinned, removable, reason_id
            FROM judged_image WHERE snapshot_id = ? ORDER BY nth
            """)
        let findPlaces = try connection.prepare(
            """
            SELECT image_nth, store_id, is_stored, in_use, running, total
            FROM judged_image_store WHERE snapshot_id = ? ORDER BY image_nth, store_id
            """)
        try forEachSummary { snapshot, node in
            var images: [SharedImage] = []
            var numbers: [Int64] = []
            findImages.bind(1, snapshot)
            while try findImages.step() {
                var row = RowReader(findImages, words)
                numbers.append(row.integer())
                images.append(try SharedImage(&row))
            }
            var index = 0
            findPlaces.bind(1, snapshot)
            while try findPlaces.step() {
                var row = RowReader(findPlaces, words)
                let nth = row.integer()
                while index < numbers.count, numbers[index] < nth { index += 1 }
                guard index < numbers.count, numbers[index] == nth else { continue }
                images[index].add(try PlaceOfImage(&row))
            }
            images.removeAll { $0.stores.count < 2 }
            for index in images.indices {
                images[index].stores.sort()
                images[index].inUseBy.sort()
            }
            try body(node, images)
        }
    }
}

/// An image in one store or view: a row of `judged_image_store`.
private struct PlaceOfImage {
    var store: String
    var isStored: Bool
    var inUse: Bool
    /// Nil where nothing told.
    var containers: ContainerCount?

    init(_ row: inout RowReader) throws {
        store = try row.word()
        isStored = row.flag()
        inUse = row.flag()
        let (running, total) = (row.optionalInt(), row.optionalInt())
        if let running, let total { containers = ContainerCount(running: running, total: total) }
    }
}

extension SharedImage {
    /// A row of `judged_image`, without its places.
    fileprivate init(_ row: inout RowReader) throws {
        let names = try row.words()
        let config = try row.optionalDigest()
        let join = try row.vocabulary(Join.self)
        let duplicated = try row.sum()
        self.init(
            names: names, configDigest: config, join: join, stores: [],
            duplicated: duplicated.tier.map { ByteFigure(bytes: duplicated.bytes, tier: $0, formula: "", inputs: []) },
            pinned: row.flag(), removable: row.flag(), reason: try row.word())
    }

    fileprivate mutating func add(_ place: PlaceOfImage) {
        if place.isStored { stores.append(place.store) }
        if place.inUse { inUseBy.append(place.store) }
        if let count = place.containers { containers[place.store] = count }
    }
}
