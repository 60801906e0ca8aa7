extension Question {
    static let nodeHistory = Question(
        name: "node-history",
        title: "How a node came to its verdict",
        explanation:
            "Every snapshot of the node, oldest first",
        parameters: [.node],
        sql: """
            SELECT collected_at, verdict, confidence, duplicated_bytes, residue_bytes, headline
            FROM snapshot_verdict WHERE node = :node ORDER BY collected_at
            """)
}
