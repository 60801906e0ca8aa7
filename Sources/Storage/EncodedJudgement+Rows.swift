import NodeModel

extension EncodedJudgement {
    mutating func addHead(_ judgement: Judgement) {
        let figures = ["duplicated", "freed_docker", "freed_cri"].flatMap { Self.figure($0 + "_") }
        let columns = ["snapshot_id", "rule_set_id", "verdict", "confidence", "relation", "headline"] + figures
        add([judgement], into: "judgement", columns) { _, judgement, row in
            row.snapshot()
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

    mutating func addStores(_ judgement: Judgement) {
        let storeColumns = [
            "name", "engine", "root_id", "driver_id", "namespace_id", "live", "image_count", "bytes_on_disk",
        ]
        list(judgement.stores, "judged_store", storeColumns) { store, row in
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
        list(judgement.views, "judged_view", viewColumns) { view, row in
            row.text(view.id)
            row.word(view.command)
            row.word(view.endpoint)
            row.word(view.server)
            row.text(view.store)
            row.integer(view.imageCount)
            row.flag(view.isKubelets)
        }
        let residueColumns = ["kind", "path_id"] + Self.figure("") + ["images_id", "statement"]
        list(judgement.residues, "judged_residue", residueColumns) { residue, row in
            row.text(residue.kind.rawValue)
            row.word(residue.path)
            row.figure(residue.figure)
            row.words(residue.images)
            row.text(residue.statement)
        }
    }

    mutating func addImages(_ judgement: Judgement) {
        let columns =
            ["names_id", "config_id", "joined_by"] + Self.figure("duplicated_") + ["pinned", "removable", "reason_id"]
        list(judgement.images, "judged_image", columns) { image, row in
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
        add(places, into: "judged_image_store", placeColumns) { _, place, row in
            row.snapshot()
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
        add(conflicts, into: "judged_name_conflict", conflictColumns) { _, conflict, row in
            row.snapshot()
            row.integer(conflict.nth)
            row.text(conflict.store)
            row.text(conflict.name)
            row.digest(conflict.id)
        }
    }

    /// The row of sums comes last: a trigger then counts the images into the fleet's.
    mutating func addTotals(_ judgement: Judgement) {
        let disks = FullDisk.all(of: judgement)
        let diskColumns = ["path_id", "device_id", "bytes", "used", "available", "is_one_of_several"]
        list(disks, "judged_full_disk", diskColumns) { disk, row in
            row.word(disk.path)
            row.word(disk.device)
            row.integer(disk.bytes)
            row.integer(disk.used)
            row.integer(disk.available)
            row.flag(disk.isOneOfSeveral)
        }
        let sums = ["duplicated", "freeable", "planned", "left_over"].flatMap { [$0 + "_bytes", $0 + "_tier"] }
        let columns = ["snapshot_id", "rule_set_id", "verdict", "confidence"] + sums + ["set_up_id"]
        add([FleetNode(judgement)], into: "judgement_total", columns) { _, node, row in
            row.snapshot()
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
