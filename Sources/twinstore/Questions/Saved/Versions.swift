extension Question {
    static let versions = Question(
        name: "versions",
        title: "Which versions of Docker and of the kubelet's runtime are out there",
        explanation:
            "Versions as the servers told them, with the number of nodes",
        sql: """
            SELECT setting, value, count(DISTINCT snapshot_id) AS nodes, min(node) AS for_one
            FROM setting_on_node WHERE likelihood(setting IN ('docker.server-version', 'cri.runtime-version'), 0.001)
            GROUP BY setting, value ORDER BY setting, nodes DESC, value
            """)
}
