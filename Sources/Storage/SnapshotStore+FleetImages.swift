import NodeModel

extension SnapshotStore {
    /// The images that the newest judged snapshot of a node has in more than one store: nodes sorted by name and machine,
    /// images in the judgement's order; one at a time.
    public func forEachDuplicateImage(_ body: (DuplicateImage) throws -> Void) throws {
        let latest = try latestJudged()
        // Both in the order of their keys, side by side: a join would look for the places of each image anew.
        let images = try connection.prepare(
            """
            SELECT nth, names_id, config_id, joined_by, duplicated_bytes, duplicated_tier, pinned, removable, reason_id
            FROM judged_image WHERE snapshot_id = ? ORDER BY nth
            """)
        let places = try connection.prepare(
            """
            SELECT image_nth, store_id, is_stored, in_use, running, total
            FROM judged_image_store WHERE snapshot_id = ? ORDER BY image_nth, store_id
            """)
        let nodes = try connection.prepare("SELECT id, name, machine FROM node ORDER BY name, machine")
        var row = RowReader(images, words)
        while try nodes.step() {
            guard let seen = latest[nodes.integer(0)] else { continue }
            var record = DuplicateImage(
                node: nodes.text(1), machine: nodes.text(2), collectedAt: seen.collectedAt, verdict: seen.verdict)
            images.bind(1, seen.snapshot)
            places.bind(1, seen.snapshot)
            var hasPlace = try places.step()
            while try images.step() {
                row.column = 0
                let nth = row.integer()
                try record.take(&row)
                while hasPlace, places.integer(0) <= nth {
                    if places.integer(0) == nth { try record.addPlace(places, words) }
                    hasPlace = try places.step()
                }
                guard record.stores.count > 1 else { continue }
                record.stores.sort()
                record.inUseBy.sort()
                try body(record)
            }
            if hasPlace { places.reset() }
        }
    }

    /// The newest judged snapshot of each node, by the node's number, read in the order of the file: in the order of names
    /// each page would be read many times.
    private func latestJudged() throws -> [Int64: (snapshot: Int64, collectedAt: Timestamp, verdict: Verdict)] {
        let list = try connection.prepare(
            """
            SELECT node.id, latest_snapshot_id, collected_at, verdict
            FROM node NOT INDEXED JOIN snapshot ON snapshot.id = latest_snapshot_id
            JOIN judgement_total ON snapshot_id = latest_snapshot_id
            """)
        var latest: [Int64: (snapshot: Int64, collectedAt: Timestamp, verdict: Verdict)] = [:]
        while try list.step() {
            var row = RowReader(list, words)
            latest[row.integer()] = (row.integer(), Timestamp(seconds: row.integer()), try row.vocabulary(Verdict.self))
        }
        return latest
    }
}

extension DuplicateImage {
    /// Takes a row of `judged_image`, without its places.
    fileprivate mutating func take(_ row: inout RowReader) throws {
        names = try row.words()
        configDigest = try row.digestText()
        join = try row.vocabulary(Join.self)
        duplicated = try row.sum()
        pinned = row.flag()
        removable = row.flag()
        reason = try row.word()
        stores.removeAll(keepingCapacity: true)
        inUseBy.removeAll(keepingCapacity: true)
        containers = ContainerCount(running: 0, total: 0)
    }

    /// Adds a row of `judged_image_store`: the image in one store or view.
    fileprivate mutating func addPlace(_ row: Statement, _ words: Words) throws {
        let (isStored, inUse) = (row.integer(2) != 0, row.integer(3) != 0)
        if isStored || inUse {
            let store = try words.text(row.integer(1))
            if isStored { stores.append(store) }
            if inUse { inUseBy.append(store) }
        }
        if let running = row.optionalInteger(4), let total = row.optionalInteger(5) {
            containers.add(ContainerCount(running: Int(running), total: Int(total)))
        }
    }
}
