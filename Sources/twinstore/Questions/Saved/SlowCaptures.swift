extension Question {
    static let slowCaptures = Question(
        name: "slow-captures",
        title: "Which captures take longest",
        explanation:
            "By kind: what the collector waits for on a node",
        sql: """
            SELECT kind, max(milliseconds) AS longest_ms, CAST(avg(milliseconds) AS INTEGER) AS average_ms, count(*) AS captures
            FROM capture_outcome WHERE outcome <> 'skipped' GROUP BY kind ORDER BY longest_ms DESC, kind
            """)
}
