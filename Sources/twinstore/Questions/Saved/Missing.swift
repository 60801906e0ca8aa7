extension Question {
    static let missing = Question(
        name: "missing",
        title: "What is missing most often over the fleet",
        explanation:
            "Causes with the number of nodes; a node can be judged all the same where other evidence sufficed",
        sql: """
            SELECT capture, why, settle_with, count(DISTINCT snapshot_id) AS nodes, min(node) AS for_one
            FROM missing_evidence GROUP BY capture, why, settle_with ORDER BY nodes DESC, capture, why, settle_with
            """)
}
