extension Question {
    static let sharedLayers = Question(
        name: "shared-layers",
        title: "How much of the images stored twice is layers that they share",
        explanation:
            "Summing images counts shared layers again; duplicated_bytes counts each once, and only that is on the disk",
        sql: """
            SELECT node, images, sum_of_images, duplicated_bytes, sum_of_images - duplicated_bytes AS shared_bytes
            FROM node_verdict JOIN (
                SELECT snapshot_id, count(*) AS images, sum(duplicated_bytes) AS sum_of_images
                FROM duplicate_image GROUP BY snapshot_id
            ) USING (snapshot_id)
            ORDER BY shared_bytes DESC, node
            """)
}
