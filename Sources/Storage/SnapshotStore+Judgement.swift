import NodeModel

extension SnapshotStore {
    /// Stores what the rules made of a snapshot; an earlier judgement of it, of whatever rule set, goes.
    public func saveJudgement(_ judgement: Judgement, for snapshotID: Int64) throws {
        try transaction {
            try check(judgement, isAbout: snapshotID)
            let delete = try statement("DELETE FROM judgement WHERE snapshot_id = ?")
            delete.bind(1, snapshotID)
            try delete.run()
            try insertHead(judgement, snapshotID)
            try insertStores(judgement, snapshotID)
            try insertImages(judgement, snapshotID)
            try insertDefence(judgement, snapshotID)
            try insertSources(judgement, snapshotID)
            try insertTotals(judgement, snapshotID)
        }
    }

    /// The rule set that judged a snapshot last; nil where none did.
    public func judgementRuleSet(of snapshotID: Int64) throws -> String? {
        let find = try statement("SELECT rule_set_id FROM judgement WHERE snapshot_id = ?")
        find.bind(1, snapshotID)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return try words.text(find.integer(0))
    }

    private func check(_ judgement: Judgement, isAbout snapshotID: Int64) throws {
        let find = try statement(
            "SELECT name, bundle_sha256, collected_at FROM snapshot JOIN node ON node.id = node_id WHERE snapshot.id = ?"
        )
        find.bind(1, snapshotID)
        guard try find.step() else { throw StorageError.noSnapshot(id: snapshotID) }
        defer { find.reset() }
        let isSame =
            find.text(0) == judgement.node && find.text(1) == judgement.bundle.sha256
            && find.integer(2) == judgement.collectedAt.seconds
        guard isSame else { throw StorageError.wrongSnapshot(id: snapshotID, node: find.text(0)) }
    }

    private func insertHead(_ judgement: Judgement, _ id: Int64) throws {
        let figures = ["duplicated", "freed_docker", "freed_cri"].flatMap { Self.figure($0 + "_") }
        let columns = ["snapshot_id", "rule_set_id", "verdict", "confidence", "relation", "headline"] + figures
        try insert([judgement], into: "judgement", columns) { _, judgement, row in
            row.integer(id)
            row.word(judgement.ruleSet)
            row.text(judgement.verdict.rawValue)
            row.text(judgement.confidence.rawValue)
            row.text(judgement.relation.rawValue)
            row.text(judgement.headline)
            row.figure(judgement.duplicatedBytes)
            row.figure(judgement.freedByRemoving[.docker])
            row.figure(judgement.freedByRemoving[.cri])
        }
    }

    private func insertStores(_ judgement: Judgement, _ id: Int64) throws {
        let storeColumns = [
            "name", "engine", "root_id", "driver_id", "namespace_id", "live", "image_count", "bytes_on_disk",
        ]
        try list(judgement.stores, "judged_store", storeColumns, of: id) { store, row in
            row.text(store.id)
            row.text(store.engine.rawValue)
            row.word(store.root)
            row.word(store.driver)
            row.word(store.namespace)
            row.flag(store.live)
            row.integer(store.imageCount)
            row.integer(store.bytesOnDisk)
        }
        let viewColumns = ["name", "command_id", "endpoint_id", "server_id", "store", "image_count", "is_kubelets"]
        try list(judgement.views, "judged_view", viewColumns, of: id) { view, row in
            row.text(view.id)
            row.word(view.command)
            row.word(view.endpoint)
            row.word(view.server)
            row.text(view.store)
            row.integer(view.imageCount)
            row.flag(view.isKubelets)
        }
        let residueColumns = ["kind", "path_id"] + Self.figure("") + ["images_id", "statement"]
        try list(judgement.residues, "judged_residue", residueColumns, of: id) { residue, row in
            row.text(residue.kind.rawValue)
            row.word(residue.path)
            row.figure(residue.figure)
            row.words(residue.images)
            row.text(residue.statement)
        }
    }

    private func insertImages(_ judgement: Judgement, _ id: Int64) throws {
        let columns =
            ["names_id", "config_id", "joined_by"] + Self.figure("duplicated_") + ["pinned", "removable", "reason_id"]
        try list(judgement.images, "judged_image", columns, of: id) { image, row in
            row.words(image.names)
            row.digest(image.configDigest)
            row.text(image.join.rawValue)
            row.figure(image.duplicated)
            row.flag(image.pinned)
            row.flag(image.removable)
            row.word(image.reason)
        }
        let places = judgement.images.enumerated().flatMap { nth, image in
            let all = Set(image.stores + image.inUseBy).union(image.sizes.keys).union(image.containers.keys)
            return all.sorted().map { (nth: nth, image: image, store: $0) }
        }
        let placeColumns = [
            "snapshot_id", "image_nth", "store_id", "is_stored", "size_low", "size_high", "in_use", "running", "total",
        ]
        try insert(places, into: "judged_image_store", placeColumns) { _, place, row in
            row.integer(id)
            row.integer(place.nth)
            row.word(place.store)
            row.flag(place.image.stores.contains(place.store))
            row.range(place.image.sizes[place.store])
            row.flag(place.image.inUseBy.contains(place.store))
            row.integer(place.image.containers[place.store]?.running)
            row.integer(place.image.containers[place.store]?.total)
        }
        let conflicts = judgement.nameConflicts.enumerated().flatMap { nth, conflict in
            conflict.ids.sorted { $0.key < $1.key }.map { (nth: nth, name: conflict.name, store: $0.key, id: $0.value) }
        }
        let conflictColumns = ["snapshot_id", "nth", "store", "name", "digest_id"]
        try insert(conflicts, into: "judged_name_conflict", conflictColumns) { _, conflict, row in
            row.integer(id)
            row.integer(conflict.nth)
            row.text(conflict.store)
            row.text(conflict.name)
            row.digest(conflict.id)
        }
    }
}

extension SnapshotStore {
    /// The row of sums comes last: a trigger then counts the images into the fleet's.
    private func insertTotals(_ judgement: Judgement, _ id: Int64) throws {
        let disks = FullDisk.all(of: judgement)
        let diskColumns = ["path_id", "device_id", "bytes", "used", "available", "is_one_of_several"]
        try list(disks, "judged_full_disk", diskColumns, of: id) { disk, row in
            row.word(disk.path)
            row.word(disk.device)
            row.integer(disk.bytes)
            row.integer(disk.used)
            row.integer(disk.available)
            row.flag(disk.isOneOfSeveral)
        }
        let sums = ["duplicated", "freeable", "planned", "left_over"].flatMap { [$0 + "_bytes", $0 + "_tier"] }
        let columns = ["snapshot_id", "rule_set_id", "verdict", "confidence"] + sums + ["set_up_id"]
        try insert([FleetNode(judgement)], into: "judgement_total", columns) { _, node, row in
            row.integer(id)
            row.word(judgement.ruleSet)
            row.text(node.verdict.rawValue)
            row.text(node.confidence.rawValue)
            for sum in [node.duplicated, node.freeable, node.planned, node.leftOver] {
                row.integer(sum.tier == nil ? nil : sum.bytes)
                row.text(sum.tier?.rawValue)
            }
            row.word(Configuration.describe(judgement))
        }
    }

    /// The four columns of a `ByteFigure`.
    static func figure(_ prefix: String) -> [String] {
        ["bytes", "tier", "formula_id", "inputs_id"].map { prefix + $0 }
    }

    /// Rows of a `judged_` table, numbered in order.
    func list<Row>(
        _ rows: [Row], _ table: String, _ columns: [String], of id: Int64, write: (Row, inout RowWriter) -> Void
    ) throws {
        try insert(rows, into: table, ["snapshot_id", "nth"] + columns) { nth, value, row in
            row.integer(id)
            row.integer(nth)
            write(value, &row)
        }
    }
}

extension RowWriter {
    mutating func figure(_ figure: ByteFigure?) {
        integer(figure?.bytes)
        text(figure?.tier.rawValue)
        if let figure {
            word(figure.formula)
            words(figure.inputs)
        } else {
            integer(nil as Int64?)
            integer(nil as Int64?)
        }
    }
}
