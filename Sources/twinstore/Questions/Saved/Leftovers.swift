extension Question {
    static let leftovers = Question(
        name: "leftovers",
        title: "Where old copies lie, and what is in them",
        explanation:
            "One row a place on a node, largest first; @node-plan says how to take it away safely",
        sql: """
            SELECT node, kind, path, bytes, tier, images FROM residue ORDER BY bytes DESC, node, path
            """)
}
