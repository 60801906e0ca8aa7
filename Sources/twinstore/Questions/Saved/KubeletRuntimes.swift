extension Question {
    static let kubeletRuntimes = Question(
        name: "kubelet-runtimes",
        title: "Which runtimes answer the kubelet, and on how many nodes",
        explanation:
            "By server and socket; the rarest last",
        sql: """
            SELECT count(*) AS nodes, server, endpoint, min(node) AS for_one
            FROM view_on_node WHERE is_kubelets GROUP BY server, endpoint ORDER BY nodes DESC, server, endpoint
            """)
}
