extension Question {
    static let nodeEvidence = Question(
        name: "node-evidence",
        title: "What proves a node's verdict",
        explanation:
            "Every rule with what it says and each line that it read",
        parameters: [.node],
        sql: """
            SELECT rule, says, strength, statement, capture, line, quote
            FROM evidence WHERE node = :node AND says <> 'unknown' ORDER BY says = 'nothing', strength, rule, capture, line
            """)
}
