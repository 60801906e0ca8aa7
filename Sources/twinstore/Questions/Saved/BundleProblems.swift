extension Question {
    static let bundleProblems = Question(
        name: "bundle-problems",
        title: "Which bundles were not stored, and why",
        explanation:
            "Unreadable ones, and those that contradict a stored one of the same node and clock",
        sql: """
            SELECT bundle, problem, reason FROM bundle_problem ORDER BY problem, bundle, sha256
            """)
}
