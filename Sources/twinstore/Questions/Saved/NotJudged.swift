extension Question {
    static let notJudged = Question(
        name: "not-judged",
        title: "What could not be judged, and why",
        explanation:
            "Nodes without a verdict, what their bundle lacks, and the command that would bring it",
        sql: """
            WITH dark AS MATERIALIZED (
                SELECT snapshot_id, node, collected_at FROM node_verdict WHERE verdict = 'unknown' OR verdict IS NULL
            )
            SELECT dark.node AS node, collected_at, capture, why, settle_with
            FROM dark JOIN missing_evidence USING (snapshot_id)
            UNION ALL
            SELECT node, collected_at, NULL, NULL, NULL
            FROM dark WHERE NOT EXISTS (SELECT 1 FROM missing_evidence AS any WHERE any.snapshot_id = dark.snapshot_id)
            ORDER BY node, capture, settle_with
            """)
}
