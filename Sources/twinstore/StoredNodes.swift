import Evidence
import NodeModel
import Reporting
import Storage

/// A database → its fleet report: judged from the facts where the fleet is small, else as it was judged when stored.
///
/// A class because the report's nodes are read while it is written, and an error then has to wait until it can be told.
final class StoredNodes {
    private let store: SnapshotStore
    private var failure: (any Error)?

    init(_ store: SnapshotStore) { self.store = store }

    /// - Parameters:
    ///   - summary: whether a small fleet is not judged from its facts either.
    ///   - withRankings: whether more of a large fleet is shown than its nodes and sums.
    func report(summary: Bool, withRankings: Bool) throws -> Report {
        guard try summary || store.nodeCount() > Report.detailLimit else { return try Judgements.fleet(in: store) }
        let stored = try store.fleet(withRankings: withRankings)
        // The report is written by the thread that made it.
        nonisolated(unsafe) let reader = self
        return Report(
            fleet: stored.summary, ruleSets: stored.ruleSets.keys.sorted(),
            outdated: outdated(stored.ruleSets, stored.notJudged),
            nodes: { body in
                do { try reader.store.forEachNodeSummary(body) } catch { reader.failure = error }
            },
            images: { body in
                do { try reader.store.forEachDuplicateImage(body) } catch { reader.failure = error }
            })
    }

    /// Verdicts in the database that are not of this program's rules, for whoever asks it with SQL.
    func outdated() throws -> OutdatedVerdicts? {
        let stored = try store.nodesByRuleSet()
        return outdated(stored.nodes, stored.notJudged)
    }

    /// Throws what went wrong while nodes were read.
    func check() throws {
        if let failure { throw failure }
    }

    private func outdated(_ nodes: [String: Int], _ notJudged: Int) -> OutdatedVerdicts? {
        OutdatedVerdicts(nodesByRuleSet: nodes, notJudged: notJudged, current: Rule.ruleSet)
    }
}
