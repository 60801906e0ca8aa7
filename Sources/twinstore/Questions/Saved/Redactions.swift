extension Question {
    static let redactions = Question(
        name: "redactions",
        title: "On which nodes secrets were taken out of captures",
        explanation:
            "How many, by capture; the secrets themselves are in no bundle",
        sql: """
            SELECT node, capture, redactions FROM capture_outcome WHERE redactions > 0 ORDER BY redactions DESC, node, capture
            """)
}
