extension Migration {
    /// The flat shape for readers: one row a thing, names instead of numbers, each node at its latest snapshot.
    static let views1 = """
        CREATE VIEW node_latest AS -- Each node's latest snapshot.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            node.machine AS machine, -- SHA-256 of the machine id; empty where it is not known.
            snapshot.id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            snapshot.bundle_name AS bundle, -- The bundle's file or folder. e.g. gpu-07.tar.gz
            snapshot.bundle_sha256 AS sha256, -- SHA-256 of the bundle's members.
            text.value AS collector, -- Version of the collector; empty where the bundle was made by hand. e.g. 1.0
            snapshot.offline AS offline, -- 1 where only the disk was read. e.g. 0
            (SELECT count(*) FROM snapshot AS own WHERE own.node_id = node.id) AS snapshots -- Of this node. e.g. 4
        FROM node JOIN snapshot ON snapshot.id = node.latest_snapshot_id JOIN text ON text.id = snapshot.collector_id;

        CREATE VIEW snapshot_verdict AS -- Every judged snapshot, older ones too.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            snapshot.id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            snapshot.id = node.latest_snapshot_id AS is_latest, -- 1 for the node's latest. e.g. 1
            verdict AS verdict, -- The verdict. e.g. duplicated
            confidence AS confidence, -- How sure it is. e.g. certain
            relation AS relation, -- Whether docker and crictl list one store. e.g. different
            headline AS headline, -- The answer in one sentence.
            duplicated_bytes AS duplicated_bytes, -- Bytes held a second time. [bytes] e.g. 170000000
            duplicated_tier AS duplicated_tier, -- How good that figure is. e.g. exact
            freed_docker_bytes AS freed_docker_bytes, -- Freed by removing Docker's copies. [bytes] e.g. 68263936
            freed_docker_tier AS freed_docker_tier, -- How good that figure is. e.g. exact
            freed_cri_bytes AS freed_cri_bytes, -- Freed by removing the kubelet's copies. [bytes] e.g. 102383616
            freed_cri_tier AS freed_cri_tier, -- How good that figure is. e.g. exact
            (SELECT sum(bytes) FROM judged_residue WHERE judged_residue.snapshot_id = snapshot.id)
                AS residue_bytes, -- Bytes of images that no list shows; NULL where none or not known. [bytes] e.g. 0
            text.value AS rule_set -- The rules that judged. e.g. 2026.1
        FROM judgement JOIN snapshot ON snapshot.id = judgement.snapshot_id JOIN node ON node.id = snapshot.node_id
        JOIN text ON text.id = judgement.rule_set_id;

        CREATE VIEW node_verdict AS -- Each node's verdict at its latest snapshot; NULL where it was not judged yet.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            snapshot.id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            verdict AS verdict, -- The verdict. e.g. duplicated
            confidence AS confidence, -- How sure it is. e.g. certain
            relation AS relation, -- Whether docker and crictl list one store. e.g. different
            headline AS headline, -- The answer in one sentence.
            duplicated_bytes AS duplicated_bytes, -- Bytes held a second time. [bytes] e.g. 170000000
            duplicated_tier AS duplicated_tier, -- How good that figure is. e.g. exact
            freed_docker_bytes AS freed_docker_bytes, -- Freed by removing Docker's copies. [bytes] e.g. 68263936
            freed_docker_tier AS freed_docker_tier, -- How good that figure is. e.g. exact
            freed_cri_bytes AS freed_cri_bytes, -- Freed by removing the kubelet's copies. [bytes] e.g. 102383616
            freed_cri_tier AS freed_cri_tier, -- How good that figure is. e.g. exact
            (SELECT sum(bytes) FROM judged_residue WHERE judged_residue.snapshot_id = snapshot.id)
                AS residue_bytes, -- Bytes of images that no list shows; NULL where none or not known. [bytes] e.g. 0
            (SELECT value FROM text WHERE text.id = rule_set_id) AS rule_set -- The rules that judged. e.g. 2026.1
        FROM node JOIN snapshot ON snapshot.id = node.latest_snapshot_id
        LEFT JOIN judgement ON judgement.snapshot_id = snapshot.id;

        CREATE VIEW verdict_change AS -- Two snapshots of a node that follow each other and have different verdicts.
        SELECT
            node AS node, -- The node's name. e.g. gpu-07
            \(time("before_at")) AS before_at, -- Time of the earlier one. [UTC] e.g. 2026-11-16T20:07:31Z
            \(time("at")) AS changed_at, -- Time of the later one. [UTC] e.g. 2026-11-23T20:07:31Z
            before AS before, -- The earlier verdict. e.g. same-store
            verdict AS verdict, -- The later verdict. e.g. duplicated
            before_bytes AS duplicated_bytes_before, -- Bytes held a second time then. [bytes] e.g. 0
            bytes AS duplicated_bytes, -- Bytes held a second time now. [bytes] e.g. 170000000
            snapshot_id AS snapshot_id, -- Number of the later snapshot. e.g. 17
            is_latest AS is_latest -- 1 where nothing newer is known of the node. e.g. 1
        FROM (
            SELECT node.name AS node, snapshot.id AS snapshot_id, snapshot.collected_at AS at, verdict,
                snapshot.id = node.latest_snapshot_id AS is_latest, duplicated_bytes AS bytes,
                lag(snapshot.collected_at) OVER earlier AS before_at, lag(verdict) OVER earlier AS before,
                lag(duplicated_bytes) OVER earlier AS before_bytes
            FROM judgement JOIN snapshot ON snapshot.id = judgement.snapshot_id
            JOIN node ON node.id = snapshot.node_id
            WINDOW earlier AS (PARTITION BY snapshot.node_id ORDER BY snapshot.collected_at)
        ) WHERE before <> verdict;

        CREATE VIEW capture_outcome AS -- How each capture of each node ended.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            capture_name.name AS capture, -- The capture. e.g. cri-images.k3s-containerd
            capture_name.kind AS kind, -- The part before the first dot. e.g. cri-images
            capture_name.instance AS instance, -- The rest. e.g. k3s-containerd
            outcome AS outcome, -- How it ended. e.g. timeout
            exit AS exit, -- The command's exit status; NULL where nothing ran. e.g. 124
            milliseconds AS milliseconds, -- How long it took. [ms] e.g. 20000
            bytes AS bytes, -- Output as kept in the bundle. [bytes] e.g. 8123
            redactions AS redactions, -- Secrets that were removed. e.g. 0
            command.value AS command, -- The command as it ran. e.g. docker version
            message.value AS message, -- First lines of standard error.
            capture.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN capture ON capture.snapshot_id = node.latest_snapshot_id
        JOIN attempt ON attempt.id = capture.attempt_id JOIN capture_name ON capture_name.id = attempt.capture_id
        JOIN text AS command ON command.id = command_id JOIN text AS message ON message.id = message_id;

        CREATE VIEW bundle_problem AS -- Bundles that were not stored, and why.
        SELECT
            name AS bundle, -- The bundle's file or folder. e.g. gpu-09.tar.gz
            sha256 AS sha256, -- SHA-256 of what could be read; empty where nothing could.
            'unreadable' AS problem, -- unreadable or conflict. e.g. conflict
            reason AS reason -- What was wrong. e.g. the archive ends early
        FROM quarantined_bundle
        UNION ALL
        SELECT conflicting_bundle.name, sha256, 'conflict', 'differs from ' || bundle_name || ', which has the same node '
            || node.name || ' and the same time ' || \(time("collected_at"))
        FROM conflicting_bundle JOIN snapshot ON snapshot.id = snapshot_id JOIN node ON node.id = node_id;

        """

    /// A time as people and `date` read it.
    static func time(_ seconds: String) -> String { "strftime('%Y-%m-%dT%H:%M:%SZ', \(seconds), 'unixepoch')" }
}
