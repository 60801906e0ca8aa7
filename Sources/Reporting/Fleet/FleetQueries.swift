extension FleetQuery {
    private static let plan =
        "WITH plan AS (SELECT snapshot_id, sum(frees_bytes) AS frees FROM plan_step GROUP BY snapshot_id)"
    private static let oneSide = "max(ifnull(freed_docker_bytes, 0), ifnull(freed_cri_bytes, 0))"
    private static let wasteful = "verdict IN ('duplicated', 'partly-duplicated', 'leftover')"

    static let totals = FleetQuery(
        name: "totals", title: "All nodes together",
        sql: """
            SELECT count(*) AS nodes, ifnull(sum(duplicated_bytes), 0) AS stored_twice,
                ifnull((SELECT sum(frees_bytes) FROM plan_step), 0) AS plans_free,
                ifnull(sum(\(oneSide)), 0) AS one_side_frees,
                ifnull(sum(residue_bytes), 0) AS left_over
            FROM node_verdict WHERE verdict IS NOT NULL;
            """)

    static let verdicts = FleetQuery(
        name: "verdicts", title: "Nodes and bytes by verdict",
        sql: """
            \(plan)
            SELECT verdict, count(*) AS nodes, sum(duplicated_bytes) AS stored_twice,
                sum(residue_bytes) AS left_over, sum(frees) AS plans_free
            FROM node_verdict LEFT JOIN plan USING (snapshot_id) WHERE verdict IS NOT NULL GROUP BY verdict;
            """)

    static let disks = FleetQuery(
        name: "disks", title: "Disks that are more than \(FullDisk.threshold) % full",
        sql: """
            \(plan)
            SELECT node, min(path) AS path, device, bytes, used, available, frees AS plan_frees
            FROM filesystem_on_node LEFT JOIN plan USING (snapshot_id)
            WHERE used * 100 > \(FullDisk.threshold) * (used + available)
            GROUP BY snapshot_id, device ORDER BY 1.0 * used / (used + available) DESC, node;
            """)

    static let nodes = FleetQuery(
        name: "nodesByFreed", title: "Nodes by what their plans free",
        sql: """
            \(plan)
            SELECT node, verdict, confidence, frees AS plan_frees, duplicated_bytes AS stored_twice,
                residue_bytes AS left_over
            FROM node_verdict LEFT JOIN plan USING (snapshot_id) WHERE verdict IS NOT NULL
            ORDER BY frees DESC, \(oneSide) DESC, node;
            """)

    static let images = FleetQuery(
        name: "images", title: "Images by bytes stored twice; those without a config digest by their printed names",
        sql: """
            SELECT names, config_digest, nodes, duplicated_bytes AS stored_twice
            FROM fleet_image ORDER BY duplicated_bytes DESC, nodes DESC;
            """)

    // The view missing_evidence also holds what single rules lacked and the verdict did not need.
    static let notJudged = FleetQuery(
        name: "notJudged", title: "What is missing on nodes that could not be judged",
        sql: """
            SELECT count(DISTINCT snapshot_id) AS nodes, capture.value AS capture, why.value AS why,
                settle.value AS settle_with, min(node) AS for_one
            FROM node_verdict JOIN judged_missing USING (snapshot_id) JOIN text AS capture ON capture.id = capture_id
            JOIN text AS why ON why.id = why_id JOIN text AS settle ON settle.id = settle_with_id
            WHERE verdict = 'unknown' AND rule_id IS NULL
            GROUP BY capture_id, why_id, settle_with_id ORDER BY nodes DESC, capture.value;
            """)

    static let configurations = FleetQuery(
        name: "configurations", title: "Stores, and the commands that list them",
        sql: """
            WITH command AS (
                SELECT DISTINCT snapshot_id, store, substr(command, 1, instr(command || ' ', ' ') - 1) AS name
                FROM view_on_node ORDER BY name
            ), listed AS (
                SELECT snapshot_id, store, group_concat(name, ', ') AS commands FROM command GROUP BY snapshot_id, store
            ), part AS (
                SELECT snapshot_id, store || iif(driver = '', '', ' ' || driver) || ' ['
                    || coalesce(commands, iif(live = 0, 'stopped', 'not listed')) || ']' AS text
                FROM store_on_node LEFT JOIN listed USING (snapshot_id, store) WHERE images IS NOT 0 ORDER BY store
            ), described AS (
                SELECT snapshot_id, group_concat(text, ' · ') AS set_up FROM part GROUP BY snapshot_id
            )
            SELECT count(*) AS nodes, ifnull(set_up, 'no store found') AS set_up, min(node) AS for_one
            FROM node_verdict LEFT JOIN described USING (snapshot_id) WHERE verdict IS NOT NULL
            GROUP BY 2 ORDER BY nodes DESC, 2;
            """)

    static let changes = FleetQuery(
        name: "changes", title: "Verdict or bytes that changed since the snapshot before",
        sql: """
            SELECT node, before, verdict, bytes_before, duplicated_bytes, before_at, collected_at FROM (
                SELECT node, is_latest, verdict, duplicated_bytes, collected_at, lag(verdict) OVER earlier AS before,
                    lag(duplicated_bytes) OVER earlier AS bytes_before, lag(collected_at) OVER earlier AS before_at
                FROM snapshot_verdict WINDOW earlier AS (PARTITION BY node ORDER BY collected_at)
            ) WHERE is_latest AND (before <> verdict OR before = verdict AND \(wasteful)
                AND ifnull(bytes_before, 0) <> ifnull(duplicated_bytes, 0))
            ORDER BY node;
            """)

    static let labels = FleetQuery(
        name: "labels", title: "Nodes and bytes by label",
        sql: """
            \(plan)
            SELECT key, value, count(*) AS nodes, sum(\(wasteful)) AS with_waste,
                sum(duplicated_bytes) AS stored_twice, sum(frees) AS plans_free
            FROM node_verdict JOIN label_on_node USING (snapshot_id) LEFT JOIN plan USING (snapshot_id)
            WHERE verdict IS NOT NULL
            GROUP BY key, value ORDER BY plans_free DESC, nodes DESC, key, value;
            """)
}
