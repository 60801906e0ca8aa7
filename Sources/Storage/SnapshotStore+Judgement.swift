import NodeModel

extension SnapshotStore {
    /// Stores what the rules made of a snapshot; an earlier judgement of it, of whatever rule set, goes.
    public func saveJudgement(_ judgement: Judgement, for snapshotID: Int64) throws {
        try saveJudgement(EncodedJudgement(judgement), for: snapshotID)
    }

    /// The same for a judgement that was got ready before, perhaps by another thread.
    public func saveJudgement(_ judgement: EncodedJudgement, for snapshotID: Int64) throws {
        try transaction {
            try check(judgement, isAbout: snapshotID)
            let delete = try statement("DELETE FROM judgement WHERE snapshot_id = ?")
            delete.bind(1, snapshotID)
            try delete.run()
            if connection.changedRows > 0 { try removeRows(of: snapshotID) }
            for rows in judgement.rows { try insert(rows, snapshot: snapshotID) }
        }
    }

    /// What went with the judgement already, unless the store is filled in bulk.
    private func removeRows(of snapshotID: Int64) throws {
        for table in EncodedJudgement.tables {
            let delete = try statement("DELETE FROM \(table) WHERE snapshot_id = ?")
            delete.bind(1, snapshotID)
            try delete.run()
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

    private func check(_ judgement: EncodedJudgement, isAbout snapshotID: Int64) throws {
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
}
