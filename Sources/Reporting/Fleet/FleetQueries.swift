import NodeModel

extension FleetQuery {
    private static let wasteful = "verdict IN ('duplicated', 'partly-duplicated', 'leftover')"

    static let totals = FleetQuery(
        name: "totals", title: "All nodes together",
        sql: """
            SELECT count(*) AS nodes, ifnull(sum(duplicated_bytes), 0) AS stored_twice,
                ifnull(sum(planned_bytes), 0) AS plans_free, ifnull(sum(freeable_bytes), 0) AS one_side_frees,
                ifnull(sum(residue_bytes), 0) AS left_over
            FROM node_verdict WHERE verdict IS NOT NULL;
            """)

    static let verdicts = FleetQuery(
        name: "verdicts", title: "Nodes and bytes by verdict",
        sql: """
            SELECT verdict, count(*) AS nodes, sum(duplicated_bytes) AS stored_twice,
                sum(residue_bytes) AS left_over, sum(planned_bytes) AS plans_free
            FROM node_verdict WHERE verdict IS NOT NULL GROUP BY verdict;
            """)

    static let confidences = FleetQuery(
        name: "confidences", title: "How sure the verdicts are",
        sql: """
            SELECT confidence, count(*) AS nodes FROM node_verdict WHERE verdict IS NOT NULL GROUP BY confidence;
            """)

    static let disks = FleetQuery(
        name: "disks", title: "Disks that are more than \(FullDisk.threshold) % full",
        sql: """
            SELECT node, path, device, bytes, used, available, planned_bytes AS plan_frees
            FROM full_disk ORDER BY 1.0 * used / (used + available) DESC, node;
            """)

    static let nodes = FleetQuery(
        name: "nodesByFreed", title: "Nodes by what their plans free",
        sql: """
            SELECT node, verdict, confidence, planned_bytes AS plan_frees, duplicated_bytes AS stored_twice,
                residue_bytes AS left_over
            FROM node_verdict WHERE verdict IS NOT NULL ORDER BY planned_bytes DESC, freeable_bytes DESC, node;
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
            SELECT count(*) AS nodes, set_up, min(node) AS for_one
            FROM node_verdict WHERE verdict IS NOT NULL GROUP BY set_up ORDER BY nodes DESC, set_up;
            """)

    static let changes = FleetQuery(
        name: "changes", title: "Verdict or bytes that changed since the snapshot before",
        sql: """
            SELECT node.name AS node, old.verdict AS before, new.verdict, old.duplicated_bytes AS bytes_before,
                new.duplicated_bytes, old.collected_at AS before_at, new.collected_at
            FROM node JOIN snapshot_verdict AS new ON new.snapshot_id = latest_snapshot_id
            JOIN snapshot_verdict AS old ON old.snapshot_id = (
                SELECT id FROM snapshot WHERE node_id = node.id AND id <> latest_snapshot_id
                ORDER BY collected_at DESC LIMIT 1)
            WHERE old.verdict <> new.verdict OR new.\(wasteful)
                AND ifnull(old.duplicated_bytes, 0) <> ifnull(new.duplicated_bytes, 0)
            ORDER BY node.name, machine;
            """)

    static let labels = FleetQuery(
        name: "labels", title: "Nodes and bytes by label",
        sql: """
            SELECT key, value, count(*) AS nodes, sum(\(wasteful)) AS with_waste,
                sum(duplicated_bytes) AS stored_twice, sum(planned_bytes) AS plans_free
            FROM node_verdict JOIN label_on_node USING (snapshot_id)
            WHERE verdict IS NOT NULL
            GROUP BY key, value ORDER BY plans_free DESC, nodes DESC, key, value;
            """)
}
