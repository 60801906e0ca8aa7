extension Question {
    static let nodePlan = Question(
        name: "node-plan",
        title: "How to clean a node up",
        explanation:
            "The commands in order, with what each frees and could break; nothing runs them for you",
        parameters: [.node],
        sql: """
            SELECT step, command, purpose, frees_bytes, risk FROM plan_step WHERE node = :node ORDER BY snapshot_id, step
            """)
}
