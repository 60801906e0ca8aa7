import NodeModel

extension SnapshotStore {
    /// Puts a whole bundle's snapshot in the place of the one that came of a cut copy of it: see `Snapshot.completes`.
    /// All of it or nothing, and nothing where another program has stored it by now; never inside a transaction.
    ///
    /// - Parameters:
    ///   - id: the cut copy's snapshot, which goes with its judgement.
    ///   - judge: judges the new snapshot, whose number it is given.
    public func replace(_ id: Int64, with snapshot: EncodedSnapshot, judge: (Int64) throws -> Void) throws {
        try withReferences {
            try transaction {
                if try knows(sha256: snapshot.bundle.sha256) { return }
                // The number may be another snapshot's by now.
                let delete = try statement("DELETE FROM snapshot WHERE id = ? AND collected_at = ?")
                delete.bind(1, id)
                delete.bind(2, snapshot.collectedAt.seconds)
                try delete.run()
                // What only that snapshot used is gone.
                forget()
                guard case .stored(let new) = try save(snapshot) else {
                    throw StorageError.failed(path: path, reason: "a snapshot came in between")
                }
                try judge(new)
            }
        }
    }

    /// Takes a bundle off the list of a snapshot's conflicts: it turned out to be a part of the same one.
    public func dismissConflict(of bundle: BundleIdentity, with id: Int64) throws {
        let delete = try statement("DELETE FROM conflicting_bundle WHERE snapshot_id = ? AND sha256 = ?")
        delete.bind(1, id)
        delete.bind(2, bundle.sha256)
        try delete.run()
    }
}
