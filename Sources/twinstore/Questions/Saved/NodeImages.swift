extension Question {
    static let nodeImages = Question(
        name: "node-images",
        title: "Which images a node keeps twice",
        explanation:
            "Largest first, with the stores, who uses them, and whether the other side can do without",
        parameters: [.node],
        sql: """
            SELECT names, stores, duplicated_bytes, duplicated_tier, in_use_by, removable, reason
            FROM duplicate_image WHERE node = :node ORDER BY duplicated_bytes DESC, names
            """)
}
