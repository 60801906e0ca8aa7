extension Question {
    static let outliers = Question(
        name: "outliers",
        title: "Which nodes are set up like hardly any other",
        explanation:
            "Nodes whose set-up, as @set-ups describes it, few nodes share",
        parameters: [
            Question.Parameter(name: "nodes", meaning: "how many nodes may share a set-up", preset: "1", example: "3")
        ],
        sql: """
            SELECT node, set_up, verdict FROM node_verdict JOIN (
                SELECT set_up, count(*) AS nodes FROM node_verdict GROUP BY set_up
            ) USING (set_up)
            WHERE nodes <= CAST(ifnull(nullif(:nodes, ''), 1) AS INTEGER) ORDER BY node
            """)
}
