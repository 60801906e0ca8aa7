extension Question {
    static let kubeletOnDocker = Question(
        name: "kubelet-on-docker",
        title: "On which nodes the kubelet's images are Docker's",
        explanation:
            "Whatever the configuration says, these answer crictl from Docker's store: a prune on one side takes the other's images",
        sql: """
            SELECT node, endpoint, server, view_on_node.images AS images
            FROM view_on_node JOIN store_on_node USING (snapshot_id, node, store)
            WHERE is_kubelets AND engine = 'docker' ORDER BY node
            """)
}
