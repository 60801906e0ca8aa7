extension Migration {
    /// Views that answer over 100,000 snapshots at once: no view sorts all of its rows before one is asked for, and
    /// what is asked of the whole fleet is counted by numbers before any text is looked up.
    static let questions3 = """
        DROP VIEW missing_evidence;
        CREATE VIEW missing_evidence AS -- What was missing to judge a node better, and the command that would bring it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            capture.value AS capture, -- What was not there. e.g. cri-version.containerd
            why.value AS why, -- Why: not captured, or the capture's outcome. e.g. timeout
            settle_with.value AS settle_with, -- Command that would bring it. e.g. crictl version
            (SELECT group_concat(value, ', ') FROM (SELECT value FROM judged_missing AS each
                JOIN text ON text.id = each.rule_id WHERE \(same("each", "missing")) ORDER BY each.nth))
                AS rules, -- Rules that lacked it; NULL where only the whole did.
            missing.snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM node JOIN judged_missing AS missing ON missing.snapshot_id = node.latest_snapshot_id
        JOIN text AS capture ON capture.id = missing.capture_id JOIN text AS why ON why.id = missing.why_id
        JOIN text AS settle_with ON settle_with.id = missing.settle_with_id
        WHERE NOT EXISTS (SELECT 1 FROM judged_missing AS first
            WHERE \(same("first", "missing")) AND first.nth < missing.nth);

        CREATE VIEW fleet_missing AS -- What was missing to judge nodes better, over all nodes.
        SELECT
            capture.value AS capture, -- What was not there. e.g. cri-version.containerd
            why.value AS why, -- Why: not captured, or the capture's outcome. e.g. timeout
            settle_with.value AS settle_with, -- Command that would bring it. e.g. crictl version
            nodes AS nodes, -- Nodes that lacked it. e.g. 31
            for_one AS for_one -- The first of them by name. e.g. gpu-07
        FROM (
            SELECT capture_id, why_id, settle_with_id, count(DISTINCT missing.snapshot_id) AS nodes,
                min(node.name) AS for_one
            FROM node JOIN judged_missing AS missing ON missing.snapshot_id = node.latest_snapshot_id
            GROUP BY capture_id, why_id, settle_with_id
        ) JOIN text AS capture ON capture.id = capture_id JOIN text AS why ON why.id = why_id
        JOIN text AS settle_with ON settle_with.id = settle_with_id;

        -- Neighbours are looked up, not told by window functions, which would go through all nodes to tell of one.
        CREATE VIEW verdict_history AS -- Every judged snapshot with those of the same machine before and after it.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            node.machine AS machine, -- SHA-256 of the machine id; empty where it is not known.
            snapshot.id AS snapshot_id, -- Number of the snapshot. e.g. 17
            \(time("snapshot.collected_at")) AS collected_at, -- By the node's clock. [UTC] e.g. 2026-11-23T20:07:31Z
            (SELECT \(time("later.collected_at")) FROM snapshot AS later
                WHERE later.node_id = snapshot.node_id AND later.collected_at > snapshot.collected_at
                ORDER BY later.collected_at LIMIT 1)
                AS next_at, -- Time of the one after; NULL where it is the newest. [UTC] e.g. 2026-11-30T20:07:31Z
            snapshot.id = node.latest_snapshot_id AS is_latest, -- 1 for the node's latest. e.g. 1
            total.verdict AS verdict, -- The verdict. e.g. duplicated
            total.duplicated_bytes AS duplicated_bytes, -- Bytes held a second time. [bytes] e.g. 170000000
            \(time("earlier.collected_at"))
                AS before_at, -- Time of the one before; NULL for none. [UTC] e.g. 2026-11-16T20:07:31Z
            prior.verdict AS verdict_before, -- Its verdict. e.g. same-store
            prior.duplicated_bytes AS duplicated_bytes_before -- Bytes held a second time then. [bytes] e.g. 0
        FROM snapshot JOIN judgement_total AS total ON total.snapshot_id = snapshot.id
        JOIN node ON node.id = snapshot.node_id
        LEFT JOIN snapshot AS earlier ON earlier.id = (SELECT one.id FROM snapshot AS one
            WHERE one.node_id = snapshot.node_id AND one.collected_at < snapshot.collected_at
            ORDER BY one.collected_at DESC LIMIT 1)
        LEFT JOIN judgement_total AS prior ON prior.snapshot_id = earlier.id;

        -- Rows of two kinds by VALUES, here and below: DuckDB prints a view that it cannot run itself in its own words, and
        -- SQLite does not take how it prints a UNION.
        CREATE VIEW fleet_capture AS -- How often a capture ended in which way at nodes' latest snapshots.
        SELECT
            capture_name.name AS capture, -- The capture. e.g. cri-images.k3s-containerd
            capture_name.kind AS kind, -- The part before the first dot. e.g. cri-images
            capture_name.instance AS instance, -- The rest. e.g. k3s-containerd
            outcome AS outcome, -- How it ended. e.g. timeout
            sum(coalesce(captures, snapshots)) AS captures, -- How often. e.g. 31
            coalesce(max(longest), 0) AS longest_ms, -- The longest that it took. [ms] e.g. 20000
            coalesce(sum(total), 0) AS total_ms -- How long it took, all together. [ms] e.g. 620000
        FROM (VALUES (1), (2)) AS side LEFT JOIN (
            SELECT attempt_id, count(capture.nth) AS captures, max(milliseconds) AS longest, sum(milliseconds) AS total
            FROM node JOIN capture ON capture.snapshot_id = node.latest_snapshot_id GROUP BY attempt_id
        ) AS busy ON side.column1 = 1 LEFT JOIN (
            SELECT attempt_id, snapshots FROM (
                SELECT idle_id, count(snapshot.id) AS snapshots
                FROM node JOIN snapshot ON snapshot.id = node.latest_snapshot_id GROUP BY idle_id
            ) AS used JOIN attempt_list_item AS item ON item.list_id = used.idle_id
        ) AS idle ON side.column1 = 2
        JOIN attempt ON attempt.id = coalesce(busy.attempt_id, idle.attempt_id)
        JOIN capture_name ON capture_name.id = attempt.capture_id
        GROUP BY capture_name.id, outcome;

        CREATE VIEW daemon_on_node AS -- A process of a node that is of no single container: a daemon, a command.
        SELECT
            node.name AS node, -- The node's name. e.g. gpu-07
            pid AS pid, -- Process id. e.g. 812
            user.value AS user, -- The user. e.g. root
            elapsed AS elapsed, -- Since it started; NULL where not told. [s] e.g. 86400
            arguments.value AS arguments, -- Its title, redacted. e.g. /usr/bin/dockerd -H fd://
            executable.value AS executable, -- Target of /proc/PID/exe; empty where not read. e.g. /usr/bin/dockerd
            process.line AS line, -- Line of the process list. e.g. 14
            node.latest_snapshot_id AS snapshot_id -- Number of the snapshot. e.g. 17
        FROM process_form CROSS JOIN process
        JOIN text AS arguments ON arguments.id = arguments_id JOIN text AS user ON user.id = user_id
        JOIN text AS executable ON executable.id = executable_id
        JOIN snapshot_reading ON snapshot_reading.reading_id = process.reading_id
        JOIN node ON node.latest_snapshot_id = snapshot_reading.snapshot_id
        WHERE process.process_form_id = process_form.id AND container IS NULL;

        CREATE INDEX process_daemon ON process (process_form_id) WHERE container IS NULL;

        DROP VIEW bundle_problem;
        CREATE VIEW bundle_problem AS -- Bundles that were not stored, and why.
        SELECT
            coalesce(unread.name, refused.name) AS bundle, -- The bundle's file or folder. e.g. gpu-09.tar.gz
            coalesce(unread.sha256, refused.sha256) AS sha256, -- SHA-256 of what could be read; empty where nothing could.
            CASE WHEN unread.id IS NULL THEN 'conflict' ELSE 'unreadable' END AS problem, -- unreadable or conflict. e.g. conflict
            coalesce(unread.reason, 'differs from ' || bundle_name || ', which has the same node ' || node.name
                || ' and the same time ' || \(time("collected_at")))
                AS reason -- What was wrong. e.g. the archive ends early
        FROM (VALUES (1), (2)) AS side
        LEFT JOIN quarantined_bundle AS unread ON side.column1 = 1
        LEFT JOIN conflicting_bundle AS refused ON side.column1 = 2
        LEFT JOIN snapshot ON snapshot.id = refused.snapshot_id LEFT JOIN node ON node.id = node_id
        WHERE unread.id IS NOT NULL OR refused.id IS NOT NULL;

        """

    /// Whether two rows of `judged_missing` miss the same thing of one snapshot.
    private static func same(_ one: String, _ other: String) -> String {
        ["snapshot_id", "capture_id", "why_id", "settle_with_id"].map { "\(one).\($0) = \(other).\($0)" }
            .joined(separator: " AND ")
    }
}
