extension Migration {
    /// The views that read sums instead of adding them up, and those whose tables changed.
    static let views2 = """
        CREATE VIEW residue AS -- Bytes of images on a node's disk that no list shows.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            kind AS kind, -- What it is. e.g. stopped-docker
            path.value AS path, -- Where it is. e.g. /var/lib/docker
            bytes AS bytes, -- Its size; NULL where not known. [bytes] e.g. 217571328
            tier AS tier, -- How good that figure is. e.g. exact
            \(list("images_id")) AS images, -- Images that are known to be in it; NULL for none. e.g. nginx:1.27
            statement AS statement, -- What was found.
            judged_residue.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_residue ON judged_residue.snapshot_id = node.latest_snapshot_id
        JOIN text AS path ON path.id = path_id;

        CREATE VIEW snapshot_verdict AS -- Every judged snapshot, older ones too.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            snapshot.id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            snapshot.id = node.latest_snapshot_id AS is_latest, -- 1 for the node's latest. e.g. 1
            \(verdict)
        FROM judgement_total AS total JOIN snapshot ON snapshot.id = total.snapshot_id
        JOIN node ON node.id = snapshot.node_id LEFT JOIN judgement ON judgement.snapshot_id = total.snapshot_id;

        CREATE VIEW node_verdict AS -- Each node's verdict at its latest snapshot; NULL where it was not judged yet.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            node.latest_snapshot_id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            \(verdict)
        FROM node LEFT JOIN judgement_total AS total ON total.snapshot_id = node.latest_snapshot_id
        LEFT JOIN judgement ON judgement.snapshot_id = node.latest_snapshot_id
        LEFT JOIN snapshot ON snapshot.id = node.latest_snapshot_id
        WHERE node.latest_snapshot_id IS NOT NULL;

        DROP VIEW fleet_image;
        CREATE VIEW fleet_image AS -- An image that at least one node keeps twice, over all nodes.
        SELECT
            min(\(list("names_id"))) AS names, -- Its names on one node, with commas between. e.g. nginx:1.27
            'sha256:' || digest.hex AS config_digest, -- NULL where only a manifest digest or a name joined it.
            sum(nodes) AS nodes, -- Nodes that keep it twice. e.g. 31
            sum(high) * 4294967296 + sum(low) AS duplicated_bytes, -- Over all nodes. [bytes] e.g. 2825650000
            sum(nodes - estimated_nodes - bound_nodes) AS exact_nodes, -- Nodes whose figure is exact. e.g. 30
            sum(removable_nodes) AS removable_nodes, -- Nodes that can do without the copy now. e.g. 12
            sum(removable_high) * 4294967296 + sum(removable_low) AS removable_bytes -- There. [bytes] e.g. 1093800000
        FROM fleet_image_sum LEFT JOIN digest ON digest.id = config_id
        WHERE nodes > 0
        GROUP BY config_id, CASE WHEN config_id IS NULL THEN names_id END;

        CREATE VIEW full_disk AS -- A disk of a node with stores on it that is more than 85 % full.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            path.value AS path, -- The first of its paths. e.g. /var/lib/docker
            device.value AS device, -- The device. e.g. /dev/sda1
            bytes AS bytes, -- Size. [bytes] e.g. 105089261568
            used AS used, -- Used. [bytes] e.g. 96031729664
            available AS available, -- Left for users. [bytes] e.g. 3672111104
            planned_bytes AS planned_bytes, -- What the node's plan frees; NULL for nothing. [bytes] e.g. 68263936
            is_one_of_several AS is_one_of_several, -- 1 where the stores lie on other disks too. e.g. 0
            disk.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_full_disk AS disk ON disk.snapshot_id = node.latest_snapshot_id
        JOIN judgement_total AS total ON total.snapshot_id = disk.snapshot_id
        JOIN text AS path ON path.id = path_id JOIN text AS device ON device.id = device_id;

        -- DuckDB reads a view's SQL with its own parser, where AT is a keyword and count(*) becomes count_star().
        DROP VIEW node_latest;
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
            (SELECT count(own.id) FROM snapshot AS own WHERE own.node_id = node.id) AS snapshots -- Of this node. e.g. 4
        FROM node JOIN snapshot ON snapshot.id = node.latest_snapshot_id JOIN text ON text.id = snapshot.collector_id;

        DROP VIEW verdict_change;
        CREATE VIEW verdict_change AS -- Two snapshots of a node that follow each other and have different verdicts.
        SELECT
            node AS node, -- The node's name. e.g. gpu-07
            \(time("before_at")) AS before_at, -- Time of the earlier one. [UTC] e.g. 2026-11-16T20:07:31Z
            \(time("later_at")) AS changed_at, -- Time of the later one. [UTC] e.g. 2026-11-23T20:07:31Z
            before AS before, -- The earlier verdict. e.g. same-store
            verdict AS verdict, -- The later verdict. e.g. duplicated
            before_bytes AS duplicated_bytes_before, -- Bytes held a second time then. [bytes] e.g. 0
            bytes AS duplicated_bytes, -- Bytes held a second time now. [bytes] e.g. 170000000
            snapshot_id AS snapshot_id, -- Number of the later snapshot. e.g. 17
            is_latest AS is_latest -- 1 where nothing newer is known of the node. e.g. 1
        FROM (
            SELECT node.name AS node, snapshot.id AS snapshot_id, snapshot.collected_at AS later_at, verdict,
                snapshot.id = node.latest_snapshot_id AS is_latest, duplicated_bytes AS bytes,
                lag(snapshot.collected_at) \(earlier) AS before_at, lag(verdict) \(earlier) AS before,
                lag(duplicated_bytes) \(earlier) AS before_bytes
            FROM judgement JOIN snapshot ON snapshot.id = judgement.snapshot_id
            JOIN node ON node.id = snapshot.node_id
        ) WHERE before <> verdict;

        """

    private static let earlier = "OVER (PARTITION BY snapshot.node_id ORDER BY snapshot.collected_at)"

    private static let verdict = """
        total.verdict AS verdict, -- The verdict. e.g. duplicated
            total.confidence AS confidence, -- How sure it is. e.g. certain
            relation AS relation, -- Whether docker and crictl list one store. e.g. different
            headline AS headline, -- The answer in one sentence.
            total.duplicated_bytes AS duplicated_bytes, -- Bytes held a second time. [bytes] e.g. 170000000
            total.duplicated_tier AS duplicated_tier, -- How good that figure is. e.g. exact
            freed_docker_bytes AS freed_docker_bytes, -- Freed by removing Docker's copies. [bytes] e.g. 68263936
            freed_docker_tier AS freed_docker_tier, -- How good that figure is. e.g. exact
            freed_cri_bytes AS freed_cri_bytes, -- Freed by removing the kubelet's copies. [bytes] e.g. 102383616
            freed_cri_tier AS freed_cri_tier, -- How good that figure is. e.g. exact
            freeable_bytes AS freeable_bytes, -- Freed on the side that gives more. [bytes] e.g. 102383616
            freeable_tier AS freeable_tier, -- How good that figure is. e.g. exact
            planned_bytes AS planned_bytes, -- Freed by the plan, which spares what is in use. [bytes] e.g. 68263936
            planned_tier AS planned_tier, -- How good that figure is. e.g. exact
            left_over_bytes AS residue_bytes, -- Images that no list shows; NULL where none or not known. [bytes] e.g. 0
            left_over_tier AS residue_tier, -- How good that figure is. e.g. exact
            (SELECT value FROM text WHERE text.id = set_up_id) AS set_up, -- Stores and commands that list them.
            (SELECT value FROM text WHERE text.id = total.rule_set_id) AS rule_set -- The rules that judged. e.g. 2026.1
        """
}
