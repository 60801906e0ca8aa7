extension Question {
    static let notRemovable = Question(
        name: "not-removable",
        title: "Which second copies cannot go, and why",
        explanation:
            "Images stored twice that the side without the kubelet cannot do without now",
        sql: """
            SELECT node, names, duplicated_bytes, in_use_by, pinned, reason
            FROM duplicate_image WHERE NOT removable ORDER BY duplicated_bytes DESC, node, names
            """)
}
