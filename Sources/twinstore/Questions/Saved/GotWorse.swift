extension Question {
    static let gotWorse = Question(
        name: "got-worse",
        title: "Which nodes waste more than at their snapshot before",
        explanation:
            "Compares each node's newest two snapshots: a worse verdict, or more bytes stored twice",
        sql: """
            SELECT node, before, verdict, bytes_before, duplicated_bytes, before_at, collected_at
            FROM (
                SELECT node, is_latest, verdict, duplicated_bytes, collected_at, lag(verdict) OVER earlier AS before,
                    lag(duplicated_bytes) OVER earlier AS bytes_before, lag(collected_at) OVER earlier AS before_at
                FROM snapshot_verdict WINDOW earlier AS (PARTITION BY node ORDER BY collected_at)
            )
            WHERE is_latest AND verdict IN ('duplicated', 'partly-duplicated', 'leftover') AND before IS NOT NULL
                AND (before NOT IN ('duplicated', 'partly-duplicated', 'leftover') OR ifnull(duplicated_bytes, 0) > ifnull(bytes_before, 0))
            ORDER BY ifnull(duplicated_bytes, 0) - ifnull(bytes_before, 0) DESC, node
            """)
}
