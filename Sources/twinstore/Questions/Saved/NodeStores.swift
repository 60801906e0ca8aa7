extension Question {
    static let nodeStores = Question(
        name: "node-stores",
        title: "Which stores a node has, and what lists them",
        explanation:
            "A store without a view is one that no command shows",
        parameters: [.node],
        sql: """
            SELECT store, engine, root, driver, namespace, live, store_on_node.images AS images, bytes_on_disk, command, endpoint, is_kubelets
            FROM store_on_node LEFT JOIN view_on_node USING (snapshot_id, node, store)
            WHERE node = :node ORDER BY store, command, endpoint
            """)
}
