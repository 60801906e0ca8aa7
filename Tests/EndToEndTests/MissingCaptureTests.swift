import Evidence
import Foundation
import Ingestion
import NodeModel
import TestSupport
import Testing

/// Evidence that is taken away may make an answer weaker, never another one.
@Suite("Missing evidence", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct MissingCaptureTests {
    @Test("without any one capture the verdict stays or becomes unknown", arguments: Recordings.scenarios)
    func eachAlone(_ scenario: String) throws {
        let snapshot = try Ingest.snapshot(of: ReplayedNode.bundle(scenario).path)
        for capture in snapshot.captures {
            try check(scenario, snapshot.without { $0 == capture.id }, "without \(capture.id)")
            try check(scenario, snapshot.failing(.timeout) { $0 == capture.id }, "with \(capture.id) timed out")
        }
    }

    @Test("without any two kinds of capture the verdict stays or becomes unknown", arguments: Recordings.scenarios)
    func pairs(_ scenario: String) throws {
        let snapshot = try Ingest.snapshot(of: ReplayedNode.bundle(scenario).path)
        let kinds = Set(snapshot.captures.map(\.id.kind)).sorted()
        for (index, first) in kinds.enumerated() {
            for second in kinds[(index + 1)...] {
                try check(
                    scenario, snapshot.without { $0.kind == first || $0.kind == second }, "without \(first), \(second)")
            }
        }
    }

    static let strong: Set<String> = [
        "docker-info", "docker-version", "cri-version", "crictl-version", "cri-imagefsinfo", "crictl-imagefsinfo",
        "cri-info",
    ]

    @Test("without all the strong captures the verdict stays or becomes unknown", arguments: Recordings.scenarios)
    func strongTogether(_ scenario: String) throws {
        let snapshot = try Ingest.snapshot(of: ReplayedNode.bundle(scenario).path)
        let weak = snapshot.without { Self.strong.contains($0.kind) }
        try check(scenario, weak, "without the strong captures")
        let kinds = Set(weak.captures.map(\.id.kind)).sorted()
        for kind in kinds { try check(scenario, weak.without { $0.kind == kind }, "without them and \(kind)") }
    }

    @Test("with one kind of capture alone nothing is claimed that is not so", arguments: Recordings.scenarios)
    func oneKindOnly(_ scenario: String) throws {
        let snapshot = try Ingest.snapshot(of: ReplayedNode.bundle(scenario).path)
        for kind in Set(snapshot.captures.map(\.id.kind)) {
            let relation = Judge.judge(snapshot.without { $0.kind != kind }).relation
            let truth = try #require(Truth(scenario)).relation
            #expect(relation == truth || relation == .unknown, "only \(kind)")
        }
    }

    private func check(_ scenario: String, _ snapshot: Snapshot, _ what: String) throws {
        let truth = try #require(Truth(scenario))
        let judgement = Judge.judge(snapshot)
        let allowed = judgement.verdict == truth.verdict || judgement.verdict == .unknown
        #expect(allowed, "\(scenario) \(what): \(judgement.verdict.rawValue), \(judgement.headline)")
        if judgement.verdict == .unknown {
            #expect(!judgement.missing.isEmpty, "\(scenario) \(what): unknown, and nothing is missing")
        }
    }
}
