extension Question {
    static let stillDocker = Question(
        name: "still-docker",
        title: "Who still runs --docker",
        explanation:
            "Nodes where a unit, a running process or a configuration file asks k3s or RKE2 for Docker, and where that stands",
        sql: """
            SELECT node, 'unit ' || unit AS found_in, exec_start AS proof
            FROM unit_on_node
            WHERE likelihood(exec_start || ' ' GLOB '* --docker[ =]*', 0.001) AND exec_start NOT LIKE '%--docker=false%'
            UNION
            SELECT node, 'process ' || pid, arguments
            FROM daemon_on_node
            WHERE likelihood(arguments || ' ' GLOB '* --docker[ =]*', 0.001) AND arguments NOT LIKE '%--docker=false%'
            UNION
            SELECT node, capture || ':' || line, setting || ' = ' || value
            FROM setting_on_node WHERE likelihood(setting = 'k3s.docker', 0.001) AND value NOT IN ('false', '0', '')
            UNION
            SELECT node, capture || ':' || line, statement
            FROM evidence WHERE likelihood(rule = 'configuration', 0.001) AND statement LIKE '%--docker%'
            ORDER BY node, found_in
            """)
}
