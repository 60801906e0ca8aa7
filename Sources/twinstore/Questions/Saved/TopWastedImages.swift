extension Question {
    static let topWastedImages = Question(
        name: "top-wasted-images",
        title: "Which images waste most over the fleet",
        explanation:
            "Each image with the bytes of its second copies on all nodes; layers that images share are counted in each of them",
        sql: """
            SELECT names, config_digest, nodes, duplicated_bytes, removable_nodes, removable_bytes
            FROM fleet_image ORDER BY duplicated_bytes DESC, names
            """)
}
