import Foundation
import NodeModel
import Testing

@testable import Storage

@Suite("Closed vocabularies are the same in the schema and in the program")
struct VocabularyTests {
    /// Column, and the words that the program has for it.
    static let vocabularies: [(table: String, column: String, words: [String])] = [
        ("attempt", "outcome", CaptureOutcome.allCases.map(\.rawValue)),
        ("directory", "state", DirectoryState.allCases.map(\.rawValue)),
        ("judgement", "verdict", Verdict.allCases.map(\.rawValue)),
        ("judgement", "confidence", Confidence.allCases.map(\.rawValue)),
        ("judgement", "relation", Relation.allCases.map(\.rawValue)),
        ("judgement", "duplicated_tier", Tier.allCases.map(\.rawValue)),
        ("judgement", "freed_docker_tier", Tier.allCases.map(\.rawValue)),
        ("judgement", "freed_cri_tier", Tier.allCases.map(\.rawValue)),
        ("judged_store", "engine", Engine.allCases.map(\.rawValue)),
        ("judged_image", "joined_by", Join.allCases.map(\.rawValue)),
        ("judged_image", "duplicated_tier", Tier.allCases.map(\.rawValue)),
        ("judged_residue", "kind", ResidueKind.allCases.map(\.rawValue)),
        ("judged_residue", "tier", Tier.allCases.map(\.rawValue)),
        ("judged_check", "says", Saying.allCases.map(\.rawValue)),
        ("judged_check", "strength", Strength.allCases.map(\.rawValue)),
        ("judged_step", "frees_tier", Tier.allCases.map(\.rawValue)),
        ("judgement_total", "verdict", Verdict.allCases.map(\.rawValue)),
        ("judgement_total", "confidence", Confidence.allCases.map(\.rawValue)),
        ("judgement_total", "duplicated_tier", Tier.allCases.map(\.rawValue)),
        ("judgement_total", "freeable_tier", Tier.allCases.map(\.rawValue)),
        ("judgement_total", "planned_tier", Tier.allCases.map(\.rawValue)),
        ("judgement_total", "left_over_tier", Tier.allCases.map(\.rawValue)),
        ("judged_source", "about", ["check", "contradiction", "residue", "store"]),
    ]

    @Test("the schema's list is the program's list", arguments: vocabularies)
    func lists(vocabulary: (table: String, column: String, words: [String])) throws {
        #expect(try checks()["\(vocabulary.table).\(vocabulary.column)"] == Set(vocabulary.words))
    }

    @Test("no vocabulary of the schema is left out of these tests")
    func complete() throws {
        #expect(Set(try checks().keys) == Set(Self.vocabularies.map { "\($0.table).\($0.column)" }))
    }

    @Test("the setting keys are the program's")
    func settingKeys() throws {
        let store = try SnapshotStore.inMemory()
        let names = try store.connection.rows("SELECT name FROM setting_key ORDER BY id").compactMap { $0[0] }
        #expect(names == SettingKey.allCases.map(\.rawValue))
    }

    @Test("a word that is in no vocabulary is refused by the database itself", arguments: vocabularies)
    func refused(vocabulary: (table: String, column: String, words: [String])) throws {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        try store.saveJudgement(FullJudgement.make(of: snapshot), for: stored(store.save(snapshot)))
        let sql = "UPDATE \(vocabulary.table) SET \(vocabulary.column) = 'perhaps'"
        #expect(throws: StorageError.self) { try store.connection.execute(sql) }
    }

    @Test("a number that is no flag, a digest that is none and an unknown parent are refused, too")
    func others() throws {
        let store = try SnapshotStore.inMemory()
        try store.save(FullSnapshot.make())
        for sql in [
            "UPDATE snapshot SET offline = 2", "UPDATE snapshot SET collected_at = 'yesterday'",
            "INSERT INTO digest (hex) VALUES ('C505BB498B0F')", "INSERT INTO digest (hex) VALUES ('c505')",
            "UPDATE snapshot SET node_id = 99", "UPDATE disk_use SET bytes_high = bytes_low - 1",
            "INSERT INTO node (name, machine) SELECT name, machine FROM node",
        ] {
            #expect(throws: StorageError.self, "\(sql)") { try store.connection.execute(sql) }
        }
    }

    /// Every `CHECK (column IN ('…'))` of the schema, by table and column.
    private func checks() throws -> [String: Set<String>] {
        let store = try SnapshotStore.inMemory()
        var found: [String: Set<String>] = [:]
        for row in try store.connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'") {
            for part in (row[1] ?? "").split(separator: "CHECK (").dropFirst() {
                guard let list = part.range(of: " IN ('") else { continue }
                let column = part[..<list.lowerBound]
                guard !column.contains(" ") else { continue }
                let words = part[list.lowerBound...].prefix { $0 != ")" }.split(separator: "'").filter {
                    $0.contains { $0.isLetter } && !$0.hasPrefix(" IN")
                }
                found["\(row[0] ?? "").\(column)"] = Set(words.map(String.init))
            }
        }
        return found
    }
}
