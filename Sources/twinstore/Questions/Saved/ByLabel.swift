extension Question {
    static let byLabel = Question(
        name: "by-label",
        title: "How groups of nodes compare",
        explanation:
            "By the labels that collectors gave; a node counts in each of its labels",
        parameters: [
            Question.Parameter(name: "label", meaning: "one label's key", preset: "every label", example: "rack")
        ],
        sql: """
            WITH plan AS (SELECT snapshot_id, sum(frees_bytes) AS frees FROM plan_step GROUP BY snapshot_id)
            SELECT key, value, count(*) AS nodes, sum(verdict IN ('duplicated', 'partly-duplicated', 'leftover')) AS with_waste,
                sum(duplicated_bytes) AS duplicated_bytes, sum(frees) AS plans_free
            FROM node_verdict JOIN label_on_node USING (snapshot_id, node) LEFT JOIN plan USING (snapshot_id)
            WHERE :label IS NULL OR :label IN ('', key)
            GROUP BY key, value ORDER BY key, plans_free DESC, value
            """)
}
