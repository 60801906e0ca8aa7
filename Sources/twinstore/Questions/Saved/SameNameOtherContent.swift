extension Question {
    static let sameNameOtherContent = Question(
        name: "same-name-other-content",
        title: "Which names mean different images on one node",
        explanation:
            "A name in two stores with different content: what runs depends on who starts it",
        sql: """
            SELECT node, name, group_concat(store || ' ' || substr(digest, 1, 19), ', ') AS stores
            FROM (SELECT * FROM name_conflict ORDER BY store) GROUP BY snapshot_id, node, name ORDER BY node, name
            """)
}
