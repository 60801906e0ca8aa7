extension Question {
    static let slowCaptures = Question(
        name: "slow-captures",
        title: "Which captures take longest",
        explanation:
            "By kind: what the collector waits for on a node",
        sql: """
            SELECT kind, max(longest_ms) AS longest_ms, sum(total_ms) / sum(captures) AS average_ms, sum(captures) AS captures
            FROM fleet_capture WHERE outcome <> 'skipped' GROUP BY kind ORDER BY longest_ms DESC, kind
            """)
}
