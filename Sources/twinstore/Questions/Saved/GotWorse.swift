extension Question {
    static let gotWorse = Question(
        name: "got-worse",
        title: "Which nodes waste more than at their snapshot before",
        explanation:
            "Compares each node's newest two snapshots: a worse verdict, or more bytes stored twice",
        sql: """
            SELECT node, verdict_before AS before, verdict, duplicated_bytes_before AS bytes_before, duplicated_bytes,
                before_at, collected_at
            FROM verdict_history
            WHERE is_latest AND verdict IN ('duplicated', 'partly-duplicated', 'leftover') AND (
                verdict_before NOT IN ('duplicated', 'partly-duplicated', 'leftover')
                OR verdict_before IS NOT NULL AND ifnull(duplicated_bytes, 0) > ifnull(duplicated_bytes_before, 0))
            ORDER BY ifnull(duplicated_bytes, 0) - ifnull(duplicated_bytes_before, 0) DESC, node
            """)
}
