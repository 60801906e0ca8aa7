extension Question {
    static let nodesWithImage = Question(
        name: "nodes-with-image",
        title: "On which nodes an image is, and in which lists",
        explanation:
            "Part of a name is enough; a path instead of a view is Docker's own index on the disk",
        parameters: [Question.Parameter(name: "image", meaning: "the name, or part of it", example: "nginx")],
        sql: """
            SELECT node, view, name, image_id, size_bytes, pinned
            FROM image_in_view WHERE likelihood(name LIKE '%' || :image || '%', 0.001) ORDER BY node, view, name, capture
            """)
}
