extension Question {
    static let verdicts = Question(
        name: "verdicts",
        title: "How many nodes have which verdict, and what they waste",
        explanation:
            "One row a verdict; duplicated_bytes are on a disk a second time, residue_bytes are in no list at all",
        sql: """
            SELECT verdict, count(*) AS nodes, sum(duplicated_bytes) AS duplicated_bytes, sum(residue_bytes) AS residue_bytes
            FROM node_verdict GROUP BY verdict ORDER BY nodes DESC, verdict
            """)
}
