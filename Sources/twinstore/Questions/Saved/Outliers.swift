extension Question {
    static let outliers = Question(
        name: "outliers",
        title: "Which nodes are set up like hardly any other",
        explanation:
            "Nodes whose set-up, as @set-ups describes it, few nodes share",
        parameters: [
            Question.Parameter(name: "nodes", meaning: "how many nodes may share a set-up", preset: "1", example: "3")
        ],
        sql: """
            WITH command AS (
                SELECT DISTINCT snapshot_id, store, substr(command, 1, instr(command || ' ', ' ') - 1) AS name
                FROM view_on_node ORDER BY name
            ), listed AS (
                SELECT snapshot_id, store, group_concat(name, ', ') AS commands FROM command GROUP BY snapshot_id, store
            ), part AS (
                SELECT snapshot_id, store || iif(driver = '', '', ' ' || driver) || ' ['
                    || coalesce(commands, iif(live = 0, 'stopped', 'not listed')) || ']' AS text
                FROM store_on_node LEFT JOIN listed USING (snapshot_id, store) WHERE images IS NOT 0 ORDER BY store
            ), described AS (
                SELECT snapshot_id, group_concat(text, ' · ') AS set_up FROM part GROUP BY snapshot_id
            ), counted AS (
                SELECT node, ifnull(set_up, 'no store found') AS set_up, verdict FROM node_verdict LEFT JOIN described USING (snapshot_id)
            )
            SELECT node, set_up, verdict FROM counted JOIN (
                SELECT set_up, count(*) AS nodes FROM counted GROUP BY set_up
            ) USING (set_up)
            WHERE nodes <= CAST(ifnull(nullif(:nodes, ''), 1) AS INTEGER) ORDER BY node
            """)
}
