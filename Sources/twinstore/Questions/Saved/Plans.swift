extension Question {
    static let plans = Question(
        name: "plans",
        title: "What a clean-up of each node would free",
        explanation:
            "The sum of the node's plan, which never touches what a container uses; @node-plan prints its commands",
        sql: """
            WITH plan AS (SELECT snapshot_id, sum(frees_bytes) AS frees FROM plan_step GROUP BY snapshot_id)
            SELECT node, verdict, confidence, frees AS plan_frees, duplicated_bytes, residue_bytes
            FROM node_verdict JOIN plan USING (snapshot_id) WHERE frees > 0 ORDER BY frees DESC, node
            """)
}
