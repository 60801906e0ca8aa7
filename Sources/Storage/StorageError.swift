/// Why a database could not be used, in words that say what to do.
public enum StorageError: Error, Equatable, CustomStringConvertible {
    /// The file is no SQLite database, or another application's.
    case notTwinstore(path: String, found: String)
    /// A newer twinstore wrote it.
    case newerSchema(path: String, version: Int, supported: Int)
    /// An older twinstore wrote it, and it was opened for reading only.
    case olderSchema(path: String, version: Int, supported: Int)
    /// Another process holds the lock, and kept it longer than the time limit.
    case locked(path: String)
    case diskFull(path: String)
    /// A writer was killed, and what it had begun cannot be undone by who may only read.
    case unfinishedWrite(path: String)
    /// The file, its folder or the way it was opened does not allow writing.
    case readOnly(path: String)
    /// It is not there, or the system does not let it be opened.
    case cannotOpen(path: String, reason: String)
    /// The content contradicts itself.
    case damaged(path: String, reason: String)
    case noSnapshot(id: Int64)
    /// A judgement of another node, time or bundle than the snapshot it was to be saved for.
    case wrongSnapshot(id: Int64, node: String)
    /// Any other answer of SQLite.
    case failed(path: String, reason: String)

    public var description: String {
        switch self {
        case .notTwinstore(let path, let found):
            "\(path) is not a twinstore database but \(found); `twinstore ingest` makes one of bundles"
        case .newerSchema(let path, let version, let supported):
            "\(path) has schema version \(version), this twinstore knows up to \(supported); use the newer twinstore"
        case .olderSchema(let path, let version, let supported):
            "\(path) has schema version \(version), this twinstore reads \(supported); "
                + "bring it up to date with `twinstore judge --database \(path)`"
        case .locked(let path):
            "\(path) is being written by another process; wait until it is done and run this again"
        case .diskFull(let path):
            "no space left for \(path); free some and run this again, what was reported as stored is safe"
        case .unfinishedWrite(let path):
            "\(path) was left in the middle of a write; run this once as a user who may write the file and its folder"
        case .readOnly(let path):
            "\(path) cannot be written; check the permissions of the file and its folder"
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened (\(reason)); check the path; `twinstore ingest` makes a database of bundles"
        case .damaged(let path, let reason):
            "\(path) is damaged (\(reason)); ingest the bundles again into a new file"
        case .noSnapshot(let id):
            "there is no snapshot \(id); the view node_latest lists those that there are"
        case .wrongSnapshot(let id, let node):
            "the judgement is not about snapshot \(id) of \(node); judge that snapshot and save again"
        case .failed(let path, let reason):
            "\(path): \(reason)"
        }
    }
}
