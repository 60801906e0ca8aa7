import NodeModel
import Testing

@testable import Storage

@Suite("A judgement is stored for readers of SQL")
struct JudgementTests {
    private func judged(_ change: (inout Judgement) -> Void = { _ in }) throws -> SnapshotStore {
        let store = try SnapshotStore.inMemory()
        let snapshot = FullSnapshot.make()
        var judgement = FullJudgement.make(of: snapshot)
        change(&judgement)
        try store.saveJudgement(judgement, for: stored(store.save(snapshot)))
        return store
    }

    @Test("verdict, confidence, relation, headline, bytes and rule set")
    func verdict() throws {
        let store = try judged()
        let row = try store.connection.rows(
            """
            SELECT node, verdict, confidence, relation, headline, duplicated_bytes, duplicated_tier,
                freed_docker_bytes, freed_docker_tier, freed_cri_bytes, freed_cri_tier, residue_bytes, rule_set,
                collected_at FROM node_verdict
            """)
        #expect(
            row == [
                [
                    "gpu-07", "duplicated", "certain", "different", "1 of 3 images is stored twice", "170000000",
                    "exact", "68263936", "exact", "102383616", "estimated", "217571328", "2026.1",
                    "2026-11-23T20:07:31Z",
                ]
            ])
        #expect(try store.judgementRuleSet(of: 1) == "2026.1")
    }

    @Test("images in two stores, with sizes, use and reason")
    func images() throws {
        let store = try judged()
        let rows = try store.connection.rows(
            """
            SELECT names, config_digest, joined_by, stores, duplicated_bytes, duplicated_tier, in_use_by, pinned,
                removable, reason FROM duplicate_image ORDER BY duplicated_bytes DESC
            """)
        #expect(
            rows == [
                [
                    "docker.io/example/app:1.0, example/app:1.0", FullSnapshot.digest("app").description,
                    "configDigest", "docker, k3s-containerd", "91150000", "exact", "docker", "1", "0",
                    "1 container uses it",
                ],
                [
                    "b:1", nil, "name", "docker, k3s-containerd", "7", "estimated", nil, "0", "1", "nothing uses it",
                ],
            ])
        let places = try store.connection.rows(
            "SELECT size_low, size_high, in_use, running, total FROM judged_image_store WHERE image_nth = 0")
        #expect(places == [["1", "2", "1", "1", "2"], ["3", "3", "0", nil, nil]])
    }

    @Test("checks with the lines that prove them")
    func evidence() throws {
        let store = try judged()
        let rows = try store.connection.rows(
            "SELECT rule, by_hand, says, strength, capture, line, quote FROM evidence ORDER BY rule, line")
        #expect(
            rows == [
                ["names", "0", "unknown", "supporting", nil, nil, nil],
                [
                    "runtime-name", "1", "different", "sufficient", "cri-version.k3s-containerd", "2",
                    "RuntimeName:  containerd",
                ],
                [
                    "runtime-name", "1", "different", "sufficient", "cri-version.k3s-containerd", "3",
                    "RuntimeVersion:  v1.7",
                ],
            ])
    }

    @Test("residues, stores, views, conflicts of names, contradictions, what is missing, and the plan in order")
    func rest() throws {
        let store = try judged()
        func rows(_ sql: String) throws -> [[String?]] { try store.connection.rows(sql) }
        #expect(
            try rows("SELECT kind, path, bytes, tier, images FROM residue ORDER BY kind") == [
                ["second-dockerd", "/data", nil, nil, nil],
                ["stopped-docker", "/var/lib/docker", "217571328", "bound", "a:1, b:2"],
            ])
        #expect(
            try rows("SELECT store, engine, root, driver, namespace, live, images, bytes_on_disk FROM store_on_node")
                == [
                    ["docker", "docker", "/var/lib/docker", "overlay2", "", "1", "3", "133627904"],
                    ["k3s-containerd", "containerd", "", "", "k8s.io", nil, nil, nil],
                ])
        #expect(
            try rows("SELECT view, command, endpoint, server, store, images, is_kubelets FROM view_on_node") == [
                ["docker", "docker images", "/run/docker.sock", "dockerd 26.1.5", "docker", "3", "0"],
                ["k3s-containerd", "crictl images", "", "", nil, nil, "1"],
            ])
        #expect(try rows("SELECT name, store FROM name_conflict").map { $0[1] } == ["docker", "k3s-containerd"])
        #expect(
            try rows("SELECT decided_by, against, settle_with FROM contradiction") == [
                ["runtime-name", "configuration", "systemctl restart k3s-agent"]
            ])
        #expect(
            try rows("SELECT capture, why, settle_with, rules FROM missing_evidence ORDER BY capture") == [
                ["cri-version.containerd", "timeout", "crictl version", "names"],
                ["du", "not captured", "du -skx /", nil],
            ])
        #expect(
            try rows("SELECT step, command, frees_bytes FROM plan_step ORDER BY step") == [
                ["1", "docker ps -a", nil], ["2", "docker image rm 'b:1'", "7"],
            ])
        #expect(try rows("SELECT warning FROM judged_warning").count == 1)
        #expect(
            try rows("SELECT about, count(*) FROM judged_source GROUP BY about") == [
                ["check", "2"], ["contradiction", "1"], ["residue", "1"], ["store", "1"],
            ])
        try expectSound(store)
    }

    @Test("a newer rule set replaces every derived row")
    func replacing() throws {
        let store = try judged()
        let once = try judgedTables(store).map { try store.connection.integer("SELECT count(*) FROM \($0)") }
        let newer = FullJudgement.make(of: FullSnapshot.make(), verdict: .separate, ruleSet: "2027.1")
        try store.saveJudgement(newer, for: 1)
        #expect(try store.judgementRuleSet(of: 1) == "2027.1")
        #expect(try judgedTables(store).map { try store.connection.integer("SELECT count(*) FROM \($0)") } == once)
        #expect(!once.contains(0))
        #expect(try store.connection.rows("SELECT verdict FROM node_verdict") == [["separate"]])
    }

    @Test("a judgement of another bundle is refused, and one of no snapshot, too")
    func wrongSnapshot() throws {
        let store = try judged()
        let other = FullJudgement.make(of: FullSnapshot.make(seed: "b"))
        #expect(throws: StorageError.wrongSnapshot(id: 1, node: "gpu-07")) { try store.saveJudgement(other, for: 1) }
        #expect(throws: StorageError.noSnapshot(id: 2)) { try store.saveJudgement(other, for: 2) }
        #expect(try store.judgementRuleSet(of: 2) == nil)
    }

    @Test("a node that was not judged yet is in node_verdict without a verdict")
    func notJudged() throws {
        let store = try SnapshotStore.inMemory()
        try store.save(FullSnapshot.make())
        #expect(
            try store.connection.rows("SELECT node, verdict, rule_set FROM node_verdict") == [["gpu-07", nil, nil]])
    }

    @Test("verdict_change lists the snapshots whose verdict differs from the one before")
    func changes() throws {
        let store = try SnapshotStore.inMemory()
        let verdicts: [Verdict] = [.sameStore, .sameStore, .duplicated, .duplicated, .leftover]
        for (n, verdict) in verdicts.enumerated() {
            let snapshot = FullSnapshot.make(clock: Int64(n) * 86_400)
            try store.saveJudgement(
                FullJudgement.make(of: snapshot, verdict: verdict), for: stored(store.save(snapshot)))
        }
        #expect(
            try store.connection.rows("SELECT before, verdict, before_at, changed_at, is_latest FROM verdict_change")
                == [
                    ["same-store", "duplicated", "1970-01-02T00:00:00Z", "1970-01-03T00:00:00Z", "0"],
                    ["duplicated", "leftover", "1970-01-04T00:00:00Z", "1970-01-05T00:00:00Z", "1"],
                ])
        #expect(try store.connection.integer("SELECT count(*) FROM snapshot_verdict") == 5)
    }

    @Test("fleet_image adds up the latest snapshots only")
    func fleet() throws {
        let store = try SnapshotStore.inMemory()
        for (node, clock) in [("a", 1), ("a", 2), ("b", 1)] as [(String, Int64)] {
            let snapshot = FullSnapshot.make(node: node, clock: clock)
            try store.saveJudgement(FullJudgement.make(of: snapshot), for: stored(store.save(snapshot)))
        }
        let rows = try store.connection.rows(
            """
            SELECT names, nodes, duplicated_bytes, exact_nodes, removable_nodes, removable_bytes FROM fleet_image
            ORDER BY duplicated_bytes DESC
            """)
        #expect(
            rows == [
                ["docker.io/example/app:1.0, example/app:1.0", "2", "182300000", "2", "0", "0"],
                ["b:1", "2", "14", "0", "2", "14"],
            ])
    }
}
