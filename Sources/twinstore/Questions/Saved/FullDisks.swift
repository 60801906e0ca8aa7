extension Question {
    static let fullDisks = Question(
        name: "full-disks",
        title: "Which disks are nearly full, and what a clean-up gives",
        explanation:
            "Each device once, fullest first; percent counts as df does, without what is kept for root",
        parameters: [Question.Parameter(name: "percent", meaning: "how full, in percent", preset: "85", example: "70")],
        sql: """
            WITH plan AS (SELECT snapshot_id, sum(frees_bytes) AS frees FROM plan_step GROUP BY snapshot_id)
            SELECT node, min(path) AS path, device, max(used * 100 / (used + available)) AS percent,
                min(available) AS available, frees AS plan_frees
            FROM filesystem_on_node LEFT JOIN plan USING (snapshot_id)
            WHERE used * 100 > CAST(ifnull(nullif(:percent, ''), 85) AS INTEGER) * (used + available)
            GROUP BY snapshot_id, node, device, frees ORDER BY percent DESC, node, device
            """)
}
