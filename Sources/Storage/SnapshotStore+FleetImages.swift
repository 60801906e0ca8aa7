import NodeModel

extension SnapshotStore {
    /// Each node as `forEachNodeSummary` gives it, with the images that its newest judged snapshot has in more than one
    /// store, in the judgement's order; one node at a time.
    ///
    /// How a figure was computed is left out, and so are the sizes that lists print.
    public func forEachNodeWithImages(_ body: (NodeSummary, [SharedImage]) throws -> Void) throws {
        let find = try connection.prepare(
            """
            SELECT nth, store_id, is_stored, in_use, running, total, names_id, config_id, joined_by, duplicated_bytes,
                duplicated_tier, pinned, removable, reason_id
            FROM judged_image AS image CROSS JOIN judged_image_store AS place
                ON place.snapshot_id = image.snapshot_id AND image_nth = nth
            WHERE image.snapshot_id = ? ORDER BY nth
            """)
        try forEachSummary { snapshot, node in
            find.bind(1, snapshot)
            var images: [SharedImage] = []
            var last: Int64?
            while try find.step() {
                var row = RowReader(find, words)
                let nth = row.integer()
                let place = try PlaceOfImage(&row)
                if nth != last { images.append(try SharedImage(&row)) }
                last = nth
                images[images.count - 1].add(place)
            }
            find.reset()
            for index in images.indices {
                images[index].stores.sort()
                images[index].inUseBy.sort()
            }
            try body(node, images.filter { $0.stores.count > 1 })
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
