extension Question {
    static let missing = Question(
        name: "missing",
        title: "What is missing most often over the fleet",
        explanation:
            "Causes with the number of nodes; a node can be judged all the same where other evidence sufficed",
        sql: """
            SELECT capture, why, settle_with, nodes, for_one
            FROM fleet_missing ORDER BY nodes DESC, capture, why, settle_with
            """)
}
