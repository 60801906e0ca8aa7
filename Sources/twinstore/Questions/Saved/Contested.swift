extension Question {
    static let contested = Question(
        name: "contested",
        title: "Where the evidence contradicts itself",
        explanation:
            "Nodes whose verdict rests on the stronger of two sides; settle_with is the command that ends the doubt",
        sql: """
            SELECT node, verdict, statement, decided_by, against, settle_with
            FROM node_verdict JOIN contradiction USING (snapshot_id, node)
            WHERE confidence = 'contested' ORDER BY node, statement
            """)
}
