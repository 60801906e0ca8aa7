extension Question {
    static let imagesTwiceEverywhere = Question(
        name: "images-twice-everywhere",
        title: "Which images are stored twice wherever anything is",
        explanation:
            "Images that at least the given share of the nodes with a second copy of anything keep twice: look at how they get there",
        parameters: [
            Question.Parameter(
                name: "percent", meaning: "share of the nodes that keep anything twice", preset: "100", example: "80")
        ],
        sql: """
            WITH affected AS (SELECT count(*) AS nodes FROM node_verdict WHERE EXISTS (
                SELECT 1 FROM duplicate_image WHERE duplicate_image.snapshot_id = node_verdict.snapshot_id
            ))
            SELECT names, config_digest, fleet_image.nodes AS nodes, affected.nodes AS of_nodes, duplicated_bytes
            FROM fleet_image JOIN affected
            WHERE fleet_image.nodes * 100 >= affected.nodes * CAST(ifnull(nullif(:percent, ''), 100) AS INTEGER)
            ORDER BY fleet_image.nodes DESC, duplicated_bytes DESC, names
            """)
}
