extension Question {
    static let notSeen = Question(
        name: "not-seen",
        title: "Which nodes were not seen for days",
        explanation:
            "Days between a node's newest snapshot and the newest of the fleet; no clock of the reader is asked",
        parameters: [
            Question.Parameter(name: "days", meaning: "days without a snapshot, at least", preset: "7", example: "30")
        ],
        sql: """
            WITH fleet AS (SELECT max(collected_at) AS newest FROM node_latest)
            SELECT node, collected_at, (strftime('%s', newest) - strftime('%s', collected_at)) / 86400 AS days, snapshots
            FROM node_latest JOIN fleet
            WHERE collected_at <= strftime('%Y-%m-%dT%H:%M:%SZ', newest,
                '-' || CAST(ifnull(nullif(:days, ''), 7) AS INTEGER) || ' days')
            ORDER BY collected_at, node
            """)
}
