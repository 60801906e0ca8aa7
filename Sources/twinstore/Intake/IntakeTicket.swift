import Evidence
import Ingestion
import NodeModel
import Storage

/// One bundle on its way from a path to the database.
///
/// A class because two threads share it: who submitted it waits for what a worker makes of it. `outcome` is only
/// touched under the workers' lock.
final class IntakeTicket: @unchecked Sendable {
    enum Source: Sendable {
        case path(String)
        /// A bundle that was inside an archive of bundles.
        case member(BundleArchive.Member)
        /// What could not even be taken out of its archive.
        case unreadable(BundleError)
    }

    enum Outcome: Sendable {
        /// Facts, and what the rules make of them where the node has no earlier snapshot; both as rows if asked for.
        case read(Judged, BundleRows?)
        /// The database has it already.
        case known(BundleIdentity)
        case archiveOfBundles
        /// With SHA-256 of what could be read of it; empty where nothing could.
        case failed(BundleError, sha256: String = "")
    }

    let source: Source
    private let isToBeStored: Bool
    var outcome: Outcome?

    init(_ source: Source, isToBeStored: Bool) {
        self.source = source
        self.isToBeStored = isToBeStored
    }

    /// As the user named it.
    var name: String {
        switch source {
        case .path(let path): path
        case .member(let member): member.name
        case .unreadable(let error): error.path
        }
    }

    func work(_ reader: SnapshotStore?) -> Outcome {
        var sha256 = ""
        do {
            let bundle =
                switch source {
                case .path(let path): try Ingest.open(path)
                case .member(let member): try Ingest.open(archive: member.bytes, name: member.name)
                case .unreadable(let error): throw error
                }
            if !bundle.isEmpty { sha256 = bundle.sha256 }
            if let reader, try reader.knows(sha256: bundle.sha256) {
                return .known(BundleIdentity(name: name, sha256: bundle.sha256))
            }
            if bundle.isArchiveOfBundles { return try nested() }
            let judged = Judged(try bundle.snapshot())
            return .read(judged, isToBeStored ? BundleRows(judged) : nil)
        } catch let error as BundleError {
            return .failed(error, sha256: sha256)
        } catch {
            // Whoever writes will meet the database's trouble, too, and say what to do.
            return .failed(BundleError(.unreadable, path: name, detail: "\(error)", advice: "check the database"))
        }
    }

    private func nested() throws(BundleError) -> Outcome {
        guard case .path = source else {
            throw BundleError(
                .notABundle, path: name, detail: "it is an archive of bundles inside an archive",
                advice: "unpack the archive around it")
        }
        return .archiveOfBundles
    }
}

/// A snapshot and its judgement as rows: all that can be done about them before it is known what the database holds.
struct BundleRows: Sendable {
    let snapshot: EncodedSnapshot
    let judgement: EncodedJudgement

    init(_ judged: Judged) {
        snapshot = EncodedSnapshot(judged.snapshot)
        judgement = EncodedJudgement(judged.alone)
    }
}
