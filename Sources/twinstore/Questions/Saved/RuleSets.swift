extension Question {
    static let ruleSets = Question(
        name: "rule-sets",
        title: "Which rules the stored verdicts come from",
        explanation:
            "More than one row, or NULL, means that `twinstore judge` has work to do",
        sql: """
            SELECT rule_set, count(*) AS nodes, min(node) AS for_one FROM node_verdict GROUP BY rule_set ORDER BY nodes DESC, rule_set
            """)
}
