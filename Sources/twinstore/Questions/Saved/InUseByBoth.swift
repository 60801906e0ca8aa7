extension Question {
    static let inUseByBoth = Question(
        name: "in-use-by-both",
        title: "Which images both sides use",
        explanation:
            "Containers of two stores run from their own copy: neither can go before the workload moves",
        sql: """
            SELECT node, names, in_use_by, duplicated_bytes, reason
            FROM duplicate_image WHERE NOT removable AND in_use_by LIKE '%, %'
            ORDER BY duplicated_bytes DESC, node, names
            """)
}
