extension Question {
    static let sharedLayers = Question(
        name: "shared-layers",
        title: "How much of the images stored twice is layers that they share",
        explanation:
            "Summing images counts shared layers again; duplicated_bytes counts each once, and only that is on the disk",
        sql: """
            SELECT node, count(*) AS images, sum(duplicate_image.duplicated_bytes) AS sum_of_images,
                node_verdict.duplicated_bytes AS duplicated_bytes,
                sum(duplicate_image.duplicated_bytes) - node_verdict.duplicated_bytes AS shared_bytes
            FROM duplicate_image JOIN node_verdict USING (snapshot_id, node)
            GROUP BY snapshot_id, node, node_verdict.duplicated_bytes ORDER BY shared_bytes DESC, node
            """)
}
