extension Question {
    static let notJudged = Question(
        name: "not-judged",
        title: "What could not be judged, and why",
        explanation:
            "Nodes without a verdict, what their bundle lacks, and the command that would bring it",
        sql: """
            SELECT node, collected_at, capture, why, settle_with
            FROM node_verdict LEFT JOIN missing_evidence USING (snapshot_id, node)
            WHERE verdict = 'unknown' OR verdict IS NULL ORDER BY node, capture, settle_with
            """)
}
