extension FleetQuery {
    static let totals = FleetQuery(
        name: "totals", title: "all nodes together",
        sql: """
            SELECT count(*), sum(duplicated_bytes) FROM node_verdict;
            """)
    static let verdicts = FleetQuery(name: "verdicts", title: "x", sql: "SELECT 1")
    static let nodes = FleetQuery(name: "nodesByFreed", title: "x", sql: "SELECT 1")
    static let images = FleetQuery(name: "images", title: "x", sql: "SELECT 1")
    static let notJudged = FleetQuery(name: "notJudged", title: "x", sql: "SELECT 1")
    static let disks = FleetQuery(name: "disks", title: "x", sql: "SELECT 1")
    static let configurations = FleetQuery(name: "configurations", title: "x", sql: "SELECT 1")
    static let changes = FleetQuery(name: "changes", title: "x", sql: "SELECT 1")
    static let labels = FleetQuery(name: "labels", title: "x", sql: "SELECT 1")
}
