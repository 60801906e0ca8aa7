extension Question {
    static let setUps = Question(
        name: "set-ups",
        title: "Which set-ups there are, and on how many nodes",
        explanation:
            "Stores that hold images, each with the commands that list it; the rarest set-ups last",
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
            )
            SELECT count(*) AS nodes, ifnull(set_up, 'no store found') AS set_up, min(node) AS for_one
            FROM node_verdict LEFT JOIN described USING (snapshot_id)
            GROUP BY 2 ORDER BY nodes DESC, 2
            """)
}
