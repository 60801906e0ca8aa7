extension Question {
    static let failedCaptures = Question(
        name: "failed-captures",
        title: "Which captures failed most",
        explanation:
            "Captures that did not end well, by kind and outcome; absent programs and empty answers are no failures",
        sql: """
            SELECT kind, outcome, count(DISTINCT snapshot_id) AS nodes, min(node) AS for_one, min(message) AS for_one_message
            FROM capture_outcome WHERE outcome IN ('failed', 'timeout', 'denied', 'truncated')
            GROUP BY kind, outcome ORDER BY nodes DESC, kind, outcome
            """)
}
