import ArgumentParser
import Evidence
import NodeModel
import Storage

struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Makes the stored verdicts anew from the facts, where the rules are newer.",
        discussion: """
            twinstore judge --database fleet.db
            twinstore judge --database fleet.db --all --format csv > changed.csv

            Prints the verdicts that came out otherwise. No bundle is needed. Snapshots are judged in batches, each \
            stored whole or not at all: after Ctrl-C or SIGTERM run it again, and it goes on with the rest \
            (with --all, from the beginning).
            """)

    @OptionGroup var database: DatabaseOption
    @Flag(help: "Also what the rules of this program judged already, or newer rules did.") var all = false
    @Flag(name: .shortAndLong, help: "No progress on standard error.") var quiet = false
    @OptionGroup var rows: RowOptions

    func run() throws {
        try ExistingFile.check(database.path)
        let store = try SnapshotStore.open(path: database.path, mode: .readWriteCreate)
        // Whatever ends it leaves one file that can be copied alone.
        defer { try? store.close() }
        let found = try store.snapshotsByRuleSet()
        if !all, let newer = found.compactMap(\.ruleSet).first(where: { Rejudging.isNewer($0, than: Rule.ruleSet) }) {
            throw NewerRules(name: newer)
        }
        Interruption.watch()
        let total = found.filter { all || $0.ruleSet != Rule.ruleSet }.reduce(0) { $0 + $1.snapshots }
        let (judged, changed) = try judge(store, total: total)
        try store.close()
        let verdicts = changed == 1 ? "1 verdict" : "\(changed) verdicts"
        Console.warn("judged \(judged) of \(found.reduce(0) { $0 + $1.snapshots }) snapshots; \(verdicts) changed")
    }

    private func judge(_ store: SnapshotStore, total: Int) throws -> (judged: Int, changed: Int) {
        var progress = Progress(of: "snapshots", isWanted: !quiet && total > 1)
        let sheet = RowSheet(rows)
        sheet.begin([
            "node", "collected_at", "before", "verdict", "duplicated_bytes_before", "duplicated_bytes",
            "rule_set_before",
        ])
        var rejudging = Rejudging(store)
        var (judged, changed) = (0, 0)
        let end = Result {
            try rejudging.run(all: all) { done, changes in
                if !changes.isEmpty { progress.finish() }
                for change in changes { try sheet.row(Self.row(change)) }
                judged = done
                changed += changes.count
                progress.update(done: done, of: total)
            }
        }
        progress.finish()
        try sheet.end()
        if case .failure(let error) = end {
            Interruption.tell(
                error, "\(judged) of \(total) snapshots judged",
                advice: "run the same command again: "
                    + (all ? "with --all it begins anew" : "it goes on with the rest"))
        }
        try end.get()
        return (judged, changed)
    }

    private static func row(_ change: Rejudging.Change) -> [Cell] {
        let old = change.old
        return [
            .text(old.node), .text("\(old.collectedAt)"), old.verdict.map { .text($0.rawValue) } ?? .null,
            .text(change.new.verdict.rawValue), old.duplicatedBytes.map { .integer($0) } ?? .null,
            change.new.duplicatedBytes.map { .integer($0.bytes) } ?? .null, old.ruleSet.map { .text($0) } ?? .null,
        ]
    }
}

/// The database was judged by rules that this program does not have.
struct NewerRules: Error, CustomStringConvertible {
    var name: String
    var description: String {
        "the database was judged by the newer rule set \(Text.visible(name)), this twinstore has \(Rule.ruleSet); use "
            + "the newer twinstore, or --all to judge with the older rules"
    }
}
