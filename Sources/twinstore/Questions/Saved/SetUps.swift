extension Question {
    static let setUps = Question(
        name: "set-ups",
        title: "Which set-ups there are, and on how many nodes",
        explanation:
            "Stores that hold images, each with the commands that list it; the rarest set-ups last",
        sql: """
            SELECT count(*) AS nodes, set_up, min(node) AS for_one FROM node_verdict
            GROUP BY set_up ORDER BY nodes DESC, set_up
            """)
}
