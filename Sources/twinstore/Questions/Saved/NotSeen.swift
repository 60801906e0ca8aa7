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
            SELECT node, collected_at, CAST(julianday(newest) - julianday(collected_at) AS INTEGER) AS days, snapshots
            FROM node_latest JOIN (SELECT max(collected_at) AS newest FROM node_latest)
            WHERE julianday(newest) - julianday(collected_at) >= CAST(ifnull(nullif(:days, ''), 7) AS INTEGER)
            ORDER BY collected_at, node
            """)
}
