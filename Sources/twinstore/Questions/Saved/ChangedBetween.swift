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
            WITH moment AS MATERIALIZED (
                SELECT iif(length(:from) = 10, :from || 'T23:59:59Z', :from) AS older,
                    iif(length(:to) = 10, :to || 'T23:59:59Z', :to) AS newer
            ), told AS MATERIALIZED (
                SELECT node, machine, verdict, duplicated_bytes, collected_at, next_at FROM verdict_history
            ), seen AS (
                SELECT node, machine, verdict, duplicated_bytes, collected_at,
                    collected_at <= older AND (next_at IS NULL OR next_at > older) AS is_old,
                    collected_at <= newer AND (next_at IS NULL OR next_at > newer) AS is_new
                FROM told JOIN moment
            ), differing AS MATERIALIZED (SELECT * FROM seen WHERE is_old <> is_new)
            SELECT new.node AS node, old.verdict AS before, new.verdict AS verdict, old.duplicated_bytes AS bytes_before,
                new.duplicated_bytes AS duplicated_bytes, old.collected_at AS before_at, new.collected_at AS collected_at
            FROM differing AS new
            LEFT JOIN differing AS old ON old.is_old AND old.node = new.node AND old.machine = new.machine
            WHERE new.is_new AND (old.verdict IS NOT new.verdict OR old.duplicated_bytes IS NOT new.duplicated_bytes)
            ORDER BY new.node
            """)
}
