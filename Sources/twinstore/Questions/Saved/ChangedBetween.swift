extension Question {
    static let changedBetween = Question(
        name: "changed-between",
        title: "What changed between two dates",
        explanation:
            "Each node's newest snapshot up to the end of either date, where verdict or bytes differ; NULL where it had none yet",
        parameters: [
            Question.Parameter(name: "from", meaning: "the earlier date or time, UTC", example: "2026-11-16"),
            Question.Parameter(name: "to", meaning: "the later date or time, UTC", example: "2026-11-23"),
        ],
        sql: """
            WITH moment (side, upto) AS (VALUES ('old', :from), ('new', :to)), ranked AS (
                SELECT side, node, verdict, duplicated_bytes, collected_at,
                    row_number() OVER (PARTITION BY side, node ORDER BY collected_at DESC) AS nth
                FROM moment JOIN snapshot_verdict
                    ON collected_at <= iif(length(upto) = 10, upto || 'T23:59:59Z', upto)
            ), old AS (SELECT * FROM ranked WHERE side = 'old' AND nth = 1)
            SELECT new.node AS node, old.verdict AS before, new.verdict AS verdict, old.duplicated_bytes AS bytes_before,
                new.duplicated_bytes AS duplicated_bytes, old.collected_at AS before_at, new.collected_at AS collected_at
            FROM ranked AS new LEFT JOIN old ON old.node = new.node
            WHERE new.side = 'new' AND new.nth = 1
                AND (old.verdict IS NOT new.verdict OR old.duplicated_bytes IS NOT new.duplicated_bytes)
            ORDER BY new.node
            """)
}
