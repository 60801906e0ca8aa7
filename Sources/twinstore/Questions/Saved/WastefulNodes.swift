extension Question {
    static let wastefulNodes = Question(
        name: "wasteful-nodes",
        title: "On which nodes most space is wasted",
        explanation:
            "Ordered by what is stored twice and what is left over, together; a left-over may hold the copies that are counted twice",
        sql: """
            SELECT node, verdict, confidence, duplicated_bytes, residue_bytes
            FROM node_verdict WHERE verdict IN ('duplicated', 'partly-duplicated', 'leftover')
            ORDER BY max(ifnull(duplicated_bytes, 0), ifnull(residue_bytes, 0)) DESC, node
            """)
}
