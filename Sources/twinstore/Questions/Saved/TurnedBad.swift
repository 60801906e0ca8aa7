extension Question {
    static let turnedBad = Question(
        name: "turned-bad",
        title: "Which nodes turned bad since a date",
        explanation:
            "Nodes whose newest change of verdict, after that date, was from nothing wasted to something wasted",
        parameters: [
            Question.Parameter(
                name: "since", meaning: "a date or time, UTC", preset: "seven days before the newest snapshot",
                example: "2026-11-16")
        ],
        sql: """
            SELECT node, before, verdict, before_at, changed_at, duplicated_bytes
            FROM verdict_change
            WHERE changed_at > coalesce(nullif(:since, ''),
                    (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(collected_at), '-7 days') FROM node_latest))
                AND verdict IN ('duplicated', 'partly-duplicated', 'leftover') AND before NOT IN ('duplicated', 'partly-duplicated', 'leftover') AND is_latest
            ORDER BY changed_at DESC, node
            """)
}
