extension Question {
    static let fixed = Question(
        name: "fixed",
        title: "Which nodes were cleaned up since a date",
        explanation:
            "Nodes whose newest change of verdict, after that date, was from something wasted to nothing wasted",
        parameters: [
            Question.Parameter(
                name: "since", meaning: "a date or time, UTC", preset: "seven days before the newest snapshot",
                example: "2026-11-16")
        ],
        sql: """
            SELECT node, before, verdict, before_at, changed_at, duplicated_bytes_before
            FROM verdict_change
            WHERE changed_at > coalesce(nullif(:since, ''),
                    (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(collected_at), '-7 days') FROM node_latest))
                AND before IN ('duplicated', 'partly-duplicated', 'leftover') AND verdict IN ('separate', 'same-store', 'single-store') AND is_latest
            ORDER BY changed_at DESC, node
            """)
}
