extension Question {
    static let largestStores = Question(
        name: "largest-stores",
        title: "Which stores are largest",
        explanation:
            "As du counted below the root; stores that share a root are one place and show the same figure",
        sql: """
            SELECT node, store, engine, root, bytes_on_disk, images, live
            FROM store_on_node WHERE bytes_on_disk IS NOT NULL ORDER BY bytes_on_disk DESC, node, store
            """)
}
