extension Question {
    static let leftoversByKind = Question(
        name: "leftovers-by-kind",
        title: "What old copies are left on disks, by kind",
        explanation:
            "Bytes of images that no list shows",
        sql: """
            SELECT kind, count(DISTINCT snapshot_id) AS nodes, sum(bytes) AS bytes, min(node) AS for_one
            FROM residue GROUP BY kind ORDER BY bytes DESC, kind
            """)
}
